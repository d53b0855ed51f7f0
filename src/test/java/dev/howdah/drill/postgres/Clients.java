package dev.howdah.drill.postgres;

import dev.howdah.drill.tls.DrillCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// What every test of the servers needs: a small spec, and a client that does as an application would.
final class Clients {
    static final String HOST = "blog-db.cdrill0000.ap-northeast-2.rds.amazonaws.com";
    static final Password PASSWORD = Password.random();

    private Clients() {}

    /// A home that the servers' account can reach; binaries are unpacked once for all tests.
    static Path home() {
        return Spec.standardHome().resolveSibling("howdah-drill-tests");
    }

    static Spec spec(boolean multiAz) throws IOException {
        DrillCa ca = DrillCa.create(Files.createTempDirectory("howdah-drill-ca"));
        return new Spec(home(), new Spec.Endpoint(HOST, 5432), new Spec.Database("blogdb", "blog_admin", PASSWORD),
                new Spec.Zones("ap-northeast-2a", multiAz ? Optional.of("ap-northeast-2c") : Optional.empty()),
                Spec.Size.small(Spec.Size.BRISK), ca);
    }

    static Servers start(boolean multiAz) throws IOException {
        return Servers.create(spec(multiAz), step -> {
        });
    }

    static Connection master(Servers servers) throws SQLException {
        return connect(servers, "blogdb", "blog_admin", PASSWORD);
    }

    static Connection connect(Servers servers, String database, String user, Password password) throws SQLException {
        Properties properties = EndpointSocketFactory.properties(servers.endpointHost(), servers.spec().ca().caPem(), user, password);
        properties.setProperty("socketTimeout", "10");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + servers.endpointPort() + "/" + database, properties);
    }

    static String ask(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement(); var answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getString(1);
        }
    }

    static void run(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /// The directories of this process's drills that live or were left behind; other processes test at the same time.
    static List<Path> runDirectories() throws IOException {
        Path run = home().resolve("run");
        if (Files.notExists(run)) {
            return List.of();
        }
        String own = ProcessHandle.current().pid() + "-";
        try (var files = Files.list(run)) {
            return files.filter(f -> f.getFileName().toString().startsWith(own)).toList();
        }
    }

    static void await(String what, Duration atMost, Waiting.Condition condition) throws IOException {
        Waiting.until(what, atMost, condition);
    }
}
