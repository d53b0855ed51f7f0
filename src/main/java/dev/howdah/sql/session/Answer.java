package dev.howdah.sql.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What comes back for a statement, in the order in which the server sent it.
public sealed interface Answer {
    /// A column of a result.
    ///
    /// @param type OID of its type
    /// @param modifier the type's modifier, such as a length; -1: none
    record Field(String name, int type, int modifier) {}

    /// Rows, in the server's own text form; null for NULL.
    ///
    /// @param first,last whether these rows begin and end the result: a streamed one comes in portions
    record Rows(List<Field> fields, List<List<@Nullable String>> rows, boolean first, boolean last) implements Answer {}

    /// A command ended well.
    ///
    /// @param tag the server's words, such as `INSERT 0 1`; empty for an empty statement
    record Done(String tag) implements Answer {}

    /// A notice, while the statement runs.
    record Notice(ServerMessage message) implements Answer {}

    /// The statement failed.
    record Failed(ServerMessage message) implements Answer {}
}
