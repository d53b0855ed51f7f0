package dev.howdah.lint;

import dev.howdah.lint.parse.Grammar;
import dev.howdah.lint.parse.SyntaxTrouble;
import dev.howdah.lint.parse.Tree;
import dev.howdah.sql.scan.CopyStatement;
import dev.howdah.sql.scan.Scanner;
import dev.howdah.sql.scan.Stop;
import dev.howdah.sql.scan.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reviews files as one history: a table made in one of them is new in the next.
///
/// A line `-- howdah:ignore RULE: reason` before a statement takes that rule's finding away; a rule that does not exist, or no
/// reason, is a problem.
public final class Review {
    private static final Pattern IGNORE = Pattern.compile("\\s*--\\s*howdah:(.*)");
    private static final Pattern WELL = Pattern.compile("ignore ([a-z-]+): *(\\S.*)");

    private final Grammar grammar = new Grammar();
    private final History history;
    private final int pg;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Report.Statement> statements = new ArrayList<>();
    private final List<Report.Trouble> problems = new ArrayList<>();
    private final Set<String> ignored = new TreeSet<>();

    /// @param pg PostgreSQL's major version
    /// @param inTransaction whether the tool that runs the files wraps them in a transaction
    public Review(int pg, boolean inTransaction) {
        this.pg = pg;
        this.history = new History(inTransaction);
    }

    /// What was found so far.
    public Report report() {
        return new Report(List.copyOf(findings), List.copyOf(statements), List.copyOf(problems));
    }

    /// Reviews one more file.
    ///
    /// @throws InterruptedException when the thread was interrupted between two statements
    public void read(String file, String sql) throws InterruptedException {
        var scanner = new Scanner(Variables.NONE);
        var text = new StringBuilder();
        int first = 0;
        int column = 0;
        int number = 0;
        boolean data = false;
        for (String line : sql.split("\n", -1)) {
            number++;
            if (data) {
                data = !line.strip().equals("\\.");
                continue;
            }
            if (text.isEmpty()) {
                suppression(file, number, line);
            }
            scanner.line(line);
            Stop stop;
            int from = 0;
            do {
                boolean empty = text.isEmpty();
                stop = scanner.next(text);
                if (empty && !text.isEmpty()) {
                    first = number;
                    column = Math.max(0, line.indexOf(text.toString().split("\n")[0], from));
                }
                from = column + 1;
                if (stop == Stop.BACKSLASH) {
                    scanner.command();
                    scanner.rest();
                } else if (stop == Stop.SEMICOLON) {
                    String whole = text.toString();
                    data |= CopyStatement.of(whole) == CopyStatement.FROM_STDIN;
                    one(file, first, column, whole.substring(0, whole.length() - 1).strip());
                    text.setLength(0);
                }
            } while (stop != Stop.END_OF_LINE);
            if (!text.isEmpty()) {
                text.append('\n');
            }
        }
        if (!text.toString().isBlank()) {
            one(file, first, column, text.toString().strip());
        }
    }

    private void suppression(String file, int number, String line) {
        Matcher marked = IGNORE.matcher(line);
        if (!marked.matches()) {
            return;
        }
        Matcher well = WELL.matcher(marked.group(1).strip());
        if (well.matches() && Rules.ALL.contains(well.group(1))) {
            ignored.add(well.group(1));
        } else {
            problems.add(new Report.Trouble(file, number, 1,
                    "This suppression is none: it wants `-- howdah:ignore RULE: reason` with one of the rules "
                            + String.join(", ", Rules.ALL),
                    line));
        }
    }

    private void one(String file, int line, int column, String sql) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the review was stopped");
        }
        if (sql.isEmpty()) {
            return;
        }
        try {
            List<Tree> parsed = new Tree(grammar.parse(sql)).list("stmts");
            for (Tree each : parsed) {
                judge(each.get("stmt"), file, line, column, sql);
            }
        } catch (SyntaxTrouble e) {
            problems.add(trouble(file, line, column, sql, e));
        }
        ignored.clear();
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

    private void judge(Tree node, String file, int line, int column, String sql) {
        Facts facts = new FactsReader(pg).of(node);
        facts.forget(history.fresh());
        for (Rules.Draft draft : Rules.of(node, sql, facts, history, pg)) {
            if (!ignored.contains(draft.rule())) {
                findings.add(new Finding(draft.rule(), draft.severity(), file, line, column + 1, sql, facts, draft.message(), draft.why(),
                        draft.safe()));
            }
        }
        statements.add(new Report.Statement(file, line, sql, facts));
        history.after(node, facts);
    }
}
