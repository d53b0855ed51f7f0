package dev.howdah.tunnel.channel;

import dev.howdah.tunnel.wire.Acknowledge;
import dev.howdah.tunnel.wire.AgentMessage;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// The acknowledgements that are to be sent: one per message, oldest first. When there is no room for one its message must
/// not be accepted; it will come again.
final class Receipts {
    private static final int MOST = 8192;

    private final LinkedHashMap<Long, Acknowledge> due = new LinkedHashMap<>();

    boolean isFull() { return due.size() >= MOST; }

    boolean isEmpty() { return due.isEmpty(); }

    void add(AgentMessage message) {
        if (!isFull()) {
            due.putIfAbsent(message.sequence(), Acknowledge.of(message));
        }
    }

    @Nullable
    Acknowledge poll() {
        var entry = due.pollFirstEntry();
        return entry == null ? null : entry.getValue();
    }
}
