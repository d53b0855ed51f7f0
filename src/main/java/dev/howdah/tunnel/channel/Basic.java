package dev.howdah.tunnel.channel;

import dev.howdah.tunnel.channel.ChannelSettings.StreamSettings;
import dev.howdah.tunnel.wire.PayloadType;
import dev.howdah.tunnel.wire.PortFlag;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One connection at a time, its bytes bare in the payloads: agents without smux, and sessions that are one stream by nature.
///
/// When the local side is done the agent is told by a flag, and dials again when bytes of the next connection come. It says
/// nothing when its own side ends. Bytes of the old connection may still be on their way, so the next one may not begin before
/// the flag has arrived and it has been quiet for a moment. The first connection is dialled before anybody asks for it, and a
/// server that speaks first is heard before there is a listener: its words are kept.
public final class Basic extends Streams {
    /// How long it has to be quiet between two connections.
    private static final long PAUSE = 200_000_000L;
    /// How long an answer may stay silent after the local side has ended: short, as the next connection waits.
    private static final long GRACE = 2_000_000_000L;

    private enum Phase {
        FREE, OPEN, FLAG_DUE, FLAG_SENT, QUIETENING, OVER
    }

    private final StreamSettings settings;
    private final boolean reusable;
    private Phase phase = Phase.FREE;
    private @Nullable Stream current;
    private long lastReceived;

    /// @param reusable
    ///            whether the agent can connect again, or the session is one connection
    Basic(StreamSettings settings, boolean reusable) {
        this.settings = settings;
        this.reusable = reusable;
        current = new Stream(this, 0, settings.send());
        current.reported = true;
    }

    @Override
    public boolean canOpen(long now) {
        return phase == Phase.FREE || phase == Phase.QUIETENING && now - lastReceived >= PAUSE;
    }

    @Override
    public Stream open(long now) {
        if (!canOpen(now)) {
            throw new IllegalStateException("the session carries one connection at a time");
        }
        Stream first = phase == Phase.FREE ? current : null;
        Stream opened = first == null ? new Stream(this, 0, settings.send()) : first;
        phase = Phase.OPEN;
        current = opened;
        opened.reported = false;
        if (opened.held() > 0) {
            report(opened);
        }
        return opened;
    }

    @Override
    public Collection<Stream> all() {
        return current == null || phase == Phase.FREE ? List.of() : List.of(current);
    }

    @Override
    int pending(long now) {
        if (queued > 0) {
            return queued;
        }
        return phase == Phase.FLAG_DUE ? 4 : 0;
    }

    @Override
    int fill(long now, ByteBuffer payload) {
        Stream stream = current;
        if (stream != null && stream.out.size() > 0) {
            stream.send(now, payload, Math.min(payload.remaining(), stream.out.size()));
            return PayloadType.OUTPUT;
        }
        payload.put(PortFlag.payload(PortFlag.DISCONNECT_TO_PORT));
        phase = Phase.FLAG_SENT;
        current = null;
        return PayloadType.FLAG;
    }

    @Override
    void received(long now, ByteBuffer payload) {
        lastReceived = now;
        Stream stream = current;
        if (stream == null || stream.ended() != null || !payload.hasRemaining()) {
            return;
        }
        stream.receive(now, payload);
        if (stream.held() > settings.receive()) {
            stream.reset(new Stream.End.Overflow(stream.held()));
            sayEnd();
        }
    }

    @Override
    void flagAcknowledged(long now) {
        if (phase == Phase.FLAG_SENT) {
            phase = Phase.QUIETENING;
            lastReceived = now;
        }
    }

    @Override
    void written(Stream stream) {}

    @Override
    void inputEnded(long now, Stream stream) {}

    @Override
    void closed(Stream stream) {
        if (stream == current) {
            sayEnd();
        }
    }

    @Override
    void aborted(Stream stream) {
        closed(stream);
    }

    private void sayEnd() {
        if (phase == Phase.OPEN || phase == Phase.FREE) {
            phase = reusable ? Phase.FLAG_DUE : Phase.OVER;
        }
    }

    @Override
    void tick(long now) {
        Stream stream = current;
        if (stream != null && silentAfterInput(now, stream) == 0) {
            stream.end(new Stream.End.Finished());
            sayEnd();
        }
    }

    @Override
    long quietFor(long now) {
        Stream stream = current;
        return stream == null ? Long.MAX_VALUE : silentAfterInput(now, stream);
    }

    /// How long the stream may still stay silent.
    private static long silentAfterInput(long now, Stream stream) {
        boolean waits = stream.inputEnded && stream.ended() == null;
        return waits ? Math.max(0, GRACE - (now - stream.stirred)) : Long.MAX_VALUE;
    }

    @Override
    void lost(Ending ending) {
        super.lost(ending);
        phase = Phase.OVER;
        current = null;
    }
}
