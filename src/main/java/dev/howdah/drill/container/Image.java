package dev.howdah.drill.container;

import dev.howdah.drill.postgres.EndpointSocketFactory;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jspecify.annotations.Nullable;

/// The program in the blog's image. It knows the commands of the chapter's tool and migrates with Flyway; the database is the one that
/// `DATABASE_URL` names, or libpq's variables.
public final class Image {
    /// What can be named first in a command.
    static final Set<String> PROGRAMS = Set.of("alembic", "printenv", "sleep", "true");
    /// The variable with the image's own tag.
    static final String TAG = "DRILL_IMAGE";
    /// The variable with the ways of the task's network interface, one a line.
    static final String WAYS = "DRILL_WAYS";
    private static final String MIGRATIONS = "classpath:dev/howdah/drill/migrations/";
    /// Where Flyway begins in a database that has tables already: the schema as the drill makes it is that of v113. In an empty one it begins
    /// with `base`, which makes that schema.
    private static final String BASELINE = "113";
    private final Map<String, String> variables;
    private final PrintStream out;

    Image(Map<String, String> variables, PrintStream out) {
        this.variables = variables;
        this.out = out;
    }

    public static void main(String[] command) throws InterruptedException {
        System.exit(new Image(System.getenv(), new PrintStream(System.out, true, StandardCharsets.UTF_8)).run(Arrays.asList(command)));
    }

    private int run(List<String> command) throws InterruptedException {
        return switch (command.getFirst()) {
            case "true" -> 0;
            case "printenv" -> printenv(command.size() < 2 ? "" : command.get(1));
            case "sleep" -> sleep(command.size() < 2 ? "" : command.get(1));
            case "alembic" -> alembic(command.size() < 2 ? "" : command.get(1));
            default -> fail("no such program: " + command.getFirst());
        };
    }

    private int printenv(String name) {
        String value = variables.get(name);
        if (value == null) {
            return 1;
        }
        out.println(value);
        return 0;
    }

    private int sleep(String seconds) throws InterruptedException {
        if (!seconds.matches("\\d{1,6}")) {
            return fail("sleep: invalid time interval '" + seconds + "'");
        }
        Thread.sleep(Duration.ofSeconds(Long.parseLong(seconds)));
        return 0;
    }

    private int alembic(String what) {
        return switch (what) {
            case "current" -> {
                out.println("INFO  [migrate] " + variables.getOrDefault(TAG, "") + ": the schema is checked by upgrade; nothing to do.");
                yield 0;
            }
            case "upgrade" -> upgrade();
            default -> fail("alembic: invalid choice: '" + what + "' (choose from 'current', 'upgrade')");
        };
    }

    private int fail(String words) {
        out.println("ERROR [migrate] " + words);
        return 1;
    }

    private int upgrade() {
        Place place = Place.of(variables);
        String why = place.why();
        if (why != null) {
            return fail(why);
        }
        String host = place.host();
        String way = way(host);
        if (way == null) {
            return fail("could not translate host name \"" + host + "\" to address: Name or service not known");
        }
        out.println("INFO  [migrate] Connecting to " + host + ":" + place.port() + "/" + place.database() + " as " + place.user());
        String[] parts = way.split(" ", 3);
        Map<String, String> connection = new LinkedHashMap<>();
        connection.put("socketFactory", Route.class.getName());
        connection.put("socketFactoryArg", parts.length < 2 ? way : parts[0] + " " + parts[1]);
        if (parts.length == 3 && !place.plain()) {
            connection.put("sslmode", "require");
            connection.put("sslfactory", EndpointSocketFactory.class.getName());
            connection.put("sslfactoryarg", host + " " + parts[2]);
        }
        try {
            FluentConfiguration flyway = Flyway.configure().loggers(Lines.class.getName());
            // an open transaction beside the migration would keep CREATE INDEX CONCURRENTLY waiting for ever
            flyway.getConfigurationExtension(PostgreSQLConfigurationExtension.class).setTransactionalLock(false);
            int done = flyway
                    .dataSource("jdbc:postgresql://127.0.0.1:" + place.port() + "/" + place.database(), place.user(), place.password())
                    .jdbcProperties(connection).locations(MIGRATIONS + "base", MIGRATIONS + variables.getOrDefault(TAG, ""))
                    .baselineOnMigrate(true).baselineVersion(BASELINE).outOfOrder(true).ignoreMigrationPatterns("*:missing", "*:future")
                    .load().migrate().migrationsExecuted;
            out.println("INFO  [migrate] " + (done == 0 ? "Nothing to migrate." : done + " applied."));
            return 0;
        } catch (FlywayException e) {
            for (String line : String.valueOf(e.getMessage()).split("\n", -1)) {
                if (!line.isBlank()) {
                    fail(line);
                }
            }
            return 1;
        }
    }

    private @Nullable String way(String host) {
        return variables.getOrDefault(WAYS, "").lines().filter(w -> w.startsWith(host + " ")).map(w -> w.substring(host.length() + 1))
                .findFirst().orElse(null);
    }
}
