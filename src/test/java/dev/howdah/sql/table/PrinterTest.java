package dev.howdah.sql.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Formats in detail are compared with psql itself by the corpus; here is what that cannot show.
final class PrinterTest {
    private static final Table TABLE = Table.of(List.of(new Column("id", true), new Column("name", false)),
            List.of(List.of("1", "한글"), Arrays.asList("22", null), List.of("3", "a\nb")));

    private static String printed(String... options) throws IOException, Refused {
        var look = new Look();
        for (String option : options) {
            String[] parts = option.split("=", 2);
            look.set(parts[0], parts[1]);
        }
        var out = new StringBuilder();
        new Printer(look, out).print(TABLE);
        return out.toString();
    }

    @Test
    void alignedCountsWideCharactersTwiceAndMarksNewlines() throws Exception {
        assertThat(printed()).isEqualTo("""
                 id | name\s
                ----+------
                  1 | 한글
                 22 |\s
                  3 | a   +
                    | b
                (3 rows)

                """);
    }

    @Test
    void csvQuotesOnlyWhereNeeded() throws Exception {
        assertThat(printed("format=csv")).isEqualTo("id,name\n1,한글\n22,\n3,\"a\nb\"\n");
    }

    @Test
    void expandedAutoLooksAtTheWidth() throws Exception {
        assertThat(printed("expanded=auto", "columns=8")).startsWith("-[ RECORD 1 ]\nid   | 1\n");
        assertThat(printed("expanded=auto", "columns=80")).startsWith(" id | name");
    }

    @Test
    void portionsOfAStreamedResultMakeOneCsv() throws Exception {
        var look = new Look();
        look.set("format", "csv");
        var out = new StringBuilder();
        var printer = new Printer(look, out);
        printer.portion(TABLE, true, false);
        printer.portion(TABLE, false, true);
        assertThat(out.toString().lines().filter("id,name"::equals)).hasSize(1);
        assertThat(out.toString().lines().filter("1,한글"::equals)).hasSize(2);
    }

    @Test
    void wrongOptionsAreRefusedInPsqlsWords() {
        assertThatThrownBy(() -> printed("format=xml")).hasMessageStartingWith("\\pset: allowed formats are");
        assertThatThrownBy(() -> printed("nothing=1")).hasMessage("\\pset: unknown option: nothing");
    }

    @Test
    void combiningMarksTakeNoPlaceAndEmojiTwo() {
        assertThat(Width.of("e\u0301")).isEqualTo(1);
        assertThat(Width.of("🙂")).isEqualTo(2);
        assertThat(Width.of("ｱ")).isEqualTo(1);
    }

    /// The rows of [#TABLE] and some that hide things, as the server sends them.
    private static RawRows raw(List<List<@Nullable String>> rows) throws IOException {
        var all = new ByteArrayOutputStream();
        var data = new DataOutputStream(all);
        for (List<@Nullable String> row : rows) {
            var body = new ByteArrayOutputStream();
            var values = new DataOutputStream(body);
            values.writeShort(row.size());
            for (String value : row) {
                byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
                values.writeInt(value == null ? -1 : bytes.length);
                values.write(bytes);
            }
            data.writeInt(body.size());
            body.writeTo(data);
        }
        byte[] made = Arrays.copyOf(all.toByteArray(), all.size() + 100);
        return new RawRows(made, all.size(), rows.size());
    }

    /// Bad values tried: NULL, empty, newline, tab, escape, delete, a quote, a separator, `\.`, wide, combining, outside of the BMP.
    @Test
    void rowsAsBytesPrintWhatRowsAsTextPrint() throws Exception {
        List<@Nullable String> texts = Arrays.asList("plain", null, "", "a\nb", "tab\there", "\u001b[31m", "\u007f", "say \"x\"", "a,b;c",
                "\\.", "한글", "e\u0301", "🐘", "x".repeat(300), "cr\r");
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (String text : texts) {
            rows.add(Arrays.asList("1234", text, "end"));
            rows.add(Arrays.asList(text, "mid", text));
        }
        assertThat(raw(rows)).isEqualTo(rows);
        List<Column> columns = List.of(new Column("number", true), new Column("text\nof two", false), new Column("last", false));
        for (String options : List.of("", "border=0", "border=2", "format=csv", "format=csv csv_fieldsep=;", "format=unaligned",
                "null=(none)",
                "null=ñ\n", "null=a,b format=csv", "linestyle=unicode", "tuples_only=on", "expanded=on", "expanded=on format=csv",
                "format=html",
                "numericlocale=on", "format=wrapped columns=60", "footer=off")) {
            var look = new Look();
            for (String option : options.split(" ")) {
                if (!option.isEmpty()) {
                    look.set(option.split("=", 2)[0], option.split("=", 2)[1]);
                }
            }
            for (int portions : new int[]{1, 2, rows.size(), 0}) {
                List<List<@Nullable String>> given = portions == 0 ? List.of() : rows;
                var expected = new StringBuilder();
                new Printer(look, expected).print(Table.of(columns, given));
                assertThat(whole(columns, look, given, Math.max(1, portions))).as(options + ", portions: " + portions)
                        .isEqualTo(expected.toString());
            }
        }
    }

    private static String whole(List<Column> columns, Look look, List<List<@Nullable String>> rows, int portions) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var kept = new ArrayList<RawRows>();
        try (var out = new Utf8Printer(bytes)) {
            var whole = new Whole(columns, look, out, new Whole.Store() {
                @Override
                public void add(RawRows some) {
                    kept.add(some);
                }

                @Override
                public void each(Whole.Seen seen) throws IOException {
                    for (RawRows some : kept) {
                        seen.rows(some);
                    }
                }
            });
            for (int i = 0; i < portions; i++) {
                whole.rows(raw(rows.subList(rows.size() * i / portions, rows.size() * (i + 1) / portions)));
            }
            whole.end();
            assertThat(whole.count()).isEqualTo(rows.size());
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aPrinterOfBytesWritesCharactersThatComeInHalves() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new Utf8Printer(bytes)) {
            out.write("é🐘".toCharArray(), 0, 2);
            out.write("🐘".charAt(1));
            out.print("x".repeat(70_000));
            out.utf8(new byte[]{'y'}, 0, 1);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("é🐘" + "x".repeat(70_000) + "y");
    }

    /// As psql 15 prints `SELECT` without columns: the head's line, and no line for a row.
    @Test
    void rowsWithoutColumnsAreNoLines() throws Exception {
        var look = new Look();
        List<List<@Nullable String>> rows = List.of(List.of(), List.of());
        look.set("format", "csv");
        assertThat(whole(List.of(), look, rows, 1)).isEqualTo("\n");
        look.set("format", "unaligned");
        assertThat(whole(List.of(), look, rows, 2)).isEqualTo("\n(2 rows)\n");
    }
}
