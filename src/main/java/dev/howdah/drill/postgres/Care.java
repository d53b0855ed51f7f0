package dev.howdah.drill.postgres;

import dev.howdah.drill.postgres.metrics.Sampler;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What goes on once a second for as long as the servers live: a look at the standby, and every so often a heartbeat.
final class Care implements Runnable {
    private static final System.Logger LOG = System.getLogger(Care.class.getName());
    private static final Duration BEAT = Duration.ofSeconds(5);
    private final Servers servers;
    private final Sampler sampler;
    private @Nullable Connection connection;
    private @Nullable Node connectedTo;
    private long lastBeat;

    Care(Servers servers) {
        this.servers = servers;
        this.sampler = new Sampler(servers.spec().size().vcpus(), servers.spec().size().memoryBytes(), servers::allocated,
                servers.metrics(), servers.load());
        this.lastBeat = System.nanoTime() - BEAT.toNanos();
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                once();
                Thread.sleep(Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private void once() {
        try {
            servers.tend();
            sample();
            if (System.nanoTime() - lastBeat >= BEAT.toNanos() && servers.primaryAlive()) {
                servers.backups().beat(connected());
                lastBeat = System.nanoTime();
            }
        } catch (IOException | SQLException e) {
            LOG.log(Level.DEBUG, "the primary does not answer", e);
            disconnect();
        }
    }

    private void sample() throws IOException, SQLException {
        Node primary = servers.primary();
        if (primary.alive()) {
            Connection connection = connected();
            sampler.sample(connection, primary.pid(), primary.directory(), servers.endpoint().received(),
                    servers.endpoint().transmitted());
        }
    }

    private Connection connected() throws SQLException {
        Node primary = servers.primary();
        Connection open = connection;
        if (open == null || connectedTo != primary) {
            disconnect();
            sampler.forget();
            open = primary.admin("rdsadmin");
            connection = open;
            connectedTo = primary;
        }
        return open;
    }

    private void disconnect() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.log(Level.DEBUG, "the connection was broken already", e);
            }
        }
    }
}
