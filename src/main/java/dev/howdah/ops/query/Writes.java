package dev.howdah.ops.query;

import dev.howdah.model.AwsScope;
import dev.howdah.model.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether a sheet's session may write, and until when.
public sealed interface Writes {
    /// The operation's word in the journal.
    String OPERATION = "allow-writes";
    /// How long writing is allowed unless something else is chosen.
    Duration USUAL = Duration.ofMinutes(10);
    /// The longest that may be chosen.
    Duration LONGEST = Duration.ofMinutes(60);

    /// It is read-only.
    ///
    /// @param said why it is, when it was not so before; null when there is nothing to say
    record Off(@Nullable String said) implements Writes {}

    /// It was agreed to, and goes to the journal and the server.
    record Opening() implements Writes {}

    /// It may write.
    ///
    /// @param asked what waits for an answer; null when nothing does
    record On(Instant since, Instant until, @Nullable Question asked) implements Writes {}

    /// A statement that is not sent before somebody says so.
    ///
    /// @param reasons a sentence for each
    /// @param estimate rows that the planner expects it to change; null when it says nothing
    record Question(String sql, List<String> reasons, @Nullable Long estimate) {}

    /// What is agreed to.
    ///
    /// @param typed the name that was typed; where guards count it as production it must be the instance's
    record Wish(AwsScope scope, Environment environment, Duration length, String typed) {}
}
