package dev.howdah.timeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an operator typed.
///
/// @param id by which it can be taken back
/// @param stage which moment of the post-mortem it marks; null for none
public record Note(String id, Instant at, String by, @Nullable Stage stage, String text) {
    public static final String SOURCE = "note";

    public Mark mark() {
        return Mark.point(at, Mark.Kind.NOTE, Mark.Weight.ACT, Mark.Clock.HERE, (stage == null ? "" : stage.words() + ": ") + text,
                "by " + by,
                SOURCE);
    }
}
