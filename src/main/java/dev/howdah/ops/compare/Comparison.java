package dev.howdah.ops.compare;

import dev.howdah.model.InstanceRef;
import dev.howdah.sql.session.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of a copy beside the instance that it was restored from.
///
/// @param running what is being read; null when nothing is
/// @param tables by their full names
/// @param definitions what differs in the definitions, a sentence each; null before they were compared
/// @param rows tables whose rows were compared, by their full names: how they differ, or why that cannot be told
/// @param asked the last question that both were asked; null before one
/// @param said why the last thing that was asked for did not work; null when it did
/// @param at when the tables were read; null before
public record Comparison(InstanceRef live, InstanceRef copy, @Nullable String running, List<Table> tables,
        @Nullable List<String> definitions, Map<String, Rows> rows, @Nullable Asked asked, @Nullable String said, @Nullable Instant at) {
    /// How the rows of a table differ.
    ///
    /// @param sum null when that cannot be told
    /// @param why a sentence; empty when they were compared
    public record Rows(@Nullable Difference sum, String why) {}

    /// A table that at least one of the two has.
    ///
    /// @param live,copy null where it is not there
    public record Table(String name, @Nullable Side live, @Nullable Side copy) {
        public boolean same() {
            return live != null && live.equals(copy);
        }
    }

    /// A table on one server.
    ///
    /// @param rows counted; null when that took too long
    /// @param newest the greatest value of the column that tells it, null when there is none or no row
    /// @param newestOf that column; null when none offers itself
    public record Side(@Nullable Long rows, @Nullable String newest, @Nullable String newestOf) {}

    /// One question, asked of both.
    public record Asked(String sql, Given live, Given copy) {
        public boolean same() {
            return live.equals(copy) && live.failure() == null;
        }
    }

    /// @param more whether the server had more rows than are shown
    /// @param failure the server's words; null when it went well
    public record Given(List<Answer.Field> fields, List<List<@Nullable String>> rows, boolean more, @Nullable String failure) {}

    static Comparison none(InstanceRef live, InstanceRef copy) {
        return new Comparison(live, copy, null, List.of(), null, Map.of(), null, null, null);
    }

    Comparison reading(@Nullable String what) {
        return new Comparison(live, copy, what, tables, definitions, rows, asked, said, at);
    }

    Comparison saying(@Nullable String words) {
        return new Comparison(live, copy, running, tables, definitions, rows, asked, words, at);
    }

    Comparison with(List<Table> next, @Nullable List<String> differ, Instant when) {
        return new Comparison(live, copy, running, next, differ, rows, asked, said, when);
    }

    Comparison with(Map<String, Rows> next) {
        return new Comparison(live, copy, running, tables, definitions, next, asked, said, at);
    }

    Comparison with(Asked next) {
        return new Comparison(live, copy, running, tables, definitions, rows, next, said, at);
    }
}
