package dev.howdah.ops.compare;

import dev.howdah.sql.scan.Quoting;
import dev.howdah.sql.session.Answer;
import dev.howdah.sql.session.SqlFailed;
import dev.howdah.sql.session.SqlSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The rows of one table on two servers, compared by key. First each server sums digests of its rows over some thousand ranges of
/// the key, in one pass; only of ranges whose sums differ are keys and digests read, and only of rows that differ is the content.
///
/// Nothing is written, and no row is locked; on a big table each pass reads the table once.
final class RowDiff {
    /// Keys of one server that are held at once.
    static final int MOST_KEYS = 1_000_000;
    /// Rows that a repair may bring back: beyond that a swap is the better way.
    static final int MOST_ROWS = 200_000;
    private static final int RANGES = 4096;
    private static final int PORTION = 5_000;
    private static final int BATCH = 500;
    private final SqlSession live;
    private final SqlSession copy;
    private final Relation table;
    private final Consumer<String> step;

    /// Why rows cannot be compared; a sentence.
    static final class NotComparable extends Exception {
        NotComparable(String why) {
            super(why);
        }
    }

    /// A row that both have.
    ///
    /// @param now on live, the before-image of a repair
    /// @param then on the copy
    record Changed(List<@Nullable String> now, String digestNow, List<@Nullable String> then, String digestThen) {}

    /// A row that live has lost.
    record Missing(List<@Nullable String> then, String digest) {}

    /// @param missing,changed values in the order of the stored columns
    record Rows(Relation table, Difference sum, List<Missing> missing, List<Changed> changed) {}

    /// The keys that differ, with the digests of their rows.
    private record Keys(Map<List<String>, String> missing, Map<List<String>, String[]> changed, long added) {
        Difference sum() {
            return new Difference(missing.size(), changed.size(), added);
        }
    }

    /// @param live,copy each in a transaction that sees one moment
    /// @param table as both have it
    /// @param step is told what is being read
    RowDiff(SqlSession live, SqlSession copy, Relation table, Consumer<String> step) throws NotComparable {
        if (table.key().isEmpty()) {
            throw new NotComparable(table.full() + " has no primary key, nor a unique one without NULL, that both servers share: its rows "
                    + "cannot be told apart");
        }
        this.live = live;
        this.copy = copy;
        this.table = table;
        this.step = step;
    }

    /// How many rows differ, and how.
    Difference sum() throws SqlFailed, NotComparable {
        return keys().sum();
    }

    /// The rows that differ, in full.
    ///
    /// @param missing,changed which of them are wanted
    Rows rows(boolean missing, boolean changed) throws SqlFailed, NotComparable {
        Keys keys = keys();
        long wanted = (missing ? keys.missing().size() : 0) + (changed ? keys.changed().size() : 0);
        if (wanted > MOST_ROWS) {
            throw new NotComparable(
                    wanted + " rows of " + table.full() + " differ, and row by row " + MOST_ROWS + " are brought back at most");
        }
        var lost = new ArrayList<Missing>();
        var damaged = new ArrayList<Changed>();
        if (missing) {
            for (Row row : contents(copy, "copy", List.copyOf(keys.missing().keySet())).values()) {
                lost.add(new Missing(row.values(), Objects.requireNonNull(keys.missing().get(row.key()))));
            }
        }
        if (changed) {
            List<List<String>> all = List.copyOf(keys.changed().keySet());
            Map<List<String>, Row> now = contents(live, "live", all);
            for (Row row : contents(copy, "copy", all).values()) {
                String[] digests = Objects.requireNonNull(keys.changed().get(row.key()));
                damaged.add(new Changed(Objects.requireNonNull(now.get(row.key())).values(), digests[0], row.values(), digests[1]));
            }
        }
        return new Rows(table, keys.sum(), List.copyOf(lost), List.copyOf(damaged));
    }

    private Keys keys() throws SqlFailed, NotComparable {
        String range = range();
        Map<Integer, String[]> here = sums(live, "live", range);
        Map<Integer, String[]> there = sums(copy, "copy", range);
        var differ = new ArrayList<Integer>();
        long[] rows = {0, 0};
        var all = new TreeMap<>(here);
        all.putAll(there);
        for (int each : all.keySet()) {
            String[] a = here.get(each);
            String[] b = there.get(each);
            if (a == null || b == null || !a[0].equals(b[0]) || !a[1].equals(b[1])) {
                differ.add(each);
                rows[0] += a == null ? 0 : Long.parseLong(a[0]);
                rows[1] += b == null ? 0 : Long.parseLong(b[0]);
            }
        }
        long most = Math.max(rows[0], rows[1]);
        if (most > MOST_KEYS) {
            throw new NotComparable("the differing ranges of " + table.full() + " hold " + most + " rows, and up to " + MOST_KEYS
                    + " are compared one by one: the difference is too wide for a repair");
        }
        if (differ.isEmpty()) {
            return new Keys(Map.of(), Map.of(), 0);
        }
        String where = " WHERE " + range + " = ANY ('{" + differ.stream().map(String::valueOf).collect(Collectors.joining(","))
                + "}'::int[])";
        Map<List<String>, String> now = digests(live, "live", where);
        Map<List<String>, String> then = digests(copy, "copy", where);
        var missing = new LinkedHashMap<List<String>, String>();
        var changed = new LinkedHashMap<List<String>, String[]>();
        long both = 0;
        for (var entry : then.entrySet()) {
            String mine = now.get(entry.getKey());
            if (mine == null) {
                missing.put(entry.getKey(), entry.getValue());
            } else {
                both++;
                if (!mine.equals(entry.getValue())) {
                    changed.put(entry.getKey(), new String[]{mine, entry.getValue()});
                }
            }
        }
        return new Keys(missing, changed, now.size() - both);
    }

    /// An expression that puts a row into one of [#RANGES]: neighbours stay together where the key counts, so that what was deleted
    /// in one stretch touches few of them.
    private String range() throws SqlFailed {
        if (table.key().size() == 1 && Catalog.counts(table.column(table.key().getFirst()))) {
            String column = Quoting.name(table.key().getFirst());
            String bounds = "SELECT min(" + column + "), max(" + column + ") FROM " + table.quoted();
            Long first = null;
            Long last = null;
            for (SqlSession each : List.of(live, copy)) {
                List<@Nullable String> row = each.ask(bounds).getFirst();
                if (row.getFirst() != null) {
                    long low = Long.parseLong(Objects.requireNonNull(row.getFirst()));
                    long high = Long.parseLong(Objects.requireNonNull(row.get(1)));
                    first = first == null ? low : Math.min(first, low);
                    last = last == null ? high : Math.max(last, high);
                }
            }
            if (first == null || last == null) {
                return "0";
            }
            long width = last - first;
            if (width >= 0) {
                return "((t." + column + "::bigint - (" + first + ")) / " + (width / RANGES + 1) + ")::int";
            }
        }
        return "('x' || pg_catalog.substr(pg_catalog.md5(ROW(" + keyList() + ")::text), 1, 3))::bit(12)::int";
    }

    private String keyList() {
        return table.key().stream().map(k -> "t." + Quoting.name(k)).collect(Collectors.joining(", "));
    }

    /// Range → how many rows, and the sum of their digests.
    private Map<Integer, String[]> sums(SqlSession on, String which, String range) throws SqlFailed {
        step.accept("Summing " + table.full() + " on " + which);
        var sums = new HashMap<Integer, String[]>();
        String sql = "SELECT b, count(*), sum(d) FROM (SELECT " + range + " AS b, ('x' || pg_catalog.substr(" + table.digest("t")
                + ", 1, 15))::bit(60)::bigint AS d FROM " + table.quoted() + " AS t) AS q GROUP BY b";
        for (var row : on.ask(sql)) {
            sums.put(Integer.parseInt(Objects.requireNonNull(row.getFirst())),
                    new String[]{Objects.requireNonNull(row.get(1)), Objects.requireNonNull(row.get(2))});
        }
        return sums;
    }

    /// Key → digest, of the rows that match.
    private Map<List<String>, String> digests(SqlSession on, String which, String where) throws SqlFailed {
        step.accept("Reading keys of " + table.full() + " on " + which);
        var digests = new LinkedHashMap<List<String>, String>();
        int width = table.key().size();
        stream(on, "SELECT " + keyList() + ", " + table.digest("t") + " FROM " + table.quoted() + " AS t" + where, row -> digests
                .put(row.subList(0, width).stream().map(Objects::requireNonNull).toList(), Objects.requireNonNull(row.get(width))));
        return digests;
    }

    /// A row that was read.
    private record Row(List<String> key, List<@Nullable String> values) {}

    /// The rows of keys, by those.
    private Map<List<String>, Row> contents(SqlSession on, String which, List<List<String>> keys) throws SqlFailed {
        var found = new LinkedHashMap<List<String>, Row>();
        List<String> names = table.stored().stream().map(Relation.Column::name).toList();
        int[] places = table.key().stream().mapToInt(names::indexOf).toArray();
        for (int from = 0; from < keys.size(); from += BATCH) {
            step.accept("Reading rows of " + table.full() + " on " + which + ", " + from + " of " + keys.size());
            List<List<String>> some = keys.subList(from, Math.min(keys.size(), from + BATCH));
            String sql = "SELECT " + table.list("t") + " FROM " + table.quoted() + " AS t JOIN (VALUES " + keyed(some) + ") AS b ("
                    + keyNames() + ") ON " + joined();
            for (List<@Nullable String> values : on.ask(sql)) {
                var key = new ArrayList<String>();
                for (int place : places) {
                    key.add(Objects.requireNonNull(values.get(place)));
                }
                found.put(List.copyOf(key), new Row(List.copyOf(key), values));
            }
        }
        return found;
    }

    private String keyed(List<List<String>> keys) {
        return keys.stream().map(key -> {
            var values = new ArrayList<String>();
            for (int i = 0; i < key.size(); i++) {
                values.add(Script.literal(key.get(i)) + "::" + table.column(table.key().get(i)).type());
            }
            return "(" + String.join(", ", values) + ")";
        }).collect(Collectors.joining(", "));
    }

    private String keyNames() {
        var names = new ArrayList<String>();
        for (int i = 0; i < table.key().size(); i++) {
            names.add("k" + i);
        }
        return String.join(", ", names);
    }

    private String joined() {
        var pairs = new ArrayList<String>();
        for (int i = 0; i < table.key().size(); i++) {
            pairs.add("t." + Quoting.name(table.key().get(i)) + " = b.k" + i);
        }
        return String.join(" AND ", pairs);
    }

    private static void stream(SqlSession on, String sql, Consumer<List<@Nullable String>> row) throws SqlFailed {
        var failure = new ArrayList<Answer.Failed>();
        on.stream(sql, PORTION, answer -> {
            if (answer instanceof Answer.Rows rows) {
                rows.rows().forEach(row);
            } else if (answer instanceof Answer.Failed failed) {
                failure.add(failed);
            }
        });
        if (!failure.isEmpty()) {
            throw new SqlFailed(failure.getFirst().message(), sql);
        }
    }
}
