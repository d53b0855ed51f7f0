package dev.howdah.lint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the review looks for, in words: its page is made of them, and the example is run for it.
///
/// @param id what a suppression names
/// @param what it finds
/// @param whom it hurts, and how
/// @param but when it does not, and what to know
/// @param example statements that break it
public record Rule(String id, String what, String whom, String but, String example) {
    private static final List<Rule> RULES = read();
    private static final Set<String> IDS = new TreeSet<>(RULES.stream().map(Rule::id).toList());

    /// Every rule, in the order of the page.
    public static List<Rule> all() {
        return RULES;
    }

    /// Every id.
    public static Set<String> ids() {
        return IDS;
    }

    /// Where the rule's page is, from the root of the source tree.
    public static String docs(String id) {
        return "src/site/markdown/rules/" + id + ".md";
    }

    private static List<Rule> read() {
        try (InputStream in = Objects.requireNonNull(Rule.class.getResourceAsStream("rules.txt"))) {
            var all = new ArrayList<Rule>();
            for (String block : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().split("\n\n")) {
                String[] lines = block.split("\n");
                var words = new TreeMap<String, String>();
                for (String line : List.of(lines).subList(1, lines.length)) {
                    int colon = line.indexOf(": ");
                    words.put(line.substring(0, colon), line.substring(colon + 2));
                }
                all.add(new Rule(lines[0], word(words, "what"), word(words, "whom"), word(words, "but"), word(words, "example")));
            }
            return List.copyOf(all);
        } catch (IOException e) {
            throw new UncheckedIOException("the rules' words cannot be read", e);
        }
    }

    private static String word(TreeMap<String, String> words, String name) {
        return Objects.requireNonNull(words.get(name), name);
    }
}
