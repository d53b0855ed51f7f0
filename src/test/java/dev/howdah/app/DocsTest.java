package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the documents point to is there, and each page can be reached from README.
final class DocsTest {
    private static final Path README = Path.of("README.md");
    private static final Path SITE = Path.of("src/site/markdown");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

    private static final Pattern ASSET = Pattern.compile("Screens\\.asset\\([^,]+,\\s*\"([^\"]+)\"");

    private static List<Path> links(Path page) throws IOException {
        String text = Files.readString(page).replaceAll("(?s)```.*?```", "").replaceAll("`[^`]*`", "");
        var found = new ArrayList<Path>();
        LINK.matcher(text).results().map(m -> m.group(1)).filter(to -> !to.contains("://") && !to.startsWith("mailto:"))
                .forEach(to -> found.add(page.resolveSibling(to).normalize()));
        return found;
    }

    @Test
    void everyLinkLeadsSomewhereAndEveryPageIsReached() throws IOException {
        var broken = new ArrayList<String>();
        var reached = new HashSet<Path>();
        var waiting = new ArrayList<Path>(List.of(README));
        while (!waiting.isEmpty()) {
            Path page = waiting.removeLast();
            if (!reached.add(page)) {
                continue;
            }
            for (Path to : links(page)) {
                if (Files.notExists(to)) {
                    broken.add(page + " → " + to);
                } else if (Files.isDirectory(to)) {
                    try (Stream<Path> files = Files.list(to)) {
                        files.filter(f -> f.toString().endsWith(".md")).forEach(waiting::add);
                    }
                } else if (to.toString().endsWith(".md")) {
                    waiting.add(to);
                }
            }
        }
        assertThat(broken).as("links that lead nowhere").isEmpty();
        try (Stream<Path> pages = Files.walk(SITE)) {
            assertThat(pages.filter(p -> p.toString().endsWith(".md")).filter(p -> !reached.contains(p))).as("pages that nobody reaches")
                    .isEmpty();
        }
    }

    /// A picture that no test writes shows what the program was once.
    @Test
    void everyPictureOfTheProgramIsWrittenByATest() throws IOException {
        var written = new HashSet<String>();
        try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
            for (Path source : sources.filter(p -> p.toString().endsWith(".java")).toList()) {
                ASSET.matcher(Files.readString(source)).results().forEach(m -> written.add(m.group(1) + ".png"));
            }
        }
        try (Stream<Path> pictures = Files.list(Path.of("assets"))) {
            assertThat(pictures.map(p -> p.getFileName().toString()).filter(p -> p.endsWith(".png") && !p.equals("howdah.png")))
                    .containsExactlyInAnyOrderElementsOf(written);
        }
    }
}
