package dev.howdah.sql.session;

import dev.howdah.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
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
public record Target(Map<String, String> values, Secret password) {
    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(Map.entry("PGHOST", "host"), Map.entry("PGPORT", "port"),
            Map.entry("PGDATABASE", "dbname"), Map.entry("PGUSER", "user"), Map.entry("PGSSLMODE", "sslmode"),
            Map.entry("PGSSLROOTCERT", "sslrootcert"), Map.entry("PGAPPNAME", "application_name"), Map.entry("PGOPTIONS", "options"),
            Map.entry("PGCONNECT_TIMEOUT", "connect_timeout"), Map.entry("PGPASSWORD", "password"), Map.entry("PGHOSTADDR", "hostaddr"),
            Map.entry("PGTARGETSESSIONATTRS", "target_session_attrs"));

    public Target {
        values = Map.copyOf(values);
    }

    @Override
    public String toString() {
        return value("user") + "@" + value("host") + ":" + value("port") + "/" + value("dbname");
    }

    public String value(String keyword) {
        return values.getOrDefault(keyword, "");
    }

    /// DBNAME, USER, HOST and PORT, as psql's variables name them.
    Map<String, String> where() {
        return Map.of("DBNAME", value("dbname"), "USER", value("user"), "HOST", value("host"), "PORT", value("port"));
    }

    /// Another target, of which what is not wanted otherwise is as here. The password goes along where only the database is another;
    /// for another server or user it is looked for as at the beginning.
    Target moved(Map<String, String> wanted) throws IOException {
        String name = wanted.getOrDefault("dbname", "");
        if (name.indexOf('=') > 0 || name.startsWith("postgres://") || name.startsWith("postgresql://")) {
            return of(wanted, System.getenv());
        }
        var all = new LinkedHashMap<>(values);
        all.putAll(wanted);
        boolean same = Stream.of("user", "host", "port").allMatch(k -> value(k).equals(all.get(k)));
        return same ? new Target(all, password) : of(all, System.getenv());
    }

    /// @param typed what the command line says, by libpq's keywords; `dbname` may be a connection string
    /// @throws IllegalArgumentException with what is wrong
    public static Target of(Map<String, String> typed, Map<String, String> environment) throws IOException {
        var all = new LinkedHashMap<String, String>();
        String name = typed.getOrDefault("dbname", "");
        if (name.startsWith("postgres://") || name.startsWith("postgresql://")) {
            all.putAll(uri(name));
        } else if (name.indexOf('=') > 0) {
            all.putAll(words(name));
        } else if (!name.isEmpty()) {
            all.put("dbname", name);
        }
        typed.forEach((k, v) -> {
            if (!k.equals("dbname")) {
                all.put(k, v);
            }
        });
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        String service = all.getOrDefault("service", environment.getOrDefault("PGSERVICE", ""));
        if (!service.isEmpty()) {
            service(service, Path.of(environment.getOrDefault("PGSERVICEFILE", home.resolve(".pg_service.conf").toString())))
                    .forEach(all::putIfAbsent);
        }
        ENVIRONMENT.forEach((variable, keyword) -> {
            String value = environment.get(variable);
            if (value != null && !value.isEmpty()) {
                all.putIfAbsent(keyword, value);
            }
        });
        if (all.getOrDefault("host", "/").startsWith("/")) {
            all.put("host", "127.0.0.1");
        }
        all.putIfAbsent("port", "5432");
        all.putIfAbsent("user", System.getProperty("user.name"));
        all.putIfAbsent("dbname", all.getOrDefault("user", ""));
        all.putIfAbsent("sslmode", "prefer");
        String password = all.remove("password");
        if (password == null) {
            password = passwordFile(all, Path.of(environment.getOrDefault("PGPASSFILE", home.resolve(".pgpass").toString())));
        }
        return new Target(all, new Secret(password));
    }

    private static Map<String, String> uri(String text) {
        var found = new LinkedHashMap<String, String>();
        URI uri = URI.create(text);
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            String[] who = authority.substring(0, at).split(":", 2);
            found.put("user", decoded(who[0]));
            if (who.length > 1) {
                found.put("password", decoded(who[1]));
            }
        }
        String[] where = authority.substring(at + 1).split(":(?=\\d*$)", 2);
        put(found, "host", where[0]);
        put(found, "port", where.length > 1 ? where[1] : "");
        put(found, "dbname", uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("^/", ""));
        for (String pair : uri.getRawQuery() == null ? new String[0] : uri.getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            put(found, parts[0], parts.length > 1 ? parts[1] : "");
        }
        return found;
    }

    private static void put(Map<String, String> found, String keyword, String value) {
        if (!value.isEmpty()) {
            found.put(keyword, decoded(value));
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// `host=… dbname='…'`.
    private static Map<String, String> words(String text) {
        var found = new LinkedHashMap<String, String>();
        var pairs = java.util.regex.Pattern.compile("\\s*(\\w+)\\s*=\\s*('(?:[^'\\\\]|\\\\.)*'|(?:[^\\s\\\\']|\\\\.)*)").matcher(text);
        int end = 0;
        while (pairs.find() && pairs.start() == end) {
            String value = pairs.group(2);
            value = value.startsWith("'") ? value.substring(1, value.length() - 1) : value;
            found.put(pairs.group(1), value.replaceAll("\\\\(.)", "$1"));
            end = pairs.end();
        }
        if (!text.substring(end).isBlank()) {
            throw new IllegalArgumentException("missing \"=\" after \"" + text.substring(end).strip() + "\" in connection info string");
        }
        return found;
    }

    private static Map<String, String> service(String name, Path file) throws IOException {
        var found = new LinkedHashMap<String, String>();
        boolean inside = false;
        boolean seen = false;
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            String text = line.strip();
            if (text.startsWith("[")) {
                inside = text.equals("[" + name + "]");
                seen |= inside;
            } else if (inside && !text.startsWith("#") && text.indexOf('=') > 0) {
                found.put(text.substring(0, text.indexOf('=')).strip(), text.substring(text.indexOf('=') + 1).strip());
            }
        }
        if (!seen) {
            throw new IllegalArgumentException("definition of service \"" + name + "\" not found");
        }
        return found;
    }

    private static String passwordFile(Map<String, String> all, Path file) throws IOException {
        if (Files.notExists(file)) {
            return "";
        }
        for (String line : Files.readAllLines(file)) {
            List<String> parts = fields(line);
            if (!line.startsWith("#") && parts.size() == 5 && fits(parts.get(0), all.get("host")) && fits(parts.get(1), all.get("port"))
                    && fits(parts.get(2), all.get("dbname")) && fits(parts.get(3), all.get("user"))) {
                return parts.get(4);
            }
        }
        return "";
    }

    private static boolean fits(String pattern, @Nullable String value) {
        return pattern.equals("*") || pattern.equals(value);
    }

    /// Fields between colons; a backslash takes away what a colon or backslash means.
    private static List<String> fields(String line) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                part.append(line.charAt(++i));
            } else if (c == ':') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    /// Opens a session for psql's way of running statements.
    ///
    /// @throws SQLException with the driver's or the server's reason
    public SqlSession open() throws SQLException {
        return SqlSession.over(connect(null), () -> connect(null));
    }

    /// Opens a session that is read-only on the server.
    ///
    /// @throws SQLException with the driver's or the server's reason, or when the server did not take the limits
    public SqlSession open(Safety safety) throws SQLException {
        Connection connection = connect(safety);
        try {
            return SqlSession.over(connection, () -> connect(safety), safety, () -> {
            });
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Connection connect(@Nullable Safety safety) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", value("user"));
        properties.setProperty("password", password.reveal());
        properties.setProperty("sslmode", value("sslmode"));
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("autosave", "never");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("allowEncodingChanges", "true");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", values.getOrDefault("application_name", "howdah"));
        copy(properties, "sslrootcert", "sslrootcert");
        copy(properties, "options", "options");
        if (safety != null) {
            properties.setProperty("ApplicationName", safety.applicationName());
            properties.setProperty("options", (value("options") + " " + safety.options()).strip());
        }
        copy(properties, "connect_timeout", "connectTimeout");
        String host = value("host").contains(":") ? "[" + value("host") + "]" : value("host");
        return DriverManager.getConnection("jdbc:postgresql://" + host + ":" + value("port") + "/"
                + java.net.URLEncoder.encode(value("dbname"), StandardCharsets.UTF_8), properties);
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
            throw ConnectFailure.of(e, refused(e));
        }
    }

    /// What psql says when no session came about.
    public String refused(SQLException e) {
        ServerMessage message = ServerMessage.of(e);
        if (e.getCause() instanceof java.net.ConnectException) {
            return "connection to server at \"" + value("host") + "\", port " + value("port") + " failed: Connection refused";
        }
        String reason = message.severity().isEmpty() ? message.message() : message.severity() + ":  " + message.message();
        return "connection to server at \"" + value("host") + "\", port " + value("port") + " failed: " + reason;
    }
}
