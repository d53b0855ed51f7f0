package dev.howdah.ops.timeline;

import dev.howdah.timeline.Mark;
import dev.howdah.timeline.Told;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one source gave.
///
/// @param asOf when it was read last; null before
/// @param trouble why the last attempt failed; what was read before stays
record Part(List<Mark> marks, @Nullable Instant asOf, @Nullable String trouble) {
    static final Part UNREAD = new Part(List.of(), null, null);

    Part failed(String why) {
        return new Part(marks, asOf, why);
    }

    Told told(String source) {
        return new Told(source, marks.size(), asOf, trouble);
    }
}
