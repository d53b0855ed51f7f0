package dev.howdah.ops.query;

import dev.howdah.sql.session.Database.Result;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows as a CSV file, as psql's `--csv` writes them. On request values that a spreadsheet would run as a formula get an apostrophe
/// before them, and only then: who reads the file with a program wants the values as they are.
public final class CsvFile {
    private static final String FORMULA = "=+-@\t\r";

    private CsvFile() {}

    /// Writes a file that is not there yet.
    ///
    /// @param marks whether formula cells are marked
    /// @return how many cells were marked
    /// @throws java.nio.file.FileAlreadyExistsException when it is there
    /// @throws IOException also when the rows cannot be read any more; what was written is removed then
    public static long write(Result.Rows rows, Path file, boolean marks) throws IOException {
        boolean whole = false;
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE)) {
            long marked = to(out, rows, marks);
            whole = true;
            return marked;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (java.nio.file.FileAlreadyExistsException e) {
            whole = true;
            throw e;
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    static long to(Writer out, Result.Rows rows, boolean marks) throws IOException {
        long marked = 0;
        line(out, rows.columns());
        for (List<@Nullable String> row : rows.rows()) {
            for (int i = 0; i < row.size(); i++) {
                out.write(i == 0 ? "" : ",");
                String value = row.get(i);
                if (value != null) {
                    boolean formula = marks && isFormula(value, rows.numeric().get(i));
                    marked += formula ? 1 : 0;
                    out.write(quoted(formula ? "'" + value : value));
                }
            }
            out.write('\n');
        }
        return marked;
    }

    private static void line(Writer out, List<String> values) throws IOException {
        for (int i = 0; i < values.size(); i++) {
            out.write((i == 0 ? "" : ",") + quoted(values.get(i)));
        }
        out.write('\n');
    }

    /// What spreadsheets take for a formula; a negative number is none.
    static boolean isFormula(String value, boolean numeric) {
        return !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 && !(numeric && value.matches("[-+]?[0-9.eE+-]+|[-+]?Infinity"));
    }

    private static String quoted(String value) {
        boolean quotes = value.equals("\\.");
        for (int i = 0; i < value.length() && !quotes; i++) {
            char c = value.charAt(i);
            quotes = c == ',' || c == '"' || c == '\n' || c == '\r';
        }
        return quotes ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
