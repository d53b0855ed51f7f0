package dev.howdah.drill.container;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which database a program in a container is told to use, and as whom.
///
/// @param why what is wrong with what it was told; null where nothing is, and then the rest is complete
/// @param plain whether it must not use TLS
record Place(String host, String port, String database, String user, String password, boolean plain, @Nullable String why) {
    private static final Pattern URL = Pattern.compile("postgres(?:ql)?://([^:/]+):(.*)@([^:@/]+):(\\d+)/([^/?]+)(?:\\?(.*))?");
    private static final String DEFAULT_PORT = "5432";

    /// By `DATABASE_URL` (<https://www.postgresql.org/docs/16/libpq-connect.html#LIBPQ-CONNSTRING-URIS>); where there is none, by libpq's own variables
    /// (<https://www.postgresql.org/docs/16/libpq-envars.html>), as a program does that has libpq and no URL.
    static Place of(Map<String, String> variables) {
        String url = variables.get("DATABASE_URL");
        if (url == null && variables.containsKey("PGHOST")) {
            return byVariables(variables);
        }
        Matcher parts = URL.matcher(url == null ? "" : url);
        return parts.matches()
                ? new Place(parts.group(3), parts.group(4), decoded(parts.group(5)), decoded(parts.group(1)), decoded(parts.group(2)),
                        List.of(String.valueOf(parts.group(6)).split("&")).contains("sslmode=disable"), null)
                : nowhere(url == null
                        ? "neither DATABASE_URL nor PGHOST says where the database is"
                        : "DATABASE_URL is not of the form postgresql://user:password@host:port/database");
    }

    /// As libpq reads a URI: `%` and two digits are a byte, whatever else is itself.
    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return part;
        }
    }

    private static Place byVariables(Map<String, String> variables) {
        String user = variables.getOrDefault("PGUSER", "");
        String password = variables.getOrDefault("PGPASSWORD", "");
        String port = variables.getOrDefault("PGPORT", DEFAULT_PORT);
        if (user.isEmpty()) {
            return nowhere("PGUSER does not say as whom to connect");
        }
        if (!port.matches("\\d{1,5}")) {
            return nowhere("invalid integer value \"" + port + "\" for connection option \"port\"");
        }
        return password.isEmpty()
                ? nowhere("fe_sendauth: no password supplied")
                : new Place(variables.getOrDefault("PGHOST", ""), port, variables.getOrDefault("PGDATABASE", user), user, password,
                        variables.getOrDefault("PGSSLMODE", "prefer").equals("disable"), null);
    }

    private static Place nowhere(String why) {
        return new Place("", "", "", "", "", false, why);
    }

    @Override
    public String toString() {
        return "Place[" + user + "@" + host + ":" + port + "/" + database + "]";
    }
}
