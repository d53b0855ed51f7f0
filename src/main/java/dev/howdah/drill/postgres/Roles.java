package dev.howdah.drill.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.core.Utils;

/// The roles of an RDS instance: the real superuser is AWS's own `rdsadmin`; the master user gets its powers from
/// `rds_superuser`, which is none (RDS user guide, Appendix.PostgreSQL.CommonDBATasks.Roles).
final class Roles {
    static final String SUPERUSER = "rdsadmin";
    /// The database that is always there: an instance for which no database was named has no other.
    private static final String MAINTENANCE = "postgres";
    static final String REPLICATION = "rdsrepladmin";
    /// One for all servers of this process, so that a restored copy can be entered; it is never shown or written but to
    /// `primary_conninfo`, which only the server's account reads.
    private static final Password SECRET = Password.random();

    private Roles() {}

    static Password secret() {
        return SECRET;
    }

    static void create(Node primary, Spec.Database database) throws SQLException {
        String master = quoted(database.masterUser());
        try (Connection admin = primary.admin("postgres"); var statement = admin.createStatement()) {
            statement.execute("CREATE ROLE " + REPLICATION + " LOGIN REPLICATION");
            statement.execute("CREATE ROLE rds_superuser NOLOGIN");
            statement.execute(
                    "GRANT pg_monitor, pg_signal_backend, pg_checkpoint, pg_use_reserved_connections TO rds_superuser WITH ADMIN OPTION");
            statement.execute("CREATE ROLE " + master + " LOGIN NOSUPERUSER CREATEDB CREATEROLE");
            statement.execute("GRANT rds_superuser TO " + master + " WITH ADMIN OPTION");
            statement.execute("CREATE DATABASE rdsadmin");
            statement.execute("REVOKE ALL ON DATABASE rdsadmin FROM public");
            if (!database.name().equals(MAINTENANCE)) {
                statement.execute("CREATE DATABASE " + quoted(database.name()) + " OWNER " + master);
            }
        }
        setPassword(primary, REPLICATION, SECRET);
        setPassword(primary, database.masterUser(), database.masterPassword());
        primary.execute(database.name(), "CREATE EXTENSION pg_stat_statements");
        primary.execute("rdsadmin", "CREATE TABLE rds_heartbeat2 (id int PRIMARY KEY, value timestamptz NOT NULL)");
    }

    /// Sets a password without the server seeing it: only the SCRAM verifier is sent, so neither log nor
    /// `pg_stat_statements` can hold the password.
    static void setPassword(Node primary, String role, Password password) throws SQLException {
        try (Connection admin = primary.admin("postgres")) {
            admin.unwrap(PGConnection.class).alterUserPassword(role, password.value().toCharArray(), "scram-sha-256");
        }
    }

    static String quoted(String name) throws SQLException {
        return Utils.escapeIdentifier(null, name).toString();
    }
}
