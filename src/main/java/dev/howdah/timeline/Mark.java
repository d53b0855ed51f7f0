package dev.howdah.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One thing that happened.
///
/// @param at when, by the clock of whoever tells it until [Timeline] has set that right
/// @param until when it was over; null for what has no length, and for what still goes on
/// @param going whether it had not ended when it was read
/// @param title one line
/// @param detail all that is known of it, in lines; empty when the title says it all
/// @param source who tells it: an API, the journal, this console
public record Mark(Instant at, @Nullable Instant until, boolean going, Kind kind, Weight weight, Clock clock, String title, String detail,
        String source) {

    /// What it is. Each has a lane of its own on the screen.
    public enum Kind {
        FAILOVER("Failover"), EVENT("RDS event"), ALARM("Alarm"), LOAD("Load"), LOCKS("Locks"), DEPLOYMENT("Deployment"), TASK(
                "Task"), TRAIL("API call"), CHANGE("Change"), STATEMENT("Statement"), NOTE("Note");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /// What it means to whoever looks for the reason of an incident.
    public enum Weight {
        /// Something is wrong from here on, or was for as long as it lasted.
        TROUBLE("trouble"),
        /// Something that was wrong is over.
        RELIEF("relief"),
        /// Somebody did something.
        ACT("act"), PLAIN("");

        private final String words;

        Weight(String words) {
            this.words = words;
        }

        /// Empty for what is neither.
        public String words() {
            return words;
        }
    }

    /// Whose clock the times are by.
    public enum Clock {
        AWS, HERE
    }

    public Mark {
        if (until != null && until.isBefore(at)) {
            throw new IllegalArgumentException("it ends before it begins: " + at + " to " + until);
        }
    }

    static Mark point(Instant at, Kind kind, Weight weight, Clock clock, String title, String detail, String source) {
        return new Mark(at, null, false, kind, weight, clock, title, detail, source);
    }

    /// How long it lasted, where it is over and had a length.
    public Optional<Duration> length() {
        return until == null ? Optional.empty() : Optional.of(Duration.between(at, until));
    }

    /// By which a screen finds it again when everything was read anew.
    public String id() {
        return kind + "/" + at + "/" + title;
    }

    /// The same on another clock.
    Mark moved(Duration ahead) {
        return new Mark(at.plus(ahead), until == null ? null : until.plus(ahead), going, kind, weight, clock, title, detail, source);
    }

    /// Whether any of it lies between the two.
    boolean touches(Instant from, Instant to) {
        Instant end = going ? Instant.MAX : until == null ? at : until;
        return !end.isBefore(from) && at.isBefore(to);
    }
}
