package dev.howdah.sql.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What libpq reads a connection from: a connection string or URI, the service file, `PG…` of the environment, the password file
/// (PostgreSQL manual, 34.1 and 34.15 to 34.17). What is wrong in them is told in libpq's words. What libpq knows and Howdah does not do
/// is refused where it would change whom the session trusts or what it may do, and ignored where it would not.
final class Conninfo {
    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(Map.entry("PGHOST", "host"), Map.entry("PGHOSTADDR", "hostaddr"),
            Map.entry("PGPORT", "port"), Map.entry("PGDATABASE", "dbname"), Map.entry("PGUSER", "user"),
            Map.entry("PGPASSWORD", "password"),
            Map.entry("PGPASSFILE", "passfile"), Map.entry("PGSSLMODE", "sslmode"), Map.entry("PGSSLROOTCERT", "sslrootcert"),
            Map.entry("PGSSLCERT", "sslcert"), Map.entry("PGSSLKEY", "sslkey"), Map.entry("PGSSLNEGOTIATION", "sslnegotiation"),
            Map.entry("PGSSLCRL", "sslcrl"), Map.entry("PGSSLCRLDIR", "sslcrldir"), Map.entry("PGSSLCERTMODE", "sslcertmode"),
            Map.entry("PGSSLMINPROTOCOLVERSION", "ssl_min_protocol_version"),
            Map.entry("PGSSLMAXPROTOCOLVERSION", "ssl_max_protocol_version"), Map.entry("PGCHANNELBINDING", "channel_binding"),
            Map.entry("PGREQUIREAUTH", "require_auth"), Map.entry("PGREQUIREPEER", "requirepeer"), Map.entry("PGGSSENCMODE", "gssencmode"),
            Map.entry("PGAPPNAME", "application_name"), Map.entry("PGOPTIONS", "options"),
            Map.entry("PGCONNECT_TIMEOUT", "connect_timeout"), Map.entry("PGTARGETSESSIONATTRS", "target_session_attrs"),
            Map.entry("PGLOADBALANCEHOSTS", "load_balance_hosts"), Map.entry("PGTZ", "timezone"), Map.entry("PGDATESTYLE", "datestyle"),
            Map.entry("PGGEQO", "geqo"));
    private static final Set<PosixFilePermission> OWN = Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE);
    private static final Set<String> DONE = Set.of("host", "hostaddr", "port", "dbname", "user", "password", "passfile", "connect_timeout",
            "client_encoding", "options", "application_name", "keepalives", "sslmode", "sslnegotiation", "sslcert", "sslkey", "sslpassword",
            "sslrootcert", "channel_binding", "require_auth", "gssencmode", "target_session_attrs", "load_balance_hosts", "service",
            "servicefile");
    private static final Set<String> IGNORED = Set.of("fallback_application_name", "keepalives_idle", "keepalives_interval",
            "keepalives_count", "tcp_user_timeout", "sslcompression", "sslsni", "gsslib", "gssdelegation", "krbsrvname",
            "min_protocol_version", "max_protocol_version", "sslkeylogfile");
    private static final Set<String> REFUSED = Set.of("replication", "requirepeer", "sslcrl", "sslcrldir", "sslcertmode",
            "ssl_min_protocol_version", "ssl_max_protocol_version", "scram_client_key", "scram_server_key", "oauth_issuer",
            "oauth_client_id", "oauth_client_secret", "oauth_scope");
    private static final Map<String, Set<String>> CHOICES = Map.of("sslmode",
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full"), "sslnegotiation", Set.of("postgres", "direct"),
            "channel_binding", Set.of("disable", "prefer", "require"), "gssencmode", Set.of("disable", "prefer", "require"),
            "target_session_attrs", Set.of("any", "read-write", "read-only", "primary", "standby", "prefer-standby"),
            "load_balance_hosts", Set.of("disable", "random"));
    private static final Pattern PAIR = Pattern.compile("\\s*(\\w+)\\s*=\\s*('(?:[^'\\\\]|\\\\.)*'|(?:[^\\s\\\\']|\\\\.)*)");

    private Conninfo() {}

    /// @param typed what the command line says, by libpq's keywords; `dbname` may be a connection string or URI
    /// @return every keyword that is set, with what libpq takes by itself
    /// @throws IllegalArgumentException with what is wrong
    static Map<String, String> read(Map<String, String> typed, Map<String, String> environment) throws IOException {
        var all = new LinkedHashMap<String, String>();
        String name = typed.getOrDefault("dbname", "");
        if (isUri(name)) {
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
            String file = all.getOrDefault("servicefile",
                    environment.getOrDefault("PGSERVICEFILE", home.resolve(".pg_service.conf").toString()));
            service(service, Path.of(file)).forEach(all::putIfAbsent);
        }
        ENVIRONMENT.forEach((variable, keyword) -> {
            String value = environment.get(variable);
            if (value != null && !value.isEmpty()) {
                all.putIfAbsent(keyword, value);
            }
        });
        all.values().removeIf(String::isEmpty);
        if (!all.containsKey("host") && !all.containsKey("hostaddr")) {
            all.put("host", "127.0.0.1");
        }
        all.putIfAbsent("port", "5432");
        all.putIfAbsent("user", System.getProperty("user.name"));
        all.putIfAbsent("dbname", all.getOrDefault("user", ""));
        all.putIfAbsent("sslmode", "system".equals(all.get("sslrootcert")) ? "verify-full" : "prefer");
        all.putIfAbsent("passfile", home.resolve(".pgpass").toString());
        check(all);
        return all;
    }

    static boolean isUri(String text) {
        return text.startsWith("postgres://") || text.startsWith("postgresql://");
    }

    private static void check(Map<String, String> all) {
        CHOICES.forEach((keyword, choices) -> {
            String value = all.get(keyword);
            if (value != null && !choices.contains(value)) {
                throw new IllegalArgumentException("invalid " + keyword + " value: \"" + value + "\"");
            }
        });
        for (String keyword : List.of("connect_timeout", "keepalives")) {
            whole(all.getOrDefault(keyword, "0"), keyword);
        }
        for (String port : list(all.getOrDefault("port", ""))) {
            long number = port.isEmpty() ? 5432 : whole(port, "port");
            if (number < 1 || number > 65535) {
                throw new IllegalArgumentException("invalid port number: \"" + port + "\"");
            }
        }
        if ("require".equals(all.get("gssencmode"))) {
            throw new IllegalArgumentException("gssencmode value \"require\" invalid when GSSAPI support is not compiled in");
        }
        if ("system".equals(all.get("sslrootcert")) && !"verify-full".equals(all.get("sslmode"))) {
            throw new IllegalArgumentException(
                    "weak sslmode \"" + all.get("sslmode") + "\" may not be used with sslrootcert=system (use \"verify-full\")");
        }
        String encoding = all.getOrDefault("client_encoding", "auto").replaceAll("[-_]", "");
        if (!List.of("auto", "utf8", "unicode").contains(encoding.toLowerCase(java.util.Locale.ROOT))) {
            throw new IllegalArgumentException(all.get("client_encoding") + ": only UTF8 is possible through the JDBC driver");
        }
        for (String keyword : all.keySet()) {
            // no older version of TLS than 1.2 is spoken here
            boolean kept = keyword.equals("ssl_min_protocol_version") && !"TLSv1.3".equalsIgnoreCase(all.get(keyword));
            if (REFUSED.contains(keyword) && !kept) {
                throw new IllegalArgumentException("connection option \"" + keyword + "\" is not done by Howdah");
            }
        }
    }

    private static long whole(String value, String keyword) {
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("invalid integer value \"" + value + "\" for connection option \"" + keyword + "\"");
        }
    }

    private static boolean known(String keyword) {
        return DONE.contains(keyword) || IGNORED.contains(keyword) || REFUSED.contains(keyword);
    }

    /// What stands between commas.
    static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    private static Map<String, String> uri(String text) {
        var found = new LinkedHashMap<String, String>();
        String rest = text.substring(text.indexOf("://") + 3);
        int query = rest.indexOf('?');
        String asked = query < 0 ? "" : rest.substring(query + 1);
        rest = query < 0 ? rest : rest.substring(0, query);
        int at = rest.indexOf('@') < 0 ? -1 : rest.lastIndexOf('@', rest.indexOf('/') < 0 ? rest.length() : rest.indexOf('/'));
        if (at >= 0) {
            String[] who = rest.substring(0, at).split(":", 2);
            put(found, "user", who[0]);
            put(found, "password", who.length > 1 ? who[1] : "");
        }
        String authority = rest.substring(at + 1);
        int slash = authority.indexOf('/');
        put(found, "dbname", slash < 0 ? "" : authority.substring(slash + 1));
        var hosts = new ArrayList<String>();
        var ports = new ArrayList<String>();
        for (String each : (slash < 0 ? authority : authority.substring(0, slash)).split(",", -1)) {
            if (each.startsWith("[") && each.indexOf(']') < 0) {
                throw new IllegalArgumentException(
                        "end of string reached when looking for matching \"]\" in IPv6 host address in URI: \"" + text + "\"");
            }
            int colon = each.startsWith("[") ? each.indexOf(':', each.indexOf(']')) : each.lastIndexOf(':');
            hosts.add((colon < 0 ? each : each.substring(0, colon)).replaceAll("^\\[|]$", ""));
            ports.add(colon < 0 ? "" : each.substring(colon + 1));
        }
        put(found, "host", hosts.stream().allMatch(String::isEmpty) ? "" : String.join(",", hosts));
        put(found, "port", ports.stream().allMatch(String::isEmpty) ? "" : String.join(",", ports));
        for (String pair : asked.isEmpty() ? new String[0] : asked.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException("missing key/value separator \"=\" in URI query parameter: \"" + pair + "\"");
            }
            String keyword = decoded(parts[0]);
            // as JDBC writes it, which libpq takes too
            boolean ssl = keyword.equals("ssl") && parts[1].equals("true");
            if (!ssl && !known(keyword)) {
                throw new IllegalArgumentException("invalid URI query parameter: \"" + keyword + "\"");
            }
            found.put(ssl ? "sslmode" : keyword, ssl ? "require" : decoded(parts[1]));
        }
        return found;
    }

    private static void put(Map<String, String> found, String keyword, String value) {
        if (!value.isEmpty()) {
            found.put(keyword, decoded(value));
        }
    }

    /// A plus is a plus.
    private static String decoded(String text) {
        try {
            String plain = java.net.URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            if (plain.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("forbidden value %00 in percent-encoded value: \"" + text + "\"");
            }
            return plain;
        } catch (IllegalArgumentException e) {
            if (String.valueOf(e.getMessage()).startsWith("forbidden")) {
                throw e;
            }
            throw new IllegalArgumentException("invalid percent-encoded token: \"" + text + "\"");
        }
    }

    /// `host=… dbname='…'`.
    private static Map<String, String> words(String text) {
        var found = new LinkedHashMap<String, String>();
        var pairs = PAIR.matcher(text);
        int end = 0;
        while (pairs.find() && pairs.start() == end) {
            if (!known(pairs.group(1))) {
                throw new IllegalArgumentException("invalid connection option \"" + pairs.group(1) + "\"");
            }
            String value = pairs.group(2);
            value = value.startsWith("'") ? value.substring(1, value.length() - 1) : value;
            found.put(pairs.group(1), value.replaceAll("\\\\(.)", "$1"));
            end = pairs.end();
        }
        String left = text.substring(end).strip();
        if (left.startsWith("'")) {
            throw new IllegalArgumentException("unterminated quoted string in connection info string");
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("missing \"=\" after \"" + left + "\" in connection info string");
        }
        return found;
    }

    private static Map<String, String> service(String name, Path file) throws IOException {
        var found = new LinkedHashMap<String, String>();
        boolean inside = false;
        boolean seen = false;
        int number = 0;
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            number++;
            String text = line.strip();
            if (text.startsWith("[")) {
                inside = text.equals("[" + name + "]");
                seen |= inside;
            } else if (inside && !text.startsWith("#") && !text.isEmpty()) {
                int equal = text.indexOf('=');
                String keyword = equal < 0 ? "" : text.substring(0, equal).strip();
                if (!known(keyword)) {
                    throw new IllegalArgumentException("syntax error in service file \"" + file + "\", line " + number);
                }
                found.put(keyword, text.substring(equal + 1).strip());
            }
        }
        if (!seen) {
            throw new IllegalArgumentException("definition of service \"" + name + "\" not found");
        }
        return found;
    }

    /// Why a password file is left out, in libpq's words: others may read it, or it is no file. Empty where it is used, or is not there.
    /// PostgreSQL manual, "The Password File".
    static String mistrusted(Path file) throws IOException {
        if (Files.notExists(file)) {
            return "";
        }
        if (!Files.isRegularFile(file)) {
            return "WARNING: password file \"" + file + "\" is not a plain file";
        }
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        // Windows has no such permissions, and psql does not look there
        return view == null || view.readAttributes().permissions().stream().allMatch(OWN::contains)
                ? ""
                : "WARNING: password file \"" + file + "\" has group or world access; permissions should be u=rw (0600) or less";
    }

    /// What the password file has for a server; empty where it has nothing.
    static String password(Path file, String host, String port, Map<String, String> all) throws IOException {
        if (Files.notExists(file)) {
            return "";
        }
        for (String line : Files.readAllLines(file)) {
            List<String> parts = fields(line);
            if (!line.startsWith("#") && parts.size() == 5 && fits(parts.get(0), host) && fits(parts.get(1), port)
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
}
