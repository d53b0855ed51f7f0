package dev.howdah.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The page of troubleshooting has each sentence that the program can say of a problem, as it says it. `-Dhowdah.pages=yes` writes it.
final class TroubleshootingTest {
    private static final Path PAGE = Path.of("src/site/markdown/troubleshooting.md");
    private static final String BEGIN = "<!-- sentences: written by TroubleshootingTest -->\n";
    private static final String END = "<!-- end of the sentences -->\n";
    private static final Problem.Source SOURCE = new Problem.Source("rds:DescribeDBInstances", null, "what AWS said");

    private static List<Problem> all() {
        var all = new ArrayList<Problem>();
        Arrays.stream(Problem.SignIn.Kind.values()).forEach(kind -> all.add(new Problem.SignIn(kind, "blog-prod", SOURCE)));
        all.add(new Problem.ClockSkew(SOURCE));
        all.add(new Problem.Denied("rds:DescribeEvents", "arn:aws:rds:…:db:blog-db", false, SOURCE));
        all.add(new Problem.Denied("rds:RebootDBInstance", "arn:aws:rds:…:db:blog-db", true, SOURCE));
        all.add(new Problem.Missing("DB instance blog-db", SOURCE));
        all.add(new Problem.WrongState("SomeState", SOURCE));
        all.add(new Problem.Throttled(Duration.ofSeconds(8), SOURCE));
        Arrays.stream(Problem.Unreachable.Kind.values())
                .forEach(kind -> all.add(new Problem.Unreachable("rds.ap-northeast-2.amazonaws.com", kind, SOURCE)));
        all.add(new Problem.BadAnswer(503, SOURCE));
        all.add(new Problem.BadAnswer(200, SOURCE));
        all.add(new Problem.Rejected("SomeCode", SOURCE));
        all.add(new Problem.Sql("42501", "permission denied for table posts", SOURCE));
        all.add(new Problem.Misconfigured("AWS_CA_BUNDLE", SOURCE));
        all.add(new Problem.Bug("H-1234", SOURCE));
        return all;
    }

    private static String sentences() {
        var page = new StringBuilder("\n| it says | it means | do |\n|---|---|---|\n");
        all().forEach(p -> page.append("| *").append(cell(Sentences.happened(p))).append("* | ").append(cell(Sentences.meaning(p)))
                .append(" | ").append(cell(Sentences.next(p))).append(" |\n"));
        page.append("\n## What AWS refuses\n\n| AWS's code | it says | do |\n|---|---|---|\n");
        new TreeSet<>(Refusal.codes()).forEach(code -> {
            Refusal refusal = Refusal.of(code).orElseThrow();
            page.append("| `").append(code).append("` | *").append(cell(refusal.happened())).append("* | ").append(cell(refusal.next()))
                    .append(" |\n");
        });
        return page.append('\n').toString();
    }

    private static String cell(String words) {
        return words.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;");
    }

    @Test
    void thePageHasWhatTheProgramSays() throws IOException {
        assertThat(all()).as("each kind of problem").extracting(p -> p.getClass().getSimpleName())
                .contains(Arrays.stream(Problem.class.getPermittedSubclasses()).map(Class::getSimpleName).toArray(String[]::new));
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END);
        assertThat(to).as("the page has a place for them").isGreaterThanOrEqualTo(from);
        if (System.getProperty("howdah.pages") != null) {
            Files.writeString(PAGE, page.substring(0, from) + sentences() + page.substring(to));
            page = Files.readString(PAGE);
            to = page.indexOf(END);
        }
        assertThat(page.substring(from, to)).as("the page is not current: run with -Dhowdah.pages=yes").isEqualTo(sentences());
    }
}
