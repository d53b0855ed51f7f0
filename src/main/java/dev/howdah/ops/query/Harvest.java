package dev.howdah.ops.query;

import dev.howdah.sql.session.Answer;
import dev.howdah.sql.session.Database.Failure;
import dev.howdah.sql.session.Database.Result;
import dev.howdah.sql.session.ServerMessage;
import dev.howdah.sql.session.Tap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Takes down what a run gives, statement by statement, for the grid. One thread at a time.
final class Harvest implements Tap {
    /// Types whose values stand at the right, as psql aligns them: int8, int2, int4, oid, xid, cid, float4, float8, money, numeric, xid8.
    private static final Set<Integer> RIGHT = Set.of(20, 21, 23, 26, 28, 29, 700, 701, 790, 1700, 5069);
    /// Characters of values that a run may hold: beyond them rows are dropped, and the result says that there are more.
    private static final long MOST = 64_000_000;
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

    /// @param changed called when there is more to show
    Harvest(Consumer<Harvest> changed) {
        this.changed = changed;
    }

    /// What has ended, and what the statement that runs has given so far.
    List<Queries.Ran> soFar() {
        var all = new ArrayList<>(ran);
        if (open && !rows.isEmpty()) {
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
            close();
            fields = portion.fields();
            rows = new ArrayList<>();
            open = true;
        }
        for (List<@Nullable String> row : portion.rows()) {
            if (held > MOST) {
                cut = true;
                break;
            }
            row.forEach(v -> held += v == null ? 8 : v.length() + 8);
            rows.add(row);
        }
        if (portion.first()) {
            changed.accept(this);
        }
    }

    @Override
    public void cut() {
        cut = true;
    }

    private void close() {
        if (open) {
            results.add(table(cut));
            open = false;
        }
    }

    private Result.Rows table(boolean more) {
        return new Result.Rows(fields.stream().map(Answer.Field::name).toList(),
                fields.stream().map(f -> RIGHT.contains(f.type())).toList(),
                List.copyOf(rows), more);
    }

    @Override
    public void done(String tag) {
        boolean table = open;
        close();
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
        close();
        ran.add(new Queries.Ran(sql, List.copyOf(results), List.copyOf(notices), failure, outcomeKnown, took));
        changed.accept(this);
    }
}
