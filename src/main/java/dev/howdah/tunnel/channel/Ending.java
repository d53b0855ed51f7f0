package dev.howdah.tunnel.channel;

import java.time.Duration;
import java.util.Locale;

/// Why a session is over for good. A WebSocket that closed is no ending, whatever its code.
public sealed interface Ending {
    /// For people.
    String sentence();

    /// The gateway said so (`channel_closed`).
    ///
    /// @param output
    ///            its reason in its own words: an idle or maximum time that passed, or what the agent's plugin reported; "" when somebody
    ///            ended the session
    record Closed(String output) implements Ending {
        /// Whether the account's idle limit ended it; a new session can take its place.
        public boolean idle() {
            return output.toLowerCase(Locale.ROOT).contains("due to inactivity");
        }

        @Override
        public String sentence() {
            return output.isBlank() ? "The session was ended." : output.strip();
        }
    }

    /// We ended it, and the agent knows, or had two seconds to.
    record Terminated(boolean acknowledged) implements Ending {
        @Override
        public String sentence() {
            return "Ended here.";
        }
    }

    /// The agent asked for something in the handshake that we do not do.
    record Refused(String sentence) implements Ending {}

    /// No handshake in the time given.
    record NoHandshake(Duration waited) implements Ending {
        @Override
        public String sentence() {
            return "The agent on the target did not begin the session within " + waited.toSeconds() + " s.";
        }
    }

    /// The service no longer knows the session: it ended while we were cut off.
    record Gone() implements Ending {
        @Override
        public String sentence() {
            return "The session ended while the connection was down.";
        }
    }

    /// The other side does not speak the protocol.
    record Broken(String what) implements Ending {
        @Override
        public String sentence() {
            return "The agent sent something that cannot be understood: " + what + ".";
        }
    }

    /// The gateway cuts the connection whenever a message of this size is sent, and messages cannot be cut smaller once they have
    /// a number. A new session with smaller payloads will do.
    record TooLarge(int payload) implements Ending {
        @Override
        public String sentence() {
            return "The service does not accept messages of " + payload + " bytes.";
        }
    }
}
