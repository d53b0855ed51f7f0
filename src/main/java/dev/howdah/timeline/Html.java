package dev.howdah.timeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/// A post-mortem as one page that needs nothing else: no script, no font, no picture from elsewhere, and a policy that forbids them. It
/// follows the reader's light or dark, and prints.
public final class Html {
    private static final String STYLE = "/dev/howdah/timeline/post-mortem.css";

    private Html() {}

    public static String of(Postmortem p) {
        ZoneId zone = p.zone();
        Instant from = p.timeline().span().from();
        boolean two = Moments.other(from, zone);
        String local = Moments.name(from, zone);
        var out = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" + text(p.title()) + "</title>\n<style>\n" + style()
                + "</style>\n</head>\n<body>\n<h1>" + text(p.title()) + "</h1>\n");
        p.head().forEach(line -> out.append("<p class=\"head\">").append(text(line)).append("</p>\n"));
        out.append("<h2>Summary</h2>\n<table>\n<thead><tr><th></th><th>UTC</th>").append(two ? "<th>" + text(local) + "</th>" : "")
                .append("<th>After it began</th><th>Told by</th></tr></thead>\n<tbody>\n");
        for (Summary.Row r : p.summary().rows()) {
            Instant at = r.at();
            Duration after = r.after();
            out.append("<tr").append(at == null ? " class=\"unknown\"" : "").append("><th scope=\"row\">").append(r.stage().words())
                    .append("</th>");
            time(out, at == null ? "unknown" : Moments.utc(at));
            if (two) {
                time(out, at == null ? "unknown" : Moments.local(at, zone));
            }
            out.append("<td>").append(after == null ? "" : Markdown.signed(after)).append("</td><td>").append(text(r.told()))
                    .append("</td></tr>\n");
        }
        out.append("</tbody>\n</table>\n<h2>What happened</h2>\n<figure>\n").append(Picture.of(p.timeline(), p.load(), p.vcpus()))
                .append("<figcaption>▲ trouble &nbsp; ● somebody did something &nbsp; ■ anything else; a bar is as long as it lasted. ")
                .append(p.load() == null || p.load().empty()
                        ? "The load is not known."
                        : "Load is average active sessions, in periods of " + p.load().period() + " s; a gap was not counted.")
                .append("</figcaption>\n</figure>\n");
        marks(out, p, two, local);
        sources(out, p);
        out.append("</body>\n</html>\n");
        return out.toString();
    }

    private static void marks(StringBuilder out, Postmortem p, boolean two, String local) {
        if (p.timeline().marks().isEmpty()) {
            out.append("<p>Nothing is known to have happened.</p>\n");
            return;
        }
        out.append("<table class=\"marks\">\n<thead><tr><th>UTC</th>").append(two ? "<th>" + text(local) + "</th>" : "")
                .append("<th>Lasted</th><th>What</th><th>Event</th><th>Told by</th></tr></thead>\n<tbody>\n");
        for (Mark m : p.timeline().marks()) {
            out.append("<tr class=\"").append(m.weight().name().toLowerCase(java.util.Locale.ROOT)).append("\">");
            time(out, Moments.utc(m.at()));
            if (two) {
                time(out, Moments.local(m.at(), p.zone()));
            }
            time(out, Markdown.lasted(m));
            out.append("<td>").append(m.kind().words())
                    .append(m.weight().words().isEmpty() ? "" : "<br><small>" + m.weight().words() + "</small>")
                    .append("</td><td><strong>").append(text(m.title())).append("</strong>")
                    .append(m.detail().isBlank() ? "" : "<pre>" + text(m.detail().strip()) + "</pre>").append("</td><td>")
                    .append(text(m.source())).append("</td></tr>\n");
        }
        out.append("</tbody>\n</table>\n");
    }

    private static void sources(StringBuilder out, Postmortem p) {
        out.append("<h2>What was read</h2>\n<table>\n<thead><tr><th>Source</th><th>Marks</th><th>Read (UTC)</th><th>Trouble</th></tr>"
                + "</thead>\n<tbody>\n");
        for (Told t : p.sources()) {
            Instant at = t.asOf();
            String trouble = t.trouble();
            out.append("<tr").append(trouble == null ? "" : " class=\"trouble\"").append("><td>").append(text(t.source()))
                    .append("</td><td>")
                    .append(at == null ? "unknown" : String.valueOf(t.count())).append("</td>");
            time(out, at == null ? "never" : Moments.utc(at));
            out.append("<td>").append(trouble == null ? "" : text(trouble)).append("</td></tr>\n");
        }
        out.append("</tbody>\n</table>\n");
        String clock = p.timeline().clock();
        out.append(clock.isEmpty() ? "" : "<p>" + text(clock) + "</p>\n");
    }

    private static void time(StringBuilder out, String words) {
        out.append("<td class=\"time\">").append(words).append("</td>");
    }

    static String text(String text) {
        var out = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\n' -> out.append('\n');
                default -> out.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return out.toString();
    }

    private static String style() {
        try (InputStream in = Html.class.getResourceAsStream(STYLE)) {
            if (in == null) {
                throw new IllegalStateException(STYLE + " is not in this program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
