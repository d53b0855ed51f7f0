package dev.howdah.lint;

import dev.howdah.sql.scan.CopyStatement;
import dev.howdah.sql.scan.Scanner;
import dev.howdah.sql.scan.Stop;
import dev.howdah.sql.scan.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file cut into statements before any of them is parsed, so that one that does not parse leaves the others as they are. COPY's
/// data and psql's backslash commands are left out.
final class Script {
    private static final Pattern IGNORE = Pattern.compile("\\s*--\\s*howdah:(.*)");
    private static final Pattern WELL = Pattern.compile("ignore(-file)? ([a-z-]+): *(\\S.*)");
    /// Written by `alembic upgrade --sql` before each revision.
    private static final Pattern REVISION = Pattern.compile("-- Running (?:upgrade|downgrade) .*");
    /// Written by `sqlmigrate` in place of what is no SQL.
    private static final Pattern PYTHON = Pattern.compile("--\\s*(?:MIGRATION NOW PERFORMS OPERATION THAT CANNOT BE WRITTEN AS SQL|"
            + "THIS OPERATION CANNOT BE WRITTEN AS SQL).*");
    /// Filled in by Flyway.
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^{}\\s]+)\\}");
    /// Rows of an INSERT that nobody wants parsed.
    private static final Pattern ROWS = Pattern.compile("(?is)(\\s*INSERT\\s+INTO\\s+[^;()']+?(?:\\([^()']*\\)\\s*)?)VALUES\\b.*");
    private static final int LONG = 20_000;

    private final String file;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Report.Trouble> troubles = new ArrayList<>();
    private final Map<String, String> everywhere = new TreeMap<>();
    private final Map<String, String> ignored = new TreeMap<>();
    private final List<Integer> unwritten = new ArrayList<>();
    private boolean revision;

    /// A statement.
    ///
    /// @param line of its first word, from 1
    /// @param column likewise, from 0
    /// @param ignored rule → reason
    /// @param revision whether a new revision of Alembic begins with it
    record Piece(int line, int column, String text, Map<String, String> ignored, boolean revision) {
        /// What the grammar gets: of an INSERT of many rows only its head.
        String parsed() {
            if (text.length() > LONG) {
                Matcher rows = ROWS.matcher(text);
                if (rows.matches()) {
                    return rows.group(1) + "SELECT";
                }
            }
            // of the same length, so that places stay
            return PLACEHOLDER.matcher(text).replaceAll(m -> m.group(1).replaceAll("\\W", "_") + "___");
        }
    }

    Script(String file, String sql) {
        this.file = file;
        read(sql);
    }

    static List<Piece> cut(String file, String sql) {
        return new Script(file, sql).pieces;
    }

    List<Piece> pieces() {
        return pieces;
    }

    /// Lines where Django says that it does something that is no SQL.
    List<Integer> unwritten() {
        return unwritten;
    }

    /// Suppressions that are none.
    List<Report.Trouble> troubles() {
        return troubles;
    }

    private void read(String sql) {
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
                marks(number, line);
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
                    add(first, column, whole.substring(0, whole.length() - 1).strip());
                    text.setLength(0);
                }
            } while (stop != Stop.END_OF_LINE);
            if (!text.isEmpty()) {
                text.append('\n');
            }
        }
        add(first, column, text.toString().strip());
    }

    private void add(int line, int column, String text) {
        if (text.isEmpty()) {
            return;
        }
        var all = new TreeMap<>(everywhere);
        all.putAll(ignored);
        pieces.add(new Piece(line, column, text, Map.copyOf(all), revision));
        ignored.clear();
        revision = false;
    }

    private void marks(int number, String line) {
        revision |= REVISION.matcher(line.strip()).matches();
        if (PYTHON.matcher(line.strip()).matches()) {
            unwritten.add(number);
        }
        Matcher marked = IGNORE.matcher(line);
        if (!marked.matches()) {
            return;
        }
        Matcher well = WELL.matcher(marked.group(1).strip());
        if (well.matches() && Rule.ids().contains(well.group(2))) {
            (well.group(1) == null ? ignored : everywhere).put(well.group(2), well.group(3));
        } else {
            troubles.add(new Report.Trouble(file, number, 1,
                    "This suppression is none: it wants `-- howdah:ignore RULE: reason`, or ignore-file, with one of the rules "
                            + String.join(", ", Rule.ids()),
                    line));
        }
    }
}
