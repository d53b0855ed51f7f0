package dev.howdah.sql.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement of the extended protocol, as `\bind` and its relatives ask for it (PostgreSQL manual, psql and 55.2.3).
///
/// @param name of a prepared statement; null: the unnamed one, which is made of the text
/// @param values for `$1`, `$2` …, in text form, of the types that the server finds
record Bound(@Nullable String name, List<String> values) {
    Bound {
        values = List.copyOf(values);
    }
}
