package dev.howdah.sql.session;

import dev.howdah.model.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where to connect to, in libpq's terms: what was typed, then the service file, then `PG…` of the environment, then what libpq
/// takes by itself. Unix-domain sockets are not known to the driver; where libpq would take one, it is 127.0.0.1.
///
/// @param values by libpq's keywords: host, port, dbname, user, sslmode …
/// @param ways to try in turn, at least one
/// @param warning that the password file is left out, as psql says it; empty where it is not
public record Target(Map<String, String> values, List<Way> ways, String warning) {
    /// One server of those that were named.
    ///
    /// @param host what its certificate is held against; empty where only an address was given
    /// @param address to connect to; empty where the host's name is asked for it
    public record Way(String host, String address, String port, Secret password) {
        String name() {
            return host.isEmpty() ? address : host;
        }
    }

    /// A session, and the target with the one way that led to it.
    public record Reached(SqlSession session, Target at) {}

    /// No server was reached, or none that is as wanted; the message is what psql says.
    private static final class NotReached extends SQLException {
        NotReached(String words, @Nullable String state, @Nullable Throwable cause) {
            super(words, state, cause);
        }
    }

    public Target {
        values = Map.copyOf(values);
        ways = List.copyOf(ways);
    }

    @Override
    public String toString() {
        return value("user") + "@" + value("host") + ":" + value("port") + "/" + value("dbname");
    }

    public String value(String keyword) {
        return values.getOrDefault(keyword, "");
    }

    /// Of the first server.
    public Secret password() {
        return ways.getFirst().password();
    }

    /// DBNAME, USER, HOST and PORT, as psql's variables name them.
    Map<String, String> where() {
        Way way = ways.getFirst();
        return Map.of("DBNAME", value("dbname"), "USER", value("user"), "HOST", way.name(), "PORT", way.port());
    }

    /// Another target, of which what is not wanted otherwise is as here. The password goes along where only the database is another;
    /// for another server or user it is looked for as at the beginning.
    Target moved(Map<String, String> wanted) throws IOException {
        String name = wanted.getOrDefault("dbname", "");
        if (name.indexOf('=') > 0 || Conninfo.isUri(name)) {
            return of(wanted, System.getenv());
        }
        var all = new LinkedHashMap<>(values);
        if (wanted.containsKey("host")) {
            all.remove("hostaddr");
        }
        all.putAll(wanted);
        boolean same = Stream.of("user", "host", "port").allMatch(k -> value(k).equals(all.getOrDefault(k, "")));
        return same ? new Target(all, ways, "") : of(all, System.getenv());
    }

    /// @param typed what the command line says, by libpq's keywords; `dbname` may be a connection string
    /// @throws IllegalArgumentException with what is wrong
    public static Target of(Map<String, String> typed, Map<String, String> environment) throws IOException {
        Map<String, String> all = Conninfo.read(typed, environment);
        String password = all.remove("password");
        List<String> addresses = all.containsKey("hostaddr") ? Conninfo.list(all.getOrDefault("hostaddr", "")) : List.of();
        List<String> hosts = all.containsKey("host") ? Conninfo.list(all.getOrDefault("host", "")) : List.of();
        List<String> ports = Conninfo.list(all.getOrDefault("port", ""));
        if (!addresses.isEmpty() && !hosts.isEmpty() && addresses.size() != hosts.size()) {
            throw new IllegalArgumentException(
                    "could not match " + hosts.size() + " host names to " + addresses.size() + " hostaddr values");
        }
        int count = Math.max(addresses.size(), hosts.size());
        if (ports.size() != 1 && ports.size() != count) {
            throw new IllegalArgumentException("could not match " + ports.size() + " port numbers to " + count + " hosts");
        }
        Path passwords = Path.of(all.getOrDefault("passfile", ""));
        String warning = password == null ? Conninfo.mistrusted(passwords) : "";
        var ways = new ArrayList<Way>();
        for (int i = 0; i < count; i++) {
            String address = addresses.isEmpty() ? "" : literal(addresses.get(i));
            String host = hosts.isEmpty() ? "" : hosts.get(i);
            if (address.isEmpty() && (host.isEmpty() || host.startsWith("/"))) {
                host = "127.0.0.1";
            }
            String port = ports.get(ports.size() == 1 ? 0 : i);
            port = port.isEmpty() ? "5432" : port;
            String known = password != null
                    ? password
                    : warning.isEmpty() ? Conninfo.password(passwords, host.isEmpty() ? address : host, port, all) : "";
            ways.add(new Way(host, address, port, new Secret(known)));
        }
        if (ways.size() == 1) {
            all.put("host", ways.getFirst().name());
        }
        return new Target(all, ways, warning);
    }

    private static String literal(String address) {
        try {
            return address.isEmpty() ? "" : InetAddress.ofLiteral(address).getHostAddress();
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("could not parse network address \"" + address + "\": Name or service not known");
        }
    }

    /// Opens a session for psql's way of running statements.
    ///
    /// @throws SQLException whose message is what psql says
    public SqlSession open() throws SQLException {
        return reach(null).session();
    }

    /// Opens a session that is read-only on the server.
    ///
    /// @throws SQLException whose message is what psql says; also when the server did not take the limits
    public SqlSession open(Safety safety) throws SQLException {
        return reach(safety).session();
    }

    /// Tries the servers in turn. Where one takes the connection and refuses the login, the others are not tried, as with libpq.
    ///
    /// @param safety null for a session that may write
    Reached reach(@Nullable Safety safety) throws SQLException {
        var order = new ArrayList<>(ways);
        if (value("load_balance_hosts").equals("random")) {
            Collections.shuffle(order);
        }
        String wanted = value("target_session_attrs");
        if (!wanted.equals("prefer-standby")) {
            return reach(safety, order, wanted);
        }
        try {
            return reach(safety, order, "standby");
        } catch (NotReached e) {
            return reach(safety, order, "any");
        }
    }

    private Reached reach(@Nullable Safety safety, List<Way> order, String wanted) throws NotReached {
        var told = new ArrayList<String>();
        SQLException last = null;
        for (Way way : order) {
            try {
                return new Reached(session(way, safety, wanted), only(way));
            } catch (SQLException e) {
                last = e;
                told.add(words(way, e));
                if (String.valueOf(e.getSQLState()).startsWith("28")) {
                    break;
                }
            }
        }
        throw new NotReached(String.join("\n", told), last == null ? null : last.getSQLState(), last);
    }

    /// With one server, as if only it had been named.
    private Target only(Way way) {
        var one = new LinkedHashMap<>(values);
        one.put("host", way.name());
        one.put("port", way.port());
        if (values.containsKey("hostaddr")) {
            one.put("hostaddr", way.address());
        }
        return new Target(one, List.of(way), "");
    }

    private SqlSession session(Way way, @Nullable Safety safety, String wanted) throws SQLException {
        InetAddress address = way.address().isEmpty() ? null : InetAddress.ofLiteral(way.address());
        String sockets = Sockets.keep(() -> new Toward(address, new Startup(parameters())));
        try {
            Connection connection = connect(way, safety, sockets);
            try {
                String unfit = unfit(connection, wanted, safety != null);
                if (!unfit.isEmpty()) {
                    throw new SQLException(unfit);
                }
                return SqlSession.over(connection, () -> connect(way, safety, sockets), safety, () -> Sockets.forget(sockets))
                        .reached(way.host());
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            Sockets.forget(sockets);
            throw e;
        }
    }

    /// @param ours whether it is our own doing that the session is read-only
    private static String unfit(Connection connection, String wanted, boolean ours) throws SQLException {
        if (wanted.isEmpty() || wanted.equals("any")) {
            return "";
        }
        boolean standby;
        boolean readOnly;
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('default_transaction_read_only')")) {
            row.next();
            standby = row.getBoolean(1);
            readOnly = standby || !ours && "on".equals(row.getString(2));
        }
        return switch (wanted) {
            case "primary" -> standby ? "server is in hot standby mode" : "";
            case "standby" -> standby ? "" : "server is not in hot standby mode";
            case "read-write" -> readOnly ? "session is read-only" : "";
            default -> readOnly || ours ? "" : "session is not read-only";
        };
    }

    /// What the session is to begin with, by the names of the server's settings.
    private Map<String, String> parameters() {
        var all = new LinkedHashMap<>(values);
        all.keySet().retainAll(Startup.PARAMETERS);
        return all;
    }

    /// @param sockets the number that they are kept as
    private Connection connect(Way way, @Nullable Safety safety, String sockets) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", value("user"));
        properties.setProperty("password", way.password().reveal());
        properties.setProperty("sslmode", value("sslmode"));
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("assumeMinServerVersion", Startup.LEAST);
        properties.setProperty("autosave", "never");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("allowEncodingChanges", "true");
        properties.setProperty("tcpKeepAlive", String.valueOf(!value("keepalives").equals("0")));
        properties.setProperty("ApplicationName", values.getOrDefault("application_name", "howdah"));
        properties.setProperty("socketFactory", Sockets.class.getName());
        properties.setProperty("socketFactoryArg", sockets);
        properties.putAll(parameters());
        if (value("sslrootcert").equals("system")) {
            properties.setProperty("sslfactory", SealOfSystem.class.getName());
        } else {
            properties.setProperty("sslfactory", Seal.class.getName());
            copy(properties, "sslrootcert", "sslrootcert");
        }
        copy(properties, "sslcert", "sslcert");
        copy(properties, "sslkey", "sslkey");
        copy(properties, "sslpassword", "sslpassword");
        copy(properties, "sslnegotiation", "sslNegotiation");
        copy(properties, "channel_binding", "channelBinding");
        copy(properties, "require_auth", "requireAuth");
        copy(properties, "options", "options");
        if (safety != null) {
            properties.setProperty("ApplicationName", safety.applicationName());
            properties.setProperty("options", (value("options") + " " + safety.options()).strip());
        }
        copy(properties, "connect_timeout", "connectTimeout");
        String host = way.name().contains(":") ? "[" + way.name() + "]" : way.name();
        String url = "jdbc:postgresql://" + host + ":" + way.port() + "/"
                + java.net.URLEncoder.encode(value("dbname"), StandardCharsets.UTF_8);
        return TlsGroups.connect(value("sslmode"), properties, with -> DriverManager.getConnection(url, with));
    }

    private void copy(Properties properties, String keyword, String property) {
        if (!value(keyword).isEmpty()) {
            properties.setProperty(property, value(keyword));
        }
    }

    /// As [#open(Safety)], for those who do not know JDBC.
    ///
    /// @throws ConnectFailure with what psql says
    public SqlSession session(Safety safety) throws ConnectFailure {
        try {
            return open(safety);
        } catch (SQLException e) {
            throw ConnectFailure.of(e, String.valueOf(e.getMessage()));
        }
    }

    /// What psql says when a server was not reached.
    private String words(Way way, SQLException e) {
        String address = way.address();
        if (address.isEmpty()) {
            try {
                // was asked for a moment ago: the answer is kept
                address = InetAddress.getByName(way.host()).getHostAddress();
            } catch (UnknownHostException _) {
                return "could not translate host name \"" + way.host() + "\" to address: Name or service not known";
            }
        }
        String shown = named(way.name()) ? " (" + address + ")" : "";
        return "connection to server at \"" + way.name() + "\"" + shown + ", port " + way.port() + " failed: " + reason(way, e);
    }

    private static boolean named(String host) {
        try {
            InetAddress.ofLiteral(host);
            return false;
        } catch (IllegalArgumentException _) {
            return true;
        }
    }

    private String reason(Way way, SQLException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
                String what = String.valueOf(cause.getMessage()).replaceFirst(" \\(.*\\)$", "");
                return what + "\n\tIs the server running on that host and accepting TCP/IP connections?";
            }
            if (cause instanceof SocketTimeoutException) {
                return "timeout expired";
            }
        }
        String root = value("sslrootcert").isEmpty() ? System.getProperty("user.home") + "/.postgresql/root.crt" : value("sslrootcert");
        if (value("sslmode").startsWith("verify-") && !root.equals("system") && Files.notExists(Path.of(root))) {
            return "root certificate file \"" + root + "\" does not exist\n"
                    + "Either provide the file or change sslmode to disable server certificate verification.";
        }
        if (ConnectFailure.of(e).rung() == ConnectFailure.Rung.TLS_NAME) {
            return "server certificate does not match host name \"" + way.name() + "\"";
        }
        ServerMessage message = ServerMessage.of(e);
        return message.severity().isEmpty() ? message.message() : message.severity() + ":  " + message.message();
    }
}
