package dev.howdah.sql.meta;

import dev.howdah.sql.scan.Quoting;
import dev.howdah.sql.scan.Scanner;
import dev.howdah.sql.scan.Variables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What may stand where the caret is: backslash commands, names of the catalog, key words, by what was typed before. Nothing is
/// proposed inside a quote or a comment.
public final class Completion {
    /// At most this many proposals are made.
    public static final int MOST = 200;

    /// A relation.
    ///
    /// @param visible whether its name alone finds it (search_path)
    public record Relation(String schema, String name, boolean visible, List<String> columns) {}

    /// What the catalog has; read once, and again when the operator asks.
    public record Names(List<String> schemas, List<Relation> relations, List<String> functions) {
        /// Nothing is known yet.
        public static final Names NONE = new Names(List.of(), List.of(), List.of());
    }

    /// @param text what would stand in the place of the word before the caret
    /// @param kind a word for people: table, column, …
    public record Proposal(String text, String kind) {}

    /// @param from where the word before the caret begins
    public record Proposals(int from, List<Proposal> all) {}

    private static final List<String> COMMANDS = List.of("\\?", "\\a", "\\bind", "\\bind_named", "\\c", "\\C", "\\cd", "\\close_prepared",
            "\\conninfo", "\\copy", "\\copyright", "\\crosstabview", "\\d", "\\d+", "\\da", "\\dA", "\\db", "\\dc", "\\dC", "\\dconfig",
            "\\dd", "\\ddp", "\\dD", "\\des", "\\det", "\\deu", "\\dew", "\\dE", "\\df", "\\df+", "\\dF", "\\di", "\\di+", "\\dL", "\\dm",
            "\\dn", "\\dn+", "\\do", "\\dO", "\\dp", "\\dP", "\\drds", "\\dRp", "\\dRs", "\\ds", "\\dt", "\\dt+", "\\dT", "\\du", "\\dv",
            "\\dx", "\\dx+", "\\dX", "\\dy", "\\echo", "\\elif", "\\else", "\\encoding", "\\endif", "\\errverbose", "\\f",
            "\\g", "\\gdesc", "\\getenv", "\\gexec", "\\gset", "\\gx", "\\H", "\\i", "\\if", "\\ir", "\\l", "\\l+", "\\o", "\\p", "\\parse",
            "\\prompt", "\\pset",
            "\\q", "\\qecho", "\\r", "\\set", "\\setenv", "\\sf", "\\sv", "\\t", "\\T", "\\timing", "\\unset", "\\w", "\\warn", "\\watch",
            "\\x");
    private static final List<String> BEGINNING = List.of("SELECT", "WITH", "EXPLAIN", "SHOW", "BEGIN", "COMMIT", "ROLLBACK", "SET",
            "VALUES",
            "TABLE", "COPY", "INSERT INTO", "UPDATE", "DELETE FROM", "CREATE", "ALTER", "DROP", "TRUNCATE", "VACUUM", "ANALYZE", "GRANT",
            "REVOKE", "PREPARE", "EXECUTE", "DECLARE", "FETCH", "LISTEN", "SAVEPOINT", "DO", "CALL");
    private static final List<String> INSIDE = List.of("SELECT", "FROM", "WHERE", "GROUP BY", "ORDER BY", "HAVING", "LIMIT", "OFFSET",
            "JOIN",
            "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "CROSS JOIN", "LATERAL", "ON", "USING", "AND", "OR", "NOT", "IN", "EXISTS", "BETWEEN",
            "LIKE", "ILIKE", "IS NULL", "IS NOT NULL", "NULL", "TRUE", "FALSE", "CASE", "WHEN", "THEN", "ELSE", "END", "AS", "DISTINCT",
            "UNION", "UNION ALL", "INTERSECT", "EXCEPT", "VALUES", "RETURNING", "SET", "ASC", "DESC", "NULLS LAST", "INTERVAL", "CAST",
            "COALESCE", "FILTER", "OVER", "PARTITION BY", "WINDOW", "WITH", "RECURSIVE", "ANALYZE", "BUFFERS", "FETCH FIRST", "FOR");
    private static final Set<String> BEFORE_RELATION = Set.of("from", "join", "update", "into", "table", "truncate", "only", "analyze",
            "copy",
            "vacuum", "view", "sequence");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$.]*\\z");
    private static final Pattern PREVIOUS = Pattern.compile("([\\p{L}_]+|,)\\s*\\z");
    private static final Pattern MENTION = Pattern
            .compile("\\b(?:from|join|update|into|,)\\s+([\\p{L}_][\\p{L}\\p{N}_$.]*)(?:\\s+(?:as\\s+)?([\\p{L}_][\\p{L}\\p{N}_$]*))?",
                    Pattern.CASE_INSENSITIVE);
    private static final Set<String> NO_ALIAS = Set.of("where", "on", "join", "left", "right", "full", "inner", "cross", "group", "order",
            "set", "limit", "using", "values", "having", "union", "select", "natural", "returning", "lateral");

    private final Names names;

    public Completion(Names names) {
        this.names = names;
    }

    /// @param text all that stands in the editor, or the statement so far
    /// @param caret counted in characters from 0
    public Proposals at(String text, int caret) {
        String before = text.substring(0, caret);
        String statement = statement(before);
        if (statement == null) {
            return new Proposals(caret, List.of());
        }
        String line = before.substring(before.lastIndexOf('\n') + 1);
        Matcher command = Pattern.compile("\\\\(\\S*)\\z").matcher(line);
        if (command.find()) {
            return proposals(caret - command.group().length(), command.group(), COMMANDS, "command");
        }
        Matcher word = WORD.matcher(before);
        String typed = word.find() ? word.group() : "";
        int from = caret - typed.length();
        var found = new LinkedHashSet<Proposal>();
        Matcher argument = Pattern.compile("\\\\(d\\S*|sv|sf)\\s+\\S*\\z").matcher(line);
        boolean relation = argument.find();
        if (relation && argument.group(1).startsWith("sf")) {
            add(found, names.functions(), typed, "function");
        } else if (relation) {
            relations(found, typed);
        } else if (typed.contains(".")) {
            qualified(found, typed, mentioned(text));
        } else {
            plain(found, typed, before.substring(0, from), statement, text);
        }
        return new Proposals(from, found.stream().limit(MOST).toList());
    }

    private void plain(Set<Proposal> found, String typed, String before, String statement, String text) {
        Matcher previous = PREVIOUS.matcher(before);
        String last = previous.find() ? previous.group(1).toLowerCase(Locale.ROOT) : "";
        if (BEFORE_RELATION.contains(last)) {
            relations(found, typed);
            return;
        }
        boolean begins = statement.substring(0, Math.max(0, statement.length() - typed.length())).isBlank();
        if (begins) {
            keywords(found, BEGINNING, typed);
            return;
        }
        Map<String, Relation> mentioned = mentioned(text);
        for (Relation r : new LinkedHashSet<>(mentioned.values())) {
            add(found, r.columns(), typed, "column of " + r.name());
        }
        add(found, mentioned.keySet().stream().toList(), typed, "alias");
        keywords(found, INSIDE, typed);
        if (!typed.isEmpty()) {
            add(found, names.functions(), typed, "function");
        }
    }

    private void qualified(Set<Proposal> found, String typed, Map<String, Relation> mentioned) {
        int dot = typed.lastIndexOf('.');
        String qualifier = typed.substring(0, dot).toLowerCase(Locale.ROOT);
        String rest = typed.substring(dot + 1);
        Relation relation = mentioned.get(qualifier);
        if (relation != null) {
            relation.columns().stream().filter(c -> fits(c, rest)).sorted()
                    .forEach(c -> found.add(new Proposal(typed.substring(0, dot + 1) + c, "column of " + relation.name())));
        }
        names.relations().stream().filter(r -> r.schema().equals(qualifier) && fits(r.name(), rest))
                .sorted(Comparator.comparing(Relation::name))
                .forEach(r -> found.add(new Proposal(typed.substring(0, dot + 1) + quoted(r.name()), "table")));
    }

    private void relations(Set<Proposal> found, String typed) {
        if (typed.contains(".")) {
            qualified(found, typed, Map.of());
            return;
        }
        names.relations().stream().filter(r -> r.visible() && !r.schema().equals("pg_catalog") && fits(r.name(), typed))
                .map(r -> quoted(r.name()))
                .sorted().forEach(n -> found.add(new Proposal(n, "table")));
        add(found, names.schemas().stream().map(s -> quoted(s) + ".").toList(), typed, "schema");
        if (!typed.isEmpty()) {
            names.relations().stream().filter(r -> r.schema().equals("pg_catalog") && fits(r.name(), typed)).map(Relation::name).sorted()
                    .forEach(n -> found.add(new Proposal(n, "system table")));
        }
    }

    /// Relations that the text mentions, by name and by alias.
    private Map<String, Relation> mentioned(String text) {
        var found = new LinkedHashMap<String, Relation>();
        Matcher mention = MENTION.matcher(text);
        while (mention.find()) {
            String name = mention.group(1).toLowerCase(Locale.ROOT);
            String bare = name.substring(name.lastIndexOf('.') + 1);
            String alias = mention.group(2);
            names.relations().stream()
                    .filter(r -> r.name().equals(bare) && (name.equals(bare) ? r.visible() : name.equals(r.schema() + "." + r.name())))
                    .findFirst().ifPresent(r -> {
                        if (alias != null && !NO_ALIAS.contains(alias.toLowerCase(Locale.ROOT))) {
                            found.put(alias.toLowerCase(Locale.ROOT), r);
                        }
                        found.putIfAbsent(bare, r);
                    });
        }
        return found;
    }

    private static void keywords(Set<Proposal> found, List<String> words, String typed) {
        boolean lower = !typed.isEmpty() && typed.equals(typed.toLowerCase(Locale.ROOT));
        words.stream().filter(w -> fits(w, typed))
                .forEach(w -> found.add(new Proposal(lower ? w.toLowerCase(Locale.ROOT) : w, "key word")));
    }

    private static void add(Set<Proposal> found, List<String> texts, String typed, String kind) {
        texts.stream().filter(t -> fits(t, typed)).sorted().forEach(t -> found.add(new Proposal(t, kind)));
    }

    private static Proposals proposals(int from, String typed, List<String> texts, String kind) {
        return new Proposals(from, texts.stream().filter(t -> t.startsWith(typed)).map(t -> new Proposal(t, kind)).toList());
    }

    private static boolean fits(String text, String typed) {
        return text.regionMatches(true, 0, typed, 0, typed.length());
    }

    /// A name as it has to be typed.
    static String quoted(String name) {
        return Quoting.typed(name);
    }

    /// What of the text belongs to the statement that is open at its end; null inside a quote or comment.
    private static @org.jspecify.annotations.Nullable String statement(String before) {
        var scanner = new Scanner(Variables.NONE);
        var open = new ArrayList<String>();
        var buffer = new StringBuilder();
        for (String line : before.split("\n", -1)) {
            scanner.line(line);
            boolean ended = false;
            while (!ended) {
                switch (scanner.next(buffer)) {
                    case SEMICOLON -> buffer.setLength(0);
                    case BACKSLASH -> {
                        scanner.rest();
                        scanner.commandEnd();
                    }
                    case END_OF_LINE -> ended = true;
                }
            }
            buffer.append('\n');
        }
        open.add(buffer.toString());
        return scanner.inQuote() || before.substring(before.lastIndexOf('\n') + 1).contains("--") ? null : open.getFirst().stripTrailing();
    }
}
