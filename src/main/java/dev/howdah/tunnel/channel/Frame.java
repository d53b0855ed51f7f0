package dev.howdah.tunnel.channel;

import java.nio.ByteBuffer;

/// One WebSocket frame to write, in the order in which they were handed out.
public sealed interface Frame {
    /// @param text
    ///            holds the session's token: not to be logged
    record Text(String text) implements Frame {
        @Override
        public String toString() {
            return "Text[" + text.length() + " characters]";
        }
    }

    /// @param message
    ///            read-only; the same bytes may have to go out again later
    record Binary(ByteBuffer message) implements Frame {
        public Binary {
            message = message.asReadOnlyBuffer();
        }
    }

    record Ping() implements Frame {}
}
