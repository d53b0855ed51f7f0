package dev.howdah.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.ui.kit.spoken.Spoken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a user sees of the window is in bundles: each text that the code asks for is there, and nothing else is. With `-Dhowdah.texts=write` the
/// English bundles are written anew from the code, sorted.
final class TextsTest {
    private static final Path CODE = Path.of("src/main/java/dev/howdah/ui");
    private static final Path BUNDLES = Path.of("src/main/resources/dev/howdah/ui");
    private static final String HEAD = "# English. A key is the text itself (decision 0056); TextsTest writes this file: -Dhowdah.texts=write\n";

    /// Literals that are no texts, by file.
    private static final Map<String, Set<String>> NO_TEXTS = Map.ofEntries(
            // names in style sheets, of rows and of tabs
            Map.entry("Band.java", Set.of("colour-", "env-", "striped")), Map.entry("Editor.java", Set.of("wrong", "sql-", "here")),
            Map.entry("InsightsView.java", Set.of("load-fill-")), Map.entry("ReplicationRow.java", Set.of("own", "pid ", "slot ")),
            Map.entry("SignInSheet.java", Set.of("bad-words")), Map.entry("Tone.java", Set.of("toned")),
            Map.entry("TopologyCard.java", Set.of("az-primary", "az-none", "az-standby")), Map.entry("WritesPane.java", Set.of("plan")),
            Map.entry("CreateSheet.java", Set.of("secret", "managed", "own")),
            // SQL, and what stands as psql and PostgreSQL have it
            Map.entry("Caret.java", Set.of("LINE ", "\nDETAIL:  ", "\nHINT:  ", "\nSQLSTATE ")),
            Map.entry("Copies.java",
                    Set.of("TSV", "CSV", "Markdown", "INSERT", "csv", "aligned", "NULL", "INSERT INTO table_name (", ") VALUES (",
                            "format")),
            Map.entry("Grid.java", Set.of("NULL")), Map.entry("ReachView.java", Set.of("SELECT 1")),
            Map.entry("SchemaPane.java",
                    Set.of("strong", "muted", ":failed", ":wait", " not null", "INVALID ", "primary ", "unique ", "partial ",
                            " NOT VALID")),
            Map.entry("SheetPane.java",
                    Set.of("plan", "chart", "cell", ".csv", "ROLLBACK", "EXPLAIN (SETTINGS, FORMAT JSON) ",
                            "EXPLAIN (ANALYZE, BUFFERS, SETTINGS, FORMAT JSON) ")),
            Map.entry("VerifyState.java", Set.of("ERROR: ", " rows, and more)", " row)", " rows)")),
            Map.entry("ActivityView.java", Set.of("pg_stat_get_activity · ")),
            // AWS's own words, and what is sent to it or kept as it is
            Map.entry("BackupsView.java", Set.of("by-hand")),
            Map.entry("Colours.java", Set.of("CPU", "IO", "Lock", "LWLock", "Client", "IPC", "Timeout", "BufferPin", "Activity")),
            Map.entry("MigrateState.java", Set.of("PROVISIONING", "PENDING", "ACTIVATING", "RUNNING", "STOPPED")),
            Map.entry("MigrateView.java", Set.of("howdah")), Map.entry("MigrateDesk.java", Set.of("pre-deploy", "-rehearsal")),
            // a page for others, and a part of a sentence of `ops.reach`: both stay English
            Map.entry("Beside.java", Set.of("## Posture of ", " beside ", "\n| check | ")),
            // files, commands, keys, a line of the log, and Howdah's name
            Map.entry("Browser.java", Set.of("rundll32", "url.dll,FileProtocolHandler", "open", "xdg-open")),
            Map.entry("DrillState.java", Set.of("runbooks/", ".md")),
            Map.entry("HowdahWindow.java",
                    Set.of("Howdah", " – Howdah", "Alt+LEFT", "by-hand", "what was typed in", "first usable Overview", "first frame")),
            Map.entry("Texts.java", Set.of(".texts")),
            Map.entry("Theme.java", Set.of("Inter-Regular.otf", "Inter-SemiBold.otf", "Inter-Bold.otf", "JetBrainsMono-Regular.ttf")));

    @Test
    void eachTextOfTheCodeIsInTheBundleOfItsPackageAndIsUsed() throws IOException {
        boolean write = "write".equals(System.getProperty("howdah.texts"));
        for (Path folder : folders()) {
            var wanted = new TreeSet<>(TextsInSources.of(folder).asked().stream().map(TextsInSources.Asked::text).toList());
            Path bundle = BUNDLES.resolve(folder.getFileName()).resolve("texts.properties");
            if (write && !wanted.isEmpty()) {
                Files.createDirectories(bundle.getParent());
                Files.writeString(bundle, HEAD + wanted.stream().map(text -> line(text, text)).collect(Collectors.joining()));
            }
            assertThat(Files.exists(bundle) ? texts(bundle).keySet() : Set.of()).as("%s: run with -Dhowdah.texts=write", bundle)
                    .isEqualTo(wanted);
        }
    }

    @Test
    void englishIsWhatTheCodeSays() throws IOException {
        for (Path folder : folders()) {
            Path bundle = BUNDLES.resolve(folder.getFileName()).resolve("texts.properties");
            if (Files.exists(bundle)) {
                assertThat(texts(bundle)).as(String.valueOf(bundle)).allSatisfy((key, text) -> assertThat(text).isEqualTo(key));
            }
        }
    }

    @Test
    void otherLanguagesHaveTheSameTextsAndPlaces() throws IOException {
        try (Stream<Path> files = Files.walk(BUNDLES)) {
            for (Path bundle : files.filter(f -> String.valueOf(f.getFileName()).startsWith("texts_")).toList()) {
                Map<String, String> english = texts(bundle.resolveSibling("texts.properties"));
                assertThat(english.keySet()).as(String.valueOf(bundle)).containsAll(texts(bundle).keySet());
                assertThat(texts(bundle)).as(String.valueOf(bundle))
                        .allSatisfy((key, text) -> assertThat(places(text)).isEqualTo(places(key)));
            }
        }
    }

    @Test
    void eachTextHasAPlaceForEachOfItsValues() {
        assertThat(folders()).allSatisfy(folder -> {
            TextsInSources found = TextsInSources.of(folder);
            assertThat(found.unclear()).isEmpty();
            assertThat(found.asked().stream().flatMap(asked -> wrong(asked).stream())).isEmpty();
        });
    }

    @Test
    void noTextIsLeftInTheCode() {
        var left = new ArrayList<String>();
        var needless = NO_TEXTS.entrySet().stream().flatMap(e -> e.getValue().stream().map(literal -> e.getKey() + " \"" + literal + '"'))
                .collect(Collectors.toCollection(TreeSet::new));
        for (Path folder : folders()) {
            for (TextsInSources.Bare bare : TextsInSources.of(folder).bare()) {
                if (NO_TEXTS.getOrDefault(bare.file(), Set.of()).contains(bare.literal())) {
                    needless.remove(bare.file() + " \"" + bare.literal() + '"');
                } else {
                    left.add(folder.getFileName() + "/" + bare.where() + " \"" + bare.literal() + '"');
                }
            }
        }
        assertThat(left).isEmpty();
        assertThat(needless).as("no exception is needed").isEmpty();
    }

    /// Whoever looks for mistakes must find them.
    @Test
    void mistakesAreFound() {
        var found = TextsInSources.of("View.java", """
                class View {
                    private static final Texts TEXTS = Texts.of(Other.class);
                    private static final String LATER = "Not yet";
                    private final Button button = new Button("Restart");
                    void show(int n, String who) {
                        label.setText(TEXTS.get("{0} of {1}", n));
                        label.setText(TEXTS.get("{0}'s turn", who));
                        label.setText(TEXTS.get("It's your turn"));
                        label.setText(n == 1 ? TEXTS.get("One") : "There are " + n);
                        label.setText(TEXTS.get(LATER));
                        label.setText(TEXTS.get("by {0}", who.isEmpty() ? "nobody" : who));
                        label.setText(String.format("%,d rows", n));
                        root.getStyleClass().add("card");
                        Cards.text(TEXTS.get("a " + "b"), "muted");
                        if (who.equals("nobody")) {
                            throw new IllegalStateException("nobody is here");
                        }
                    }
                }
                """);
        assertThat(found.asked()).extracting(TextsInSources.Asked::text).containsExactly("{0} of {1}", "{0}'s turn", "It's your turn",
                "One",
                "by {0}", "a b");
        assertThat(found.asked().stream().flatMap(asked -> wrong(asked).stream())).containsExactly(
                "View.java:6 \"{0} of {1}\" has 2 places and 1 values", "View.java:7 \"{0}'s turn\" has a single apostrophe");
        assertThat(found.bare()).extracting(TextsInSources.Bare::literal).containsExactly("Not yet", "Restart", "There are ", "nobody",
                "%,d rows");
        assertThat(found.unclear()).containsExactly("View.java:2 takes the texts of another class: Texts.of(Other.class)",
                "View.java:10 asks for a text that stands elsewhere: LATER");
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        for (String text : List.of(" a: b = c # d ! e ", "\\prompt asks\tfor\na value…", "Zoom in   [", "—", "'' {0}")) {
            var read = new Properties();
            read.load(new StringReader(line(text, text)));
            assertThat(read).isEqualTo(Map.of(text, text));
        }
    }

    @Test
    void aLanguageIsTakenWhereThereIsABundleOfIt() {
        Texts german = Texts.of(Spoken.class, Locale.GERMANY);
        assertThat(german.get("Restart")).isEqualTo("Neu starten");
        assertThat(german.get("{0} of {1} tasks", 1, 12345)).isEqualTo("Von 12345 Aufgaben 1");
        // as numbers and dates are, whatever the machine's own language
        Texts korean = Texts.of(Spoken.class, Locale.KOREA);
        assertThat(korean.get("{0} of {1} tasks", 1, 12345)).isEqualTo("1 of 12345 tasks");
    }

    @Test
    void whatIsMissingIsShownInEnglish() {
        Texts german = Texts.of(Spoken.class, Locale.GERMANY);
        assertThat(german.get("Stop")).as("in the English bundle only").isEqualTo("Stop");
        assertThat(german.get("Nobody wrote this")).isEqualTo("Nobody wrote this");
        assertThat(german.get("Nobody wrote {0}", "this")).isEqualTo("Nobody wrote this");
        assertThat(german.get("A pattern that is {0}", "broken")).isEqualTo("A pattern that is broken");
        assertThat(Texts.of(Test.class, Locale.GERMANY).get("A package without texts")).isEqualTo("A package without texts");
    }

    @Test
    void aTextWithoutValuesIsNoPattern() {
        assertThat(Texts.of(Spoken.class, Locale.ROOT).get("{0} isn't filled")).isEqualTo("{0} isn't filled");
        assertThat(Texts.of(Spoken.class, Locale.ROOT).get("''{0}'' is not {1}", null, "this")).isEqualTo("'null' is not this");
    }

    private static List<Path> folders() {
        try (Stream<Path> folders = Files.list(CODE)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> wrong(TextsInSources.Asked asked) {
        if (asked.values() == 0) {
            return List.of();
        }
        var wrong = new ArrayList<String>();
        String what = asked.where() + " \"" + asked.text() + '"';
        if (asked.text().replace("''", "").contains("'")) {
            wrong.add(what + " has a single apostrophe");
        } else if (!places(asked.text()).equals(IntStream.range(0, asked.values()).boxed().collect(Collectors.toSet()))) {
            wrong.add(what + " has " + places(asked.text()).size() + " places and " + asked.values() + " values");
        }
        return wrong;
    }

    /// Those that a pattern has: by a value of its own for each.
    private static Set<Integer> places(String pattern) {
        int most = new MessageFormat(pattern, Locale.ROOT).getFormatsByArgumentIndex().length;
        Object[] values = IntStream.range(0, most).mapToObj(i -> "\0" + i + "\0").toArray();
        String shown = new MessageFormat(pattern, Locale.ROOT).format(values);
        return IntStream.range(0, most).filter(i -> shown.contains("\0" + i + "\0")).boxed().collect(Collectors.toSet());
    }

    private static Map<String, String> texts(Path bundle) throws IOException {
        var read = new Properties();
        try (var reader = Files.newBufferedReader(bundle)) {
            read.load(reader);
        }
        var texts = new TreeMap<String, String>();
        read.stringPropertyNames().forEach(key -> texts.put(key, read.getProperty(key)));
        return texts;
    }

    /// A line of a bundle; a space at its begin or end is written so that no editor takes it away.
    private static String line(String key, String text) {
        String value = escaped(text).replaceFirst("^ ", "\\\\ ").replaceFirst(" $", "\\\\u0020");
        return escaped(key).replace(" ", "\\ ").replaceAll("[:=#!]", "\\\\$0") + " = " + value + "\n";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    }
}
