package dev.howdah.sql.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.lint.Majors;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A server that agrees on keys in one way only, as an administrator may have set it. Bad input tried: none of the curves that are offered
/// first, in the mode in which a driver would go on without TLS.
final class TlsGroupsTest {
    @Test
    void aServerThatTakesNoneOfTheCurvesThatAreOfferedFirstIsReachedUnderTlsAllTheSame() throws Exception {
        try (Majors majors = Majors.start(18)) {
            try (Connection c = majors.connect(18, "postgres"); var statement = c.createStatement()) {
                statement.execute("ALTER SYSTEM SET ssl_groups = 'X25519'");
                statement.execute("SELECT pg_reload_conf()");
            }
            for (String mode : List.of("require", "prefer")) {
                Target target = Target.of(Map.of("host", "127.0.0.1", "port", String.valueOf(majors.port(18)), "user", "postgres", "dbname",
                        "postgres", "sslmode", mode), Map.of());
                try (SqlSession session = target.open()) {
                    assertThat(session.ask("SELECT ssl FROM pg_catalog.pg_stat_ssl WHERE pid = pg_catalog.pg_backend_pid()")).as(mode)
                            .containsExactly(List.of("t"));
                }
            }
            try (Database database = majors.database(18, "postgres", "postgres");
                    SqlSession session = database.typed(Safety.of("test"), null)) {
                assertThat(session.ask("SELECT 1")).containsExactly(List.of("1"));
            }
        }
    }
}
