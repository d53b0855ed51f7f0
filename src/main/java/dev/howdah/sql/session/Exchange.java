package dev.howdah.sql.session;

import dev.howdah.sql.scan.CopyStatement;
import dev.howdah.sql.scan.Quoting;
import dev.howdah.sql.table.Look;
import dev.howdah.sql.table.Refused;
import dev.howdah.sql.table.Utf8Printer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One statement and what comes back for it.
final class Exchange {
    private static final int PORTION = 500;
    /// Rows of a result without a limit that a window's text shows; its grid shows all.
    private static final int IN_TEXT = 1000;
    /// Characters of a value in a window's text.
    private static final int LONGEST = 4000;
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
        Input input = psql.input;
        boolean joined = copy != CopyStatement.NONE && Words.isSeveral(sql);
        switch (copy) {
            case FROM_STDIN -> {
                var data = new CopyData(input == null ? new Input(new java.io.BufferedReader(java.io.Reader.nullReader()), null) : input);
                if (joined) {
                    psql.session.run(sql, this::answer);
                    data.skip();
                    return false;
                }
                return data.copy(psql, sql, this::answer) && good;
            }
            case TO_STDOUT -> {
                if (joined) {
                    return psql.session.run(sql, this::answer) && good;
                }
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
        return went && good;
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
                if (once == null || once.kind() == Once.Kind.PRINT) {
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
                boolean copied = tag.startsWith("COPY ") && CopyStatement.of(sql) == CopyStatement.TO_STDOUT;
                if (!copied) {
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

    /// Names and types of the result's columns, from a cursor of which no row is fetched.
    private boolean describe() {
        if (!Words.isSelect(sql)) {
            psql.stdout.println("The command has no result, or the result has no columns.");
            return true;
        }
        boolean own = psql.session.state() == SqlSession.State.IDLE;
        psql.session.run(own ? "BEGIN" : "SAVEPOINT _howdah_gdesc", this::onlyTrouble);
        var fields = new ArrayList<Answer.Field>();
        String bare = sql.stripTrailing().replaceFirst(";$", "");
        String head = "DECLARE _howdah_gdesc CURSOR FOR ";
        boolean went = psql.session.run(head + bare, answer -> {
            if (answer instanceof Answer.Failed f) {
                ServerMessage m = f.message();
                answer(new Answer.Failed(
                        new ServerMessage(m.severity(), m.state(), m.message(), Math.max(0, m.position() - head.length()), m.more())));
            }
        });
        went = went && psql.session.run("FETCH 0 FROM _howdah_gdesc", answer -> {
            if (answer instanceof Answer.Rows rows) {
                fields.addAll(rows.fields());
            }
            onlyTrouble(answer);
        });
        psql.session.run(own ? "ROLLBACK" : "ROLLBACK TO SAVEPOINT _howdah_gdesc", this::onlyTrouble);
        if (!went) {
            return false;
        }
        if (fields.isEmpty()) {
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
                            }
                            onlyTrouble(answer);
                        });
    }

    private void onlyTrouble(Answer answer) {
        if (answer instanceof Answer.Failed) {
            answer(answer);
        }
    }
}
