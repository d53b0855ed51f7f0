package dev.howdah.sql.session;

import dev.howdah.drill.postgres.Password;
import dev.howdah.drill.postgres.Servers;
import dev.howdah.drill.postgres.Spec;
import dev.howdah.drill.tls.DrillCa;
import dev.howdah.model.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The drill's PostgreSQL 16, for tests that want to know what a server really says.
public final class RealServer implements AutoCloseable {
    private static final String HOST = "blog-db.cdrill0000.ap-northeast-2.rds.amazonaws.com";
    private final Servers servers;
    private final DrillCa ca;
    private final Password password = Password.random();

    public RealServer() throws IOException {
        ca = DrillCa.create(Files.createTempDirectory("howdah-sql-ca"));
        servers = Servers.create(new Spec(Spec.standardHome().resolveSibling("howdah-drill-tests"),
                new Spec.Endpoint(HOST, 5432),
                new Spec.Database("blogdb", "blog_admin", password),
                new Spec.Zones("ap-northeast-2a", Optional.empty()), Spec.Size.small(Spec.Size.BRISK), ca), _ -> {
                });
    }

    Target target(Map<String, String> more) throws IOException {
        var typed = new HashMap<>(
                Map.of("host", "127.0.0.1", "port", String.valueOf(servers.endpointPort()), "user", "blog_admin", "dbname",
                        "blogdb", "sslmode", "require"));
        typed.putAll(more);
        return Target.of(typed, environment());
    }

    /// The name of the endpoint, which its certificate is for and no name server knows, and the authority that signed it.
    Map<String, String> verified() {
        return Map.of("host", HOST, "sslmode", "verify-full", "sslrootcert", ca.caPem().toString());
    }

    /// What a client program needs to come here.
    public Map<String, String> environment() {
        return Map.of("PGHOST", "127.0.0.1", "PGPORT", String.valueOf(servers.endpointPort()), "PGUSER", "blog_admin", "PGDATABASE",
                "blogdb",
                "PGPASSWORD", password.value(), "PGSSLMODE", "require");
    }

    /// A session as the console opens one: TLS verified in full, read-only.
    public Database database(String user, String userPassword) throws ConnectFailure {
        return Database.open(new Server(HOST, 5432, "blogdb"), user, new Secret(userPassword), ca.caPem(),
                () -> new Straight(servers.endpointPort()), Duration.ofSeconds(10));
    }

    /// A socket that goes to the server, whatever name it is asked for.
    private static final class Straight extends Socket {
        private final int port;

        Straight(int port) {
            this.port = port;
        }

        @Override
        public void connect(SocketAddress asked, int timeout) throws IOException {
            super.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeout);
        }
    }

    SqlSession open() throws IOException, SQLException {
        return target(Map.of()).open();
    }

    @Override
    public void close() throws IOException {
        servers.close();
    }
}
