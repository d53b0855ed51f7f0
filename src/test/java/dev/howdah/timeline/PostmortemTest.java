package dev.howdah.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.insights.Span;
import dev.howdah.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/// The same night in three formats. Bad inputs tried: secrets in a note, a statement with literals, words that mean something to HTML and to
/// Markdown, control characters, nothing that happened, no load, a zone that is UTC.
final class PostmortemTest {
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final List<String> FACTS = List.of("12 sessions waited for locks behind process 77", "blog-db-cpu: ALARM for 11 min",
            "signal-session blog-db: done", "failover blog-db: done", "Multi-AZ failover, over after 38 s",
            "deployment of blog-api:14, complete after 42 s", "was unable to place a task", "Manual snapshot created");

    @Test
    void eachFactStandsOnceInOrderWithBothTimes() throws IOException {
        Postmortem p = Incident.postmortem(SEOUL);
        String markdown = Markdown.of(p);
        String happened = markdown.substring(markdown.indexOf("## What happened")).replace("\\", "");
        once(happened, FACTS);
        assertThat(happened)
                .contains("| 2026-11-29 03:20:05 | 2026-11-29 12:20:05 | 38 s | Failover (trouble) | **Multi-AZ failover, over after "
                        + "38 s**<br>");
        String html = Html.of(p);
        String rows = html.substring(html.indexOf("</figure>"));
        once(rows, FACTS);
        assertThat(rows).contains(
                "<td class=\"time\">2026-11-29 03:20:05</td><td class=\"time\">2026-11-29 12:20:05</td><td class=\"time\">38 s</td>");
        Map<String, ?> json = Json.readObject(JsonExport.of(p));
        List<String> titles = new ArrayList<>();
        ((List<?>) json.get("marks")).forEach(m -> titles.add(String.valueOf(((Map<?, ?>) m).get("title"))));
        once(String.join("\n", titles), FACTS);
        Map<?, ?> failover = (Map<?, ?>) ((List<?>) json.get("marks")).get(titles.indexOf("Multi-AZ failover, over after 38 s"));
        assertThat(failover.get("utc")).isEqualTo("2026-11-29T03:20:05Z");
        assertThat(failover.get("local")).isEqualTo("2026-11-29T12:20:05+09:00");
        assertThat(failover.get("untilLocal")).isEqualTo("2026-11-29T12:20:43+09:00");
        Path page = Path.of("target", "post-mortem.html");
        Files.createDirectories(page.getParent());
        Files.writeString(page, html);
    }

    private static void once(String text, List<String> facts) {
        int before = -1;
        for (String fact : facts) {
            int at = text.indexOf(fact);
            assertThat(at).as(fact + " after the one before").isGreaterThan(before);
            assertThat(text.indexOf(fact, at + 1)).as("a second " + fact).isNegative();
            before = at;
        }
    }

    @Test
    void theSummaryStandsFirst() {
        String markdown = Markdown.of(Incident.postmortem(SEOUL));
        assertThat(markdown).startsWith("# Post-mortem: blog-db, 2026-11-29 03:00:00 to 2026-11-29 04:00:00 UTC\n");
        assertThat(markdown).contains("|  | UTC | KST | After it began | Told by |\n| --- | --- | --- | --- | --- |\n"
                + "| Began | 2026-11-29 03:10:00 | 2026-11-29 12:10:00 | 0.0 s |",
                "| Detected | 2026-11-29 03:14:00 | 2026-11-29 12:14:00 | 4 min |",
                "| Resolved | 2026-11-29 03:45:00 | 2026-11-29 12:45:00 | 35 min | noted: Resolved: error rate is normal &lt;again&gt; \\| "
                        + "really (by on-call) |");
        assertThat(markdown.indexOf("## Summary")).isLessThan(markdown.indexOf("## What happened"));
        assertThat(markdown).contains("| pi:GetResourceMetrics | unknown | never | AWS refused pi:GetResourceMetrics. |");
    }

    @Test
    void noSecretLeaves() {
        Postmortem p = Incident.postmortem(SEOUL);
        for (String text : List.of(Markdown.of(p), Html.of(p), JsonExport.of(p))) {
            assertThat(text.replace("\\", "")).doesNotContain(Incident.CANARY).contains("[removed]");
        }
        assertThat(JsonExport.of(p)).contains("select * from users where email = ? and pass = ? — 1 row, 0.8 s");
    }

    @Test
    void formsOfSecretsAreFound() {
        String c = Incident.CANARY;
        for (String text : List.of("postgres://app:" + c + "@host/db", "PGPASSWORD=" + c + " psql", "password: '" + c + " with blanks'",
                "\"client_secret\": \"" + c + "\"", "ALTER ROLE app PASSWORD '" + c + "''x'", "Authorization: Bearer " + c + "12345678",
                "https://x/?X-Amz-Signature=" + c + "&y=1", "key AKIAABCDEFGHIJKLMNOP", "aws_session_token = " + c,
                "-----BEGIN RSA PRIVATE KEY-----\n" + c + "\n-----END RSA PRIVATE KEY-----", "--master-user-password=" + c)) {
            assertThat(Scrub.of(text)).as(text).doesNotContain(c).doesNotContain("AKIAABCDEFGHIJKLMNOP").contains("[removed]");
        }
        for (String text : List.of("The password was rotated.", "token bucket is full", "secret rotation done at 03:00:07",
                "select pg_sleep(?)", "arn:aws:secretsmanager:ap-northeast-2:123456789012:other:blog")) {
            assertThat(Scrub.of(text)).isEqualTo(text);
        }
    }

    @Test
    void thePageNeedsNothingElseAndIsWellFormed() throws Exception {
        String html = Html.of(Incident.postmortem(SEOUL));
        assertThat(html).contains("default-src 'none'").doesNotContain("<script", "src=", "href=", "@import", "url(");
        String xml = html.replaceFirst("<!DOCTYPE html>", "").replaceAll("<meta [^>]*>", "").replace("<br>", "<br/>").replace("&nbsp;",
                " ");
        var page = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(1);
        assertThat(page.getElementsByTagName("g").getLength()).as("each mark is drawn")
                .isEqualTo(Incident.postmortem(SEOUL).timeline().marks().size());
        assertThat(html).contains("class=\"load\" d=\"M", "2 vCPU").contains("error rate is normal &lt;again&gt; | really");
    }

    @Test
    void loadOfAnotherWindowIsNotDrawn() {
        Postmortem whole = Incident.postmortem(SEOUL);
        Timeline later = Timeline.of(new Span(Incident.at(60, 0), Incident.at(120, 0)), List.of(), null);
        assertThat(Picture.of(whole.timeline(), whole.load(), 2)).contains("<path class=\"load\" d=\"M");
        assertThat(Picture.of(later, whole.load(), 2)).contains("<path class=\"load\" d=\"\"/>");
    }

    @Test
    void nothingThatHappenedIsSaidAndUtcHasOneColumn() {
        Timeline quiet = Timeline.of(Incident.SPAN, List.of(), Duration.ofSeconds(-42));
        var p = new Postmortem(Incident.BLOG, "DRILL", quiet, List.of(), List.of(), null, 0, ZoneId.of("UTC"),
                Incident.at(60, 0), "on\ncall\u0007");
        assertThat(Markdown.of(p)).contains("Nothing is known to have happened.", "|  | UTC | After it began | Told by |",
                "| Began | unknown |", "This machine's clock is 42 s ahead of AWS's", "by on<br>call ");
        assertThat(Html.of(p)).contains("Nothing is known to have happened.", "The load is not known.").doesNotContain("\u0007");
        assertThat(JsonExport.of(p)).contains("\"clockBehindMillis\" : -42000", "\"load\" : null");
    }
}
