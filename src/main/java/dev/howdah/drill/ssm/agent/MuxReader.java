package dev.howdah.drill.ssm.agent;

import dev.howdah.tunnel.wire.SmuxReader;
import dev.howdah.tunnel.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The reading half of a mux: finds the frames, keeps the streams, and stops reading altogether while 4 MiB wait for
/// destinations that do not read. It also notes what an honest client would not send.
final class MuxReader implements SmuxReader.Sink {
    private static final int MOST_UNDELIVERED = 4_194_304;
    private static final Duration NOP_EVERY = Duration.ofSeconds(30);
    private final Mux mux;
    private final Checks checks;
    private final boolean keptAlive;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    /// Guarded by `lock`: the streams, and how many bytes may still come.
    private final Map<Integer, MuxStream> streams = new HashMap<>();
    private int bucket = MOST_UNDELIVERED;
    private boolean closed;
    /// Touched by the reader's thread only.
    private final Set<Integer> finished = new HashSet<>();
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private long newest = 1;
    private long lastNop;
    private volatile long heard = System.nanoTime();

    MuxReader(Mux mux, Checks checks, boolean keptAlive) {
        this.mux = mux;
        this.keptAlive = keptAlive;
        this.checks = checks;
    }

    /// Reads until the pipe ends.
    void read(Pipe from) throws IOException, WireException {
        var reader = new SmuxReader();
        try {
            for (byte[] part = from.read(65_536); part.length > 0; part = from.read(65_536)) {
                reader.read(ByteBuffer.wrap(part), this);
            }
        } catch (WireException e) {
            checks.violated("smux frame", String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /// How long nothing has come.
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heard);
    }

    @Override
    public void syn(int streamId) {
        awaitRoom();
        long id = Integer.toUnsignedLong(streamId);
        if (id % 2 == 0 || id <= newest) {
            checks.violated("smux stream id", "SYN for stream " + id + " after stream " + newest);
        }
        newest = Math.max(newest, id);
        finished.remove(streamId);
        MuxStream stream = add(streamId);
        if (stream != null) {
            mux.accept(stream);
        }
    }

    private @Nullable MuxStream add(int streamId) {
        lock.lock();
        try {
            if (closed || streams.containsKey(streamId)) {
                return null;
            }
            var stream = new MuxStream(streamId, this::delivered);
            streams.put(streamId, stream);
            return stream;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void fin(int streamId) {
        awaitRoom();
        expectOpen(streamId, "FIN");
        finished.add(streamId);
        MuxStream stream = find(streamId);
        if (stream != null) {
            stream.finish();
        }
    }

    @Override
    public void psh(int streamId, ByteBuffer part, boolean last) {
        if (frame.size() == 0) {
            awaitRoom();
            expectOpen(streamId, "PSH");
        }
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        frame.writeBytes(bytes);
        if (last) {
            byte[] whole = frame.toByteArray();
            frame.reset();
            push(streamId, whole);
        }
    }

    private void push(int streamId, byte[] whole) {
        MuxStream stream = find(streamId);
        if (stream != null) {
            lock.lock();
            bucket -= whole.length;
            lock.unlock();
            stream.push(whole);
        }
    }

    /// A client may go on for a while on a stream that we have ended, but not on one that it never opened or ended itself.
    private void expectOpen(int streamId, String what) {
        long id = Integer.toUnsignedLong(streamId);
        if (id % 2 == 0 || id > newest || id < 3) {
            checks.violated("smux " + what, what + " on stream " + id + ", which was not opened");
        } else if (finished.contains(streamId)) {
            checks.violated("smux " + what, what + " on stream " + id + " after its FIN");
        }
    }

    /// More often than an occasional one is a keep-alive, which no current agent asks for: it defeats the idle limit.
    @Override
    public void nop() {
        awaitRoom();
        long now = System.nanoTime();
        if (!keptAlive && lastNop != 0 && now - lastNop < NOP_EVERY.toNanos()) {
            checks.violated("smux NOP", "another NOP after " + Duration.ofNanos(now - lastNop));
        }
        lastNop = now;
    }

    private @Nullable MuxStream find(int streamId) {
        lock.lock();
        try {
            return streams.get(streamId);
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom() {
        heard = System.nanoTime();
        lock.lock();
        try {
            while (bucket <= 0 && !closed) {
                room.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void delivered(int bytes) {
        lock.lock();
        bucket += bytes;
        room.signalAll();
        lock.unlock();
    }

    /// Takes a stream off the list. False when it was off already.
    boolean forget(MuxStream stream) {
        boolean mine;
        lock.lock();
        try {
            mine = streams.remove(stream.id(), stream);
        } finally {
            lock.unlock();
        }
        delivered(stream.close());
        return mine;
    }

    void closeAll() {
        List<MuxStream> all;
        lock.lock();
        try {
            closed = true;
            all = List.copyOf(streams.values());
            streams.clear();
            room.signalAll();
        } finally {
            lock.unlock();
        }
        all.forEach(MuxStream::close);
    }
}
