package dev.howdah.ui.query;

import dev.howdah.sql.scan.Quoting;
import dev.howdah.sql.session.Database.Result;
import dev.howdah.sql.table.Column;
import dev.howdah.sql.table.Look;
import dev.howdah.sql.table.Printer;
import dev.howdah.sql.table.Refused;
import dev.howdah.sql.table.Table;
import dev.howdah.ui.kit.Texts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Rows as text for other programs. Values go out as they are: only what is shown is made inert.
enum Copies {
    TSV, CSV, MARKDOWN, INSERT, PSQL;

    private static final Texts TEXTS = Texts.of(Copies.class);

    String label() {
        return switch (this) {
            case TSV -> "TSV";
            case CSV -> "CSV";
            case MARKDOWN -> "Markdown";
            case INSERT -> "INSERT";
            case PSQL -> TEXTS.get("psql text");
        };
    }

    /// @param of names, alignment
    /// @param rows some or all of its rows, in the order in which they are to stand
    String of(Result.Rows of, List<List<@Nullable String>> rows) {
        return switch (this) {
            case TSV -> tsv(of, rows);
            case CSV -> printed(of, rows, "csv");
            case MARKDOWN -> markdown(of, rows);
            case INSERT -> inserts(of, rows);
            case PSQL -> printed(of, rows, "aligned");
        };
    }

    /// Tabs and line ends inside a value become spaces.
    private static String tsv(Result.Rows of, List<List<@Nullable String>> rows) {
        var lines = new ArrayList<String>();
        lines.add(String.join("\t", of.columns()));
        rows.forEach(
                r -> lines.add(r.stream().map(v -> v == null ? "" : v.replaceAll("[\\t\\r\\n]", " ")).collect(Collectors.joining("\t"))));
        return String.join("\n", lines);
    }

    /// Pipes and line ends would break the table.
    private static String markdown(Result.Rows of, List<List<@Nullable String>> rows) {
        var text = new StringBuilder("| ").append(of.columns().stream().map(Copies::bar).collect(Collectors.joining(" | ")))
                .append(" |\n|");
        of.numeric().forEach(right -> text.append(right ? "---:|" : "---|"));
        rows.forEach(r -> text.append("\n| ").append(r.stream().map(v -> v == null ? "" : bar(v)).collect(Collectors.joining(" | ")))
                .append(" |"));
        return text.toString();
    }

    private static String bar(String value) {
        return value.replace("\\", "\\\\").replace("|", "\\|").replaceAll("\\r?\\n|\\r", "<br>");
    }

    /// The table's name is not known: it is for whoever pastes it.
    private static String inserts(Result.Rows of, List<List<@Nullable String>> rows) {
        var lines = new ArrayList<String>();
        for (List<@Nullable String> row : rows) {
            lines.add(insert(of, row));
        }
        return String.join("\n", lines);
    }

    private static String insert(Result.Rows of, List<@Nullable String> row) {
        var values = new ArrayList<String>();
        for (int i = 0; i < row.size(); i++) {
            String value = row.get(i);
            boolean bare = value != null && of.numeric().get(i) && value.matches("-?\\d+(\\.\\d+)?");
            values.add(value == null ? "NULL" : bare ? value : Quoting.literal(value).strip());
        }
        return "INSERT INTO table_name (" + of.columns().stream().map(Quoting::name).collect(Collectors.joining(", ")) + ") VALUES ("
                + String.join(", ", values) + ");";
    }

    private static String printed(Result.Rows of, List<List<@Nullable String>> rows, String format) {
        var columns = new ArrayList<Column>();
        for (int i = 0; i < of.columns().size(); i++) {
            columns.add(new Column(of.columns().get(i), of.numeric().get(i)));
        }
        var look = new Look();
        var text = new StringWriter();
        try {
            look.set("format", format);
            new Printer(look, new PrintWriter(text)).print(Table.of(columns, rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Refused e) {
            throw new IllegalStateException(format + " is a format of psql", e);
        }
        return text.toString();
    }
}
