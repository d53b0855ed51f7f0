package dev.howdah.ops.compare;

import dev.howdah.sql.scan.Quoting;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// SQL that brings rows back, and SQL that takes that back again. Each statement is one line and touches a row only while it is still
/// what was seen: whoever wrote to it meanwhile is not overwritten.
///
/// @param database that it is for
/// @param forward in an order that foreign keys allow
/// @param back undoes it, by the before-image
public record Script(String database, List<Statement> forward, List<Statement> back) {
    private static final int BATCH = 500;
    private static final String HEAD = "-- howdah ";

    /// One statement.
    ///
    /// @param what for people and for the journal: no value is in it
    /// @param rows that it is for
    /// @param sql one line
    public record Statement(String what, int rows, String sql) {}

    /// Makes it of what differs.
    ///
    /// @param tables parents first
    static Script of(String database, List<RowDiff.Rows> tables) {
        var forward = new ArrayList<Statement>();
        var back = new ArrayList<Statement>();
        for (RowDiff.Rows rows : tables) {
            Relation t = rows.table();
            batches(rows.missing()).forEach(b -> forward.add(insert(t, b)));
            batches(rows.changed()).forEach(b -> forward.add(update(t, "Set back", b.stream()
                    .map(c -> new Image(c.now(), c.digestNow(), c.then())).toList())));
            batches(rows.changed()).forEach(b -> back.addFirst(update(t, "Set again", b.stream()
                    .map(c -> new Image(c.then(), c.digestThen(), c.now())).toList())));
            batches(rows.missing()).forEach(b -> back.addFirst(delete(t, b)));
        }
        return new Script(database, List.copyOf(forward), List.copyOf(back));
    }

    /// @param seen as it must still be, for the key
    private record Image(List<@Nullable String> seen, String digest, List<@Nullable String> wanted) {}

    private static <T> List<List<T>> batches(List<T> all) {
        var batches = new ArrayList<List<T>>();
        for (int from = 0; from < all.size(); from += BATCH) {
            batches.add(all.subList(from, Math.min(all.size(), from + BATCH)));
        }
        return batches;
    }

    private static Statement insert(Relation t, List<RowDiff.Missing> rows) {
        boolean identity = t.stored().stream().anyMatch(Relation.Column::identity);
        String sql = "INSERT INTO " + t.quoted() + " (" + names(t.stored()) + ")" + (identity ? " OVERRIDING SYSTEM VALUE" : "")
                + " VALUES " + rows.stream().map(r -> r.then().stream().map(Script::literal).collect(Collectors.joining(", ", "(", ")")))
                        .collect(Collectors.joining(", "))
                + " ON CONFLICT DO NOTHING";
        return new Statement("Insert into " + t.full(), rows.size(), sql);
    }

    private static Statement update(Relation t, String word, List<Image> rows) {
        List<Relation.Column> others = t.stored().stream().filter(c -> !t.isKey(c.name())).toList();
        var columns = new ArrayList<>(t.key().stream().map(t::column).toList());
        columns.addAll(others);
        List<String> places = t.stored().stream().map(Relation.Column::name).toList();
        var values = new ArrayList<String>();
        for (Image row : rows) {
            var one = new ArrayList<String>();
            for (Relation.Column c : columns) {
                List<@Nullable String> from = t.isKey(c.name()) ? row.seen() : row.wanted();
                one.add(literal(from.get(places.indexOf(c.name()))) + "::" + c.type());
            }
            one.add(literal(row.digest()));
            values.add("(" + String.join(", ", one) + ")");
        }
        String set = others.stream().map(c -> Quoting.name(c.name()) + " = b.c" + columns.indexOf(c)).collect(Collectors.joining(", "));
        String sql = "UPDATE " + t.quoted() + " AS t SET " + set + " FROM (VALUES " + String.join(", ", values) + ") AS b ("
                + numbered(columns.size()) + ", digest) WHERE " + key(t) + " AND " + t.digest("t") + " = b.digest";
        return new Statement(word + " in " + t.full(), rows.size(), sql);
    }

    private static Statement delete(Relation t, List<RowDiff.Missing> rows) {
        List<String> places = t.stored().stream().map(Relation.Column::name).toList();
        String values = rows.stream().map(r -> t.key().stream()
                .map(k -> literal(r.then().get(places.indexOf(k))) + "::" + t.column(k).type())
                .collect(Collectors.joining(", ", "(", ", " + literal(r.digest()) + ")"))).collect(Collectors.joining(", "));
        return new Statement("Delete again from " + t.full(), rows.size(), "DELETE FROM " + t.quoted() + " AS t USING (VALUES " + values
                + ") AS b (" + numbered(t.key().size()) + ", digest) WHERE " + key(t) + " AND " + t.digest("t") + " = b.digest");
    }

    private static String names(List<Relation.Column> columns) {
        return columns.stream().map(c -> Quoting.name(c.name())).collect(Collectors.joining(", "));
    }

    private static String numbered(int columns) {
        var names = new ArrayList<String>();
        for (int i = 0; i < columns; i++) {
            names.add("c" + i);
        }
        return String.join(", ", names);
    }

    private static String key(Relation t) {
        var pairs = new ArrayList<String>();
        for (int i = 0; i < t.key().size(); i++) {
            pairs.add("t." + Quoting.name(t.key().get(i)) + " = b.c" + i);
        }
        return String.join(" AND ", pairs);
    }

    /// A literal on one line, whatever is in it.
    static String literal(@Nullable String value) {
        if (value == null) {
            return "NULL";
        }
        if (value.indexOf('\n') < 0 && value.indexOf('\r') < 0) {
            return Quoting.literal(value).strip();
        }
        return "E'" + value.replace("\\", "\\\\").replace("'", "''").replace("\n", "\\n").replace("\r", "\\r") + "'";
    }

    /// What it does, table by table: the words of its statements and the rows of each.
    public Map<String, Integer> sums() {
        var sums = new LinkedHashMap<String, Integer>();
        forward.forEach(s -> sums.merge(s.what(), s.rows(), Integer::sum));
        return sums;
    }

    public int rows() {
        return forward.stream().mapToInt(Statement::rows).sum();
    }

    /// The other way round.
    public Script undo() {
        return new Script(database, back, forward);
    }

    /// The first characters of each kind of statement, to be read before it is agreed to.
    public List<String> sample(int most) {
        var seen = new LinkedHashMap<String, String>();
        forward.forEach(s -> seen.putIfAbsent(s.what(), s.sql().length() <= most ? s.sql() : s.sql().substring(0, most) + " …"));
        return List.copyOf(seen.values());
    }

    /// As a file for psql, which [#read] reads back.
    public static String text(List<Statement> statements) {
        var text = new StringBuilder("BEGIN;\n");
        for (Statement s : statements) {
            text.append(HEAD).append(s.rows()).append(' ').append(s.what()).append('\n').append(s.sql()).append(";\n");
        }
        return text.append("COMMIT;\n").toString();
    }

    /// Reads what [#text] wrote.
    ///
    /// @throws IllegalArgumentException when it is not that, with the line
    public static List<Statement> read(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 2 || !lines.getFirst().equals("BEGIN;") || !lines.getLast().equals("COMMIT;") || lines.size() % 2 != 0) {
            throw new IllegalArgumentException("it is not a whole script of a repair");
        }
        var all = new ArrayList<Statement>();
        for (int i = 1; i < lines.size() - 1; i += 2) {
            String head = lines.get(i);
            String sql = lines.get(i + 1);
            String[] parts = head.startsWith(HEAD) ? head.substring(HEAD.length()).split(" ", 2) : new String[0];
            if (parts.length != 2 || !parts[0].matches("\\d{1,6}") || !sql.endsWith(";")) {
                throw new IllegalArgumentException("line " + (i + 1) + " is not of a repair's script");
            }
            all.add(new Statement(parts[1], Integer.parseInt(parts[0]), sql.substring(0, sql.length() - 1)));
        }
        return List.copyOf(all);
    }

    /// SHA-256 of what would be run, in hexadecimal: a permit names it, so that nothing else is run with it.
    public String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text(forward).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
