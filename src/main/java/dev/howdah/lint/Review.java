package dev.howdah.lint;

import dev.howdah.lint.parse.ParseStopped;
import dev.howdah.lint.parse.SyntaxTrouble;
import dev.howdah.lint.parse.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reviews files as one history: a table made in one of them is new in the next.
///
/// A line `-- howdah:ignore RULE: reason` before a statement takes that rule's finding away, `-- howdah:ignore-file RULE: reason`
/// those of the rest of the file; a rule that does not exist, or no reason, is a problem.
public final class Review {
    /// Statements that are parsed at once; between two portions progress is told.
    private static final int PORTION = 256;

    private final History history;
    private final Catalog catalog;
    private final int pg;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Report.Statement> statements = new ArrayList<>();
    private final List<Report.Trouble> problems = new ArrayList<>();
    private final List<Report.Suppressed> suppressed = new ArrayList<>();
    private final Set<String> running = new HashSet<>();
    private Progress progress = (file, done, of) -> {
    };

    /// Who is told how far a file is.
    public interface Progress {
        /// @param done statements that have been reviewed, of how many
        void at(String file, int done, int of);
    }

    /// Where a statement is.
    ///
    /// @param column from 0
    private record Spot(String file, int line, int column, String sql, Map<String, String> ignored, boolean code) {}

    /// @param pg PostgreSQL's major version
    /// @param inTransaction whether the tool that runs the files wraps each of them in a transaction
    public Review(int pg, boolean inTransaction) {
        this(pg, inTransaction, Catalog.NONE);
    }

    /// @param catalog what is known of the database; [Catalog#NONE] for nothing
    public Review(int pg, boolean inTransaction, Catalog catalog) {
        this.pg = pg;
        this.catalog = catalog;
        this.history = new History(inTransaction, catalog);
    }

    /// Tells how far it is from now on.
    public Review telling(Progress to) {
        progress = to;
        return this;
    }

    /// What was found so far.
    public Report report() {
        return new Report(List.copyOf(findings), List.copyOf(statements), List.copyOf(problems), List.copyOf(suppressed));
    }

    /// Reviews one more file.
    ///
    /// @throws InterruptedException when the thread was interrupted between two statements
    public void read(String file, String sql) throws InterruptedException {
        var script = new Script(file, LogText.sql(sql));
        List<Script.Piece> pieces = script.pieces();
        problems.addAll(script.troubles());
        history.file();
        for (int line : script.unwritten()) {
            unread(new Spot(file, line, 0, "", Map.of(), false), "Django runs Python code here, which is not analysable.");
        }
        for (int from = 0; from < pieces.size(); from += PORTION) {
            int to = Math.min(pieces.size(), from + PORTION);
            try {
                for (Parsed each : Parsed.all(pieces.subList(from, to))) {
                    one(file, each);
                }
            } catch (ParseStopped e) {
                throw stopped();
            }
            progress.at(file, to, pieces.size());
        }
        if (Thread.interrupted()) {
            throw stopped();
        }
        if (history.left() && !pieces.isEmpty()) {
            Script.Piece last = pieces.getLast();
            finding(new Rules.Draft("transaction-nesting", Finding.Severity.WARNING,
                    "The transaction is not committed at the end of the file.",
                    "What it did is rolled back, or keeps its locks.", List.of("COMMIT")),
                    new Spot(file, last.line(), last.column(), last
                            .text(), last.ignored(), false),
                    Facts.none());
        }
    }

    private static InterruptedException stopped() {
        Thread.interrupted();
        return new InterruptedException("the review was stopped");
    }

    private void one(String file, Parsed parsed) {
        Script.Piece piece = parsed.piece();
        if (piece.revision()) {
            history.revision();
        }
        if (parsed.trouble() != null) {
            problems.add(trouble(file, piece.line(), piece.column(), piece.text(), parsed.trouble()));
        }
        for (Tree each : parsed.trees()) {
            judge(each.get("stmt"), new Spot(file, piece.line(), piece.column(), piece.text(), piece.ignored(), false));
        }
    }

    private static Report.Trouble trouble(String file, int line, int column, String sql, SyntaxTrouble e) {
        String before = sql.substring(0, e.at());
        int start = before.lastIndexOf('\n') + 1;
        int end = sql.indexOf('\n', e.at());
        int down = (int) before.chars().filter(c -> c == '\n').count();
        int across = e.at() - start;
        return new Report.Trouble(file, line + down, across + 1 + (down == 0 ? column : 0), String.valueOf(e.getMessage()),
                sql.substring(start, end < 0 ? sql.length() : end) + "\n" + " ".repeat(across) + "^");
    }

    private Facts judge(Tree node, Spot spot) {
        Facts facts = new FactsReader(pg, catalog).of(node);
        if (node.kind().equals("DropStmt") && node.content().text("removeType").equals("OBJECT_INDEX")) {
            node.content().list("objects").forEach(o -> facts.lock(history.tableOf(FactsReader.dotted(o)), Mode.ACCESS_EXCLUSIVE));
        }
        facts.forget(history.fresh());
        var source = new Source(spot.sql);
        for (Rules.Draft draft : Rules.of(node, source, facts, new Rules.Around(history, catalog, pg, spot.code))) {
            finding(draft, spot, facts);
        }
        int at = statements.size();
        inside(node, spot, facts);
        statements.add(at, new Report.Statement(spot.file, spot.line, spot.sql, facts));
        history.after(node, spot.sql, spot.file, spot.line, facts);
        return facts;
    }

    private void finding(Rules.Draft plain, Spot spot, Facts facts) {
        Rules.Draft draft = Weight.of(plain, facts, catalog);
        var finding = new Finding(draft.rule(), draft.severity(), spot.file, spot.line, spot.column + 1, spot.sql, facts, draft.message(),
                draft.why(), draft.safe());
        String reason = spot.ignored.get(draft.rule());
        if (reason == null) {
            findings.add(finding);
        } else {
            suppressed.add(new Report.Suppressed(finding, reason));
        }
    }

    /// Statements in the code that this one runs: of DO, and of functions that the change made and this one calls.
    private void inside(Tree node, Spot spot, Facts facts) {
        if (node.kind().equals("DoStmt")) {
            code(node, spot.sql, spot.file, spot.line, spot, facts);
            return;
        }
        boolean call = node.kind().equals("CallStmt");
        if (!call && !Set.of("SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "ExecuteStmt").contains(node.kind())) {
            return;
        }
        node.each("FuncCall", f -> called(f.names("funcname").getLast(), spot, facts));
        if (call) {
            String name = node.content().get("funccall").names("funcname").getLast();
            if (!called(name, spot, facts)) {
                unread(spot, "CALL of a procedure that this change did not make: what it does is not analysable from here.");
            }
        }
    }

    private boolean called(String name, Spot spot, Facts facts) {
        var made = history.code(name);
        made.ifPresent(code -> {
            if (running.add(name)) {
                code(code.statement(), code.sql(), code.file(), code.line(), spot, facts);
                running.remove(name);
            }
        });
        return made.isPresent();
    }

    private void code(Tree statement, String sql, String file, int line, Spot caller, Facts facts) {
        List<Bodies.Inner> all;
        try {
            all = Parsed.using(g -> Bodies.of(g, statement, sql));
        } catch (SyntaxTrouble e) {
            unread(caller, "Its code is not analysable: " + e.getMessage() + ".");
            return;
        }
        int begins = sql.indexOf(Bodies.code(statement));
        int above = line + (int) sql.substring(0, Math.max(0, begins)).chars().filter(c -> c == '\n').count() - 1;
        history.enter();
        try {
            for (Bodies.Inner inner : all) {
                var spot = new Spot(file, above + inner.line(), 0, inner.sql(), caller.ignored, true);
                if (inner.sql().isEmpty()) {
                    unread(new Spot(file, above + inner.line(), 0, caller.sql, caller.ignored, true),
                            "What runs here is put together at run time and is not analysable: " + inner.unread() + ".");
                } else if (Set.of("COMMIT", "ROLLBACK").contains(inner.sql())) {
                    history.committed();
                } else {
                    statement(spot, facts);
                }
            }
        } finally {
            history.leave();
        }
    }

    private void statement(Spot spot, Facts facts) {
        try {
            for (Tree each : Parsed.using(g -> new Tree(g.parse(spot.sql)).list("stmts"))) {
                Tree node = each.get("stmt");
                Facts inner = judge(node, spot);
                inner.locks().forEach(facts::lock);
                facts.rewrites().addAll(inner.rewrites());
                facts.scans().addAll(inner.scans());
            }
        } catch (SyntaxTrouble e) {
            unread(spot, "This statement inside code is not analysable: " + e.getMessage() + ".");
        }
    }

    private void unread(Spot spot, String message) {
        finding(new Rules.Draft("not-analysed", Finding.Severity.WARNING, message, "The review says nothing about it.", List.of()), spot,
                Facts.none());
    }
}
