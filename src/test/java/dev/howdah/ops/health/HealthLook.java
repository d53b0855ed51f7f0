package dev.howdah.ops.health;

import dev.howdah.health.Facts;
import dev.howdah.sql.session.Database;
import dev.howdah.sql.session.Safety;
import dev.howdah.sql.session.SqlSession;
import java.time.Duration;

/// A look at how a database does, for tests elsewhere.
public final class HealthLook {
    private HealthLook() {}

    public static Facts at(Database database) throws Exception {
        try (SqlSession session = database.session(new Safety("test", Duration.ofSeconds(1), Duration.ofSeconds(15),
                Duration.ofMinutes(1)), null)) {
            return HealthReader.of(Ask.in(session), "blog-pg16");
        }
    }

    /// In a session that others use, as when the server has no slot left.
    public static Facts shared(Database database) throws Exception {
        return HealthReader.shared(database, null);
    }
}
