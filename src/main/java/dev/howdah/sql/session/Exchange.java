package dev.howdah.sql.session;

import dev.howdah.sql.meta.Settings;
import dev.howdah.sql.scan.CopyStatement;
import dev.howdah.sql.scan.Quoting;
import dev.howdah.sql.table.Look;
import dev.howdah.sql.table.Refused;
import dev.howdah.sql.table.Utf8Printer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One statement and what comes back for it.
final class Exchange {
    private static final int PORTION = 500;
    /// Rows of a result without a limit that a window's text shows; its grid shows all.
    private static final int IN_TEXT = 1000;
    /// Characters of a value in a window's text.
    private static final int LONGEST = 4000;
    /// Bytes of the rows of one message that a window keeps while they come.
    private static final long MOST_HELD = 256L << 20;
    private final Psql psql;
    private final String sql;
    private final @Nullable Once once;
    private final @Nullable Bound bound;
    private final Look look;
    private final List<Answer.Rows> kept = new ArrayList<>();
    private PrintWriter out;
    private Delivery delivery;
    private String tag = "";
    private boolean rowsCame;
    private long count;
    private boolean good = true;
    /// Of several statements: the result that waits for the next one, whether that is printed which is not the last, and whether it was
    /// printed as it came.
    private final Deque<Answer> waiting = new ArrayDeque<>();
    private boolean before;
    private boolean copied;
    /// Whether data was read from the script: what is said after it is said of its end.
    private boolean asked;
    private final Recorded recorded;

    /// @param bound null for a statement of the simple protocol
    Exchange(Psql psql, String sql, @Nullable Once once, @Nullable Bound bound) {
        this.bound = bound;
        this.psql = psql;
        this.sql = sql;
        this.once = once;
        recorded = new Recorded(psql, sql);
        Look own = once == null ? null : once.look();
        look = own == null ? psql.look : own;
        out = psql.queryOut;
        delivery = new Delivery(out, look, psql.settings.on("QUIET"));
    }

    /// The last command tag's first word.
    String tag() {
        return tag.split(" ", 2)[0];
    }

    boolean run(CopyStatement copy) throws IOException {
        long begun = System.nanoTime();
        psql.tap.begins(sql);
        try {
            return recorded.run(this::answer, () -> deliver(copy));
        } finally {
            psql.tap.ended(java.time.Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private boolean deliver(CopyStatement copy) throws IOException {
        if (once != null && once.kind() == Once.Kind.PRINT && once.text() != null) {
            try (PrintWriter file = new Utf8Printer(Files.newOutputStream(psql.file(once.text())))) {
                out = file;
                delivery = new Delivery(file, look, psql.settings.on("QUIET"));
                return exchange(copy);
            } catch (java.nio.file.FileSystemException e) {
                psql.log.error(once.text() + ": " + FileTrouble.words(e));
                return false;
            }
        }
        return exchange(copy);
    }

    private boolean exchange(CopyStatement copy) throws IOException {
        if (once != null && once.kind() == Once.Kind.DESCRIBE) {
            return describe();
        }
        if (bound != null) {
            return extended(copy) && good;
        }
        if (Words.isSeveral(sql)) {
            return several() && good;
        }
        switch (copy) {
            case FROM_STDIN -> {
                return data().copy(psql, sql, this::answer) && good;
            }
            case TO_STDOUT -> {
                return psql.session.copyOut(sql, psql.bytes(out), this::answer) && good;
            }
            case NONE -> {
            }
        }
        int portion = psql.settings.number("FETCH_COUNT");
        boolean plain = once == null || once.kind() == Once.Kind.PRINT;
        if (psql.limit > 0 && plain && psql.session.mayBeCut(sql)) {
            return limited() && good;
        }
        if (portion == 0 && plain && !psql.inWindow && out instanceof Utf8Printer bytes && Words.isOneRead(sql)) {
            return asItComes(bytes) && good;
        }
        if (portion == 0 && plain && psql.inWindow && psql.limit == 0 && Words.isOneRead(sql)) {
            return intoWindow() && good;
        }
        boolean streamed = portion > 0 && plain && Words.isOneQuery(sql);
        boolean went = streamed ? psql.session.stream(sql, portion, this::answer) : psql.session.run(sql, this::answer);
        if (streamed && went && good) {
            psql.settings.tell("ROW_COUNT", String.valueOf(count));
        }
        return went && good;
    }

    private CopyData data() {
        Input input = psql.input;
        return new CopyData(input == null ? new Input(new java.io.BufferedReader(java.io.Reader.nullReader()), null) : input);
    }

    /// Several statements in one message, as `\;` joins them. The results come in turn, and each waits for the next one: psql prints a
    /// result when it knows whether it is the last, and what a `\gset` is for is the last alone.
    private boolean several() throws IOException {
        boolean wanted = CopyStatement.anyOf(sql);
        boolean went = psql.session.mixed(sql, new Wire.Copies() {
            @Override
            public InputStream in() throws IOException {
                if (!wanted) {
                    throw new IOException("unexpected COPY_IN result, aborting connection");
                }
                asked = true;
                turn(false);
                return data();
            }

            @Override
            public OutputStream out() {
                turn(false);
                copied = true;
                return psql.bytes(out);
            }
        }, psql.inWindow ? MOST_HELD : 0, this::inTurn);
        turn(true);
        if (wanted && !asked) {
            data().skip();
        }
        return went;
    }

    private void inTurn(Answer answer) {
        Input input = psql.input;
        if (asked && input != null) {
            psql.log.at(input.name(), input.number());
        }
        switch (answer) {
            case Answer.Notice _ -> answer(answer);
            case Answer.Failed _ -> {
                turn(false);
                answer(answer);
            }
            case Answer.Rows rows -> {
                if (rows.first()) {
                    turn(false);
                }
                waiting.add(answer);
            }
            case Answer.Done _ -> {
                if (!(waiting.peekLast() instanceof Answer.Rows)) {
                    turn(false);
                }
                waiting.add(answer);
            }
        }
    }

    /// Prints the result that waits.
    private void turn(boolean last) {
        boolean shown = last || psql.settings.on("SHOW_ALL_RESULTS");
        before = !last;
        for (Answer answer : List.copyOf(waiting)) {
            if (shown) {
                answer(answer);
            } else {
                tell(answer);
            }
        }
        before = false;
        waiting.clear();
    }

    private boolean extended(CopyStatement copy) throws IOException {
        if (copy != CopyStatement.NONE) {
            psql.log.error("\\bind: COPY takes no values");
            return false;
        }
        boolean plain = once == null || once.kind() == Once.Kind.PRINT;
        if (plain && psql.inWindow) {
            return intoWindow();
        }
        if (plain && out instanceof Utf8Printer bytes) {
            return asItComes(bytes);
        }
        var rows = new ArrayList<List<@Nullable String>>();
        return portions(answer -> {
            if (answer instanceof Answer.Rows portion) {
                rows.addAll(portion.rows());
                if (portion.last()) {
                    answer(new Answer.Rows(portion.fields(), rows, true, true));
                }
            } else {
                answer(answer);
            }
        });
    }

    private boolean portions(java.util.function.Consumer<Answer> answers) {
        return bound == null ? psql.session.portions(sql, answers) : psql.session.bound(sql, bound, answers);
    }

    /// Prints a result from its bytes, none of which are kept longer than its format needs.
    private boolean asItComes(Utf8Printer bytes) throws IOException {
        try (var portions = new Portions(bytes, look)) {
            boolean went = portions(answer -> {
                if (answer instanceof Answer.Rows rows) {
                    tell(rows);
                    rowsCame = true;
                    psql.settings.tell("ERROR", "false");
                    psql.settings.tell("SQLSTATE", "00000");
                    portions.rows(rows);
                    psql.settings.tell("ROW_COUNT", String.valueOf(portions.count()));
                } else {
                    answer(answer);
                }
            });
            String trouble = portions.trouble();
            if (!trouble.isEmpty()) {
                psql.log.error("the result could not be kept while it came: " + trouble);
            }
            return went && trouble.isEmpty();
        }
    }

    /// Hands all rows of a result on as they come, and prints the first of them.
    private boolean intoWindow() {
        var head = new ArrayList<List<@Nullable String>>();
        return portions(answer -> {
            if (!(answer instanceof Answer.Rows rows)) {
                answer(answer);
                return;
            }
            tell(rows);
            rowsCame = true;
            for (int i = 0; i < rows.rows().size() && head.size() < IN_TEXT; i++) {
                head.add(rows.rows().get(i));
            }
            if (rows.last()) {
                psql.settings.tell("ERROR", "false");
                psql.settings.tell("SQLSTATE", "00000");
                psql.settings.tell("ROW_COUNT", String.valueOf(count));
                delivery.rows(clipped(new Answer.Rows(rows.fields(), head, true, true)));
                if (count > head.size()) {
                    out.println("These are the first " + head.size() + " of " + count + " rows; the grid has all of them.");
                }
            }
        });
    }

    private boolean limited() {
        SqlSession.Streamed went = psql.session.stream(sql, PORTION, psql.limit, this::answer);
        if (went == SqlSession.Streamed.CUT) {
            out.println("The row limit ended it: there are more rows than " + psql.limit + ".");
            psql.tap.cut();
        }
        if (went != SqlSession.Streamed.FAILED) {
            psql.settings.tell("ROW_COUNT", String.valueOf(count));
        }
        return went != SqlSession.Streamed.FAILED;
    }

    private void answer(Answer answer) {
        tell(answer);
        switch (answer) {
            case Answer.Rows rows -> {
                rowsCame = true;
                psql.settings.tell("ERROR", "false");
                psql.settings.tell("SQLSTATE", "00000");
                psql.settings.tell("ROW_COUNT", String.valueOf(rows.rows().size()));
                if (before || once == null || once.kind() == Once.Kind.PRINT) {
                    delivery.rows(psql.inWindow ? clipped(rows) : rows);
                } else if (once.kind() == Once.Kind.CROSS) {
                    cross(rows, once.columns());
                } else {
                    kept.add(rows);
                }
            }
            case Answer.Done done -> {
                tag = done.tag();
                psql.settings.tell("ERROR", "false");
                psql.settings.tell("SQLSTATE", "00000");
                if (!rowsCame) {
                    String last = tag.substring(tag.lastIndexOf(' ') + 1);
                    psql.settings.tell("ROW_COUNT", last.matches("\\d+") ? last : "0");
                }
                boolean asItCame = tag.startsWith("COPY ") && (copied || CopyStatement.of(sql) == CopyStatement.TO_STDOUT);
                copied = false;
                if (!asItCame) {
                    delivery.tag(tag, rowsCame);
                }
                out.flush();
                rowsCame = false;
            }
            case Answer.Notice notice -> psql.noticed(notice.message(), sql);
            case Answer.Failed failed -> {
                good = false;
                out.flush();
                psql.failed(failed.message(), sql);
            }
        }
    }

    private void cross(Answer.Rows rows, List<String> columns) {
        try {
            Answer.Rows crossed = Crosstab.of(rows, columns, look.nullText());
            psql.tap.rows(crossed);
            delivery.rows(psql.inWindow ? clipped(crossed) : crossed);
        } catch (Refused e) {
            good = false;
            psql.log.error(e.words());
        }
    }

    /// A window's text shows the beginning of a long value: padding every line to its width would take a hundred times its memory.
    private static Answer.Rows clipped(Answer.Rows rows) {
        if (rows.rows().stream().allMatch(r -> r.stream().allMatch(v -> v == null || v.length() <= LONGEST))) {
            return rows;
        }
        var shown = new ArrayList<List<@Nullable String>>();
        for (List<@Nullable String> row : rows.rows()) {
            var values = new ArrayList<@Nullable String>();
            for (String value : row) {
                values.add(value == null || value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…");
            }
            shown.add(values);
        }
        return new Answer.Rows(rows.fields(), shown, rows.first(), rows.last());
    }

    private void tell(Answer answer) {
        recorded.saw(answer);
        switch (answer) {
            case Answer.Rows rows -> {
                count += rows.rows().size();
                if (once == null || once.kind() == Once.Kind.PRINT) {
                    psql.tap.rows(rows);
                }
            }
            case Answer.Done(String ended) -> psql.tap.done(ended);
            case Answer.Notice(ServerMessage message) -> psql.tap.notice(message);
            case Answer.Failed(ServerMessage message) -> psql.tap.failed(message);
        }
    }

    /// What is left to do with rows that were not printed.
    boolean finish(boolean went) throws IOException {
        if (!went || once == null || kept.isEmpty()) {
            return went;
        }
        return switch (once.kind()) {
            case SET -> set(kept.getLast(), once.text() == null ? "" : once.text());
            case EXECUTE -> execute(kept.getLast());
            case PRINT, DESCRIBE, CROSS -> true;
        };
    }

    private boolean set(Answer.Rows result, String prefix) {
        if (result.rows().size() != 1) {
            psql.log.error(result.rows().isEmpty() ? "no rows returned for \\gset" : "more than one row returned for \\gset");
            return false;
        }
        for (int i = 0; i < result.fields().size(); i++) {
            String name = prefix + result.fields().get(i).name();
            String value = result.rows().getFirst().get(i);
            if (Settings.controls(name)) {
                psql.log.warning("attempt to \\gset into specially treated variable \"" + name + "\" ignored");
                continue;
            }
            String wrong = value == null ? psql.settings.unset(name) : psql.settings.set(name, value);
            if (!wrong.isEmpty()) {
                psql.log.error(wrong);
                return false;
            }
        }
        return true;
    }

    private boolean execute(Answer.Rows result) throws IOException {
        boolean all = true;
        for (List<@Nullable String> row : result.rows()) {
            for (String value : row) {
                if (value != null) {
                    if (psql.settings.text("ECHO").equals("all")) {
                        psql.stdout.println(value);
                    }
                    boolean went = psql.send(value);
                    all &= went;
                    if (!went && psql.settings.on("ON_ERROR_STOP")) {
                        return false;
                    }
                }
            }
        }
        return all;
    }

    /// Names and types of the result's columns: the statement is prepared and not run.
    private boolean describe() {
        var fields = new ArrayList<Answer.Field>();
        if (!psql.session.describe(sql, this::answer, fields::addAll)) {
            return false;
        }
        if (fields.isEmpty()) {
            went(0);
            psql.stdout.println("The command has no result, or the result has no columns.");
            return true;
        }
        var values = new ArrayList<String>();
        fields.forEach(f -> values.add("(" + Quoting.literal(f.name()) + ", '" + f.type() + "'::pg_catalog.oid," + f.modifier() + ")"));
        return psql.session
                .run("SELECT name AS \"Column\", pg_catalog.format_type(tp, tpm) AS \"Type\"\nFROM (VALUES " + String.join(",", values)
                        + ") s(name, tp, tpm)", answer -> {
                            if (answer instanceof Answer.Rows rows) {
                                delivery.rows(rows);
                                went(rows.rows().size());
                            }
                            onlyTrouble(answer);
                        });
    }

    private void went(int rows) {
        psql.settings.tell("ERROR", "false");
        psql.settings.tell("SQLSTATE", "00000");
        psql.settings.tell("ROW_COUNT", String.valueOf(rows));
    }

    private void onlyTrouble(Answer answer) {
        if (answer instanceof Answer.Failed) {
            answer(answer);
        }
    }
}
