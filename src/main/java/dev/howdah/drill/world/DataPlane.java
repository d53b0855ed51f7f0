package dev.howdah.drill.world;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The real servers behind an instance. Calls that change something block until it is done.
public interface DataPlane extends Measures, AutoCloseable {
    /// Where clients reach the primary on this machine, before and after a failover.
    int port();

    /// A URL for psql and JDBC-like tools, password included.
    String url();

    /// The master user's login, as it works now.
    Login login();

    /// Where copies of these servers are kept.
    Vault vault();

    /// What lives on these servers from the start; null for copies of them.
    default @Nullable Application application() {
        return null;
    }

    /// The certificate authority that signed the server's certificate, as a PEM file.
    Path certificateAuthority();

    /// When the server's certificate ends.
    Instant certificateEnds();

    /// `16.15`: the version of the real servers.
    String serverVersion();

    /// The zone in which the primary runs now; the endpoint's name leads there at once, long before the API's columns say so.
    String zone();

    /// Whether a standby is in step and could take over now; not so while it is rebuilt after a failover.
    boolean standbyReady();

    /// Kills the primary and promotes the standby; returns when the endpoint answers again.
    void failover() throws IOException, InterruptedException;

    /// From now on the volume has this much room.
    void enlarge(int gib);

    /// Restarts the primary in place.
    void reboot() throws IOException, InterruptedException;

    /// Restarts under other settings: those of another parameter group, or behind another endpoint name, for which a new
    /// certificate is made. From then on clients that verify the old name are refused.
    ///
    /// @param host the endpoint's name
    void reconfigure(String host, String parameterGroup) throws IOException, InterruptedException;

    /// Takes the values of a parameter group that can change while the servers run.
    void reload(String parameterGroup) throws IOException, InterruptedException;

    /// Builds a standby, or takes it away.
    ///
    /// @param zone where it should be, or null for none
    void standby(@Nullable String zone) throws IOException, InterruptedException;

    /// Sets the master user's password; sessions that are open stay.
    void setMasterPassword(String password) throws IOException;

    /// Servers of a new instance with the rows of `target`, by replay of the archived WAL. Also after [#retire].
    DataPlane restore(Blueprint to, Instant target, Consumer<String> progress) throws IOException;

    /// Stops the servers for ever, but keeps what a restore needs. The restore window stays as it is.
    void retire() throws IOException;

    /// Takes a physical copy; progress is told in percent.
    void snapshot(String snapshotId, IntConsumer percent) throws IOException, InterruptedException;

    /// What the archived WAL reaches from and to; null while there is no base backup.
    @Nullable
    Window restoreWindow();

    /// Who was at work at each look from `from` (inclusive) to `to` (exclusive), oldest first. A time when nobody could look has none.
    List<Look> load(Instant from, Instant to);

    /// Virtual processors of the class.
    int vcpus();

    /// The server logs of the current primary.
    List<LogFile> logFiles() throws IOException;

    /// At most `most` bytes of a log from byte `from` on.
    ///
    /// @throws java.nio.file.NoSuchFileException when there is no log of that name
    Portion readLog(String name, long from, int most) throws IOException;

    /// Stops the servers and removes what they kept.
    @Override
    void close();

    /// A login. The password is left out of what the record prints.
    record Login(String user, String password, String database) {
        @Override
        public String toString() {
            return "Login[" + user + ", ••••, " + database + "]";
        }
    }

    /// What can be restored to.
    ///
    /// @param earliest first restorable moment
    /// @param latest last restorable moment
    record Window(Instant earliest, Instant latest) {}

    /// One CloudWatch metric by its name and unit.
    record Metric(String name, String unit) {}

    /// One measured value.
    record Sample(Instant at, double value) {}

    /// The active sessions of one moment.
    record Look(Instant at, List<Active> sessions) {}

    /// One active session; text that the server does not have is empty.
    ///
    /// @param queryId the server's own id of the statement without its literals, 0 for none
    /// @param kind the backend's type: `client backend`
    /// @param waitType empty when it waits for nothing
    record Active(String sql, long queryId, String user, String database, String host, String application, String kind, String waitType,
            String waitEvent) {}

    /// A server log as RDS names it: `error/postgresql.log.2026-11-24-07`.
    ///
    /// @param size in bytes
    record LogFile(String name, Instant lastWritten, long size) {}

    /// A piece of a log, and where the next piece begins.
    record Portion(String text, long next, boolean more) {}
}
