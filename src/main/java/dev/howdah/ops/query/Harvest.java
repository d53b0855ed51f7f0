package dev.howdah.ops.query;

import dev.howdah.sql.session.Answer;
import dev.howdah.sql.session.Database.Failure;
import dev.howdah.sql.session.Database.Result;
import dev.howdah.sql.session.ServerMessage;
import dev.howdah.sql.session.Tap;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Takes down what a run gives, statement by statement, for the grid. One thread at a time.
final class Harvest implements Tap, AutoCloseable {
    /// Types whose values stand at the right, as psql aligns them: int8, int2, int4, oid, xid, cid, float4, float8, money, numeric, xid8.
    private static final Set<Integer> RIGHT = Set.of(20, 21, 23, 26, 28, 29, 700, 701, 790, 1700, 5069);
    /// Characters of values, and rows, that a result may hold in memory; with more of them it goes into a file.
    private static final long MOST = 8_000_000;
    private static final int MOST_ROWS = 50_000;
    private final Consumer<Harvest> changed;
    private final List<Queries.Ran> ran = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private @Nullable Failure failure;
    private boolean outcomeKnown = true;
    private String sql = "";
    private List<Answer.Field> fields = List.of();
    private List<List<@Nullable String>> rows = new ArrayList<>();
    private boolean open;
    private boolean cut;
    private long held;
    private final Runnable repeats;
    private final Consumer<Runnable> background;
    private @Nullable StoredRows stored;
    private final List<StoredRows> files = new ArrayList<>();
    private @Nullable String trouble;
    private boolean again;

    /// @param changed called when there is more to show
    /// @param repeats called before a statement takes the place of the one before
    /// @param background runs something beside the caller
    Harvest(Consumer<Harvest> changed, Runnable repeats, Consumer<Runnable> background) {
        this.changed = changed;
        this.repeats = repeats;
        this.background = background;
    }

    /// Why rows are missing although the server sent them; null when none are.
    @Nullable
    String trouble() {
        return trouble;
    }

    /// Lets go of the rows on disk; whoever still shows them shows them no more.
    @Override
    public void close() {
        for (StoredRows file : files) {
            shut(file);
        }
        files.clear();
    }

    private static void shut(StoredRows file) {
        try {
            file.close();
        } catch (IOException e) {
            System.getLogger(Harvest.class.getName()).log(System.Logger.Level.DEBUG, "a temporary file did not close", e);
        }
    }

    /// What has ended, and what the statement that runs has given so far.
    List<Queries.Ran> soFar() {
        var all = new ArrayList<>(ran);
        if (open && (stored != null || !rows.isEmpty())) {
            if (again && !all.isEmpty()) {
                all.removeLast();
            }
            all.add(new Queries.Ran(sql, List.of(table(true)), List.copyOf(notices), null, true, Duration.ZERO));
        }
        return List.copyOf(all);
    }

    String sql() {
        return sql;
    }

    @Override
    public void begins(String message) {
        sql = message;
        results.clear();
        notices.clear();
        failure = null;
        outcomeKnown = true;
        cut = false;
        changed.accept(this);
    }

    @Override
    public void rows(Answer.Rows portion) {
        if (portion.first()) {
            ended();
            fields = portion.fields();
            rows = new ArrayList<>();
            held = 0;
            open = true;
        }
        if (!cut) {
            take(portion.rows());
        }
        if (portion.first()) {
            changed.accept(this);
        }
    }

    private void take(List<List<@Nullable String>> more) {
        try {
            StoredRows file = stored;
            if (file == null && (rows.size() + more.size() > MOST_ROWS || held > MOST || more.size() > MOST_ROWS)) {
                file = new StoredRows(background);
                stored = file;
                files.add(file);
                file.add(rows);
                rows = new ArrayList<>();
            }
            if (file != null) {
                file.add(more);
                return;
            }
            for (List<@Nullable String> row : more) {
                row.forEach(v -> held += v == null ? 8 : v.length() + 8);
                rows.add(row);
            }
        } catch (IOException e) {
            cut = true;
            trouble = "The result could not be kept while it came: " + e.getMessage();
        }
    }

    /// What runs next is the same again, and takes the place of what ran last.
    @Override
    public void again() {
        again = true;
        repeats.run();
    }

    @Override
    public void cut() {
        cut = true;
    }

    private void ended() {
        if (open) {
            StoredRows file = stored;
            if (file != null) {
                try {
                    file.flush();
                } catch (IOException e) {
                    cut = true;
                    trouble = "The result could not be kept while it came: " + e.getMessage();
                }
            }
            results.add(table(cut));
            stored = null;
            open = false;
        }
    }

    private Result.Rows table(boolean more) {
        return new Result.Rows(fields.stream().map(Answer.Field::name).toList(),
                fields.stream().map(f -> RIGHT.contains(f.type())).toList(),
                stored == null ? List.copyOf(rows) : stored.seen(), more);
    }

    @Override
    public void done(String tag) {
        boolean table = open;
        ended();
        if (!table && tag.matches("(INSERT|UPDATE|DELETE|MERGE|COPY) .*")) {
            String last = tag.substring(tag.lastIndexOf(' ') + 1);
            results.add(new Result.Done(last.matches("\\d{1,9}") ? Integer.parseInt(last) : 0));
        }
    }

    @Override
    public void notice(ServerMessage message) {
        notices.add(message.message());
    }

    @Override
    public void failed(ServerMessage message) {
        failure = new Failure(message.state(), message.severity().isEmpty() ? "ERROR" : message.severity(), message.message(),
                message.more().get("DETAIL"), message.more().get("HINT"), place(message.position()));
        outcomeKnown = !message.endsSession();
    }

    /// The server counts code points, texts here are counted in UTF-16 units.
    private @Nullable Integer place(int codePoints) {
        return codePoints <= 0 || codePoints - 1 > sql.codePointCount(0, sql.length())
                ? null
                : sql.offsetByCodePoints(0, codePoints - 1) + 1;
    }

    @Override
    public void ended(Duration took) {
        ended();
        if (again && !ran.isEmpty()) {
            for (Result result : ran.removeLast().results()) {
                if (result instanceof Result.Rows(var _, var _, StoredRows.Seen seen, var _)) {
                    files.remove(seen.of());
                    shut(seen.of());
                }
            }
        }
        again = false;
        ran.add(new Queries.Ran(sql, List.copyOf(results), List.copyOf(notices), failure, outcomeKnown, took));
        changed.accept(this);
    }
}
