package dev.howdah.timeline;

import dev.howdah.insights.LoadChart;
import dev.howdah.insights.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The timeline drawn as SVG that stands in a page: the load above, and under it a lane for each kind that there is. What is wrong is a
/// triangle, what somebody did a disc, everything else a square, so that nothing is told by colour alone.
final class Picture {
    private static final double WIDTH = 1160;
    private static final double LEFT = 96;
    private static final double RIGHT = 14;
    private static final double LANE = 26;
    private static final double LOAD = 130;
    private static final double TOP = 12;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private final Span span;
    private final StringBuilder out = new StringBuilder();

    private Picture(Span span) {
        this.span = span;
    }

    static String of(Timeline timeline, @Nullable LoadChart load, double vcpus) {
        var picture = new Picture(timeline.span());
        picture.draw(timeline, load == null || load.empty() ? null : load, vcpus);
        return picture.out.toString();
    }

    private void draw(Timeline timeline, @Nullable LoadChart load, double vcpus) {
        List<Mark.Kind> lanes = timeline.counts().keySet().stream().sorted().toList();
        double lanesTop = TOP + (load == null ? 0 : LOAD + 18);
        double height = lanesTop + lanes.size() * LANE + 26;
        out.append("<svg viewBox=\"0 0 ").append(n(WIDTH)).append(' ').append(n(height))
                .append("\" role=\"img\" aria-label=\"")
                .append(load == null
                        ? "What happened, in lanes by kind"
                        : "Database load, and what "
                                + "happened under it, in lanes by kind")
                .append("\">\n");
        if (load != null) {
            load(load, vcpus);
        }
        for (int i = 0; i < lanes.size(); i++) {
            double y = lanesTop + i * LANE;
            out.append("<text class=\"lane\" x=\"0\" y=\"").append(n(y + LANE / 2 + 4)).append("\">").append(lanes.get(i).words())
                    .append("</text>\n");
            line("grid", LEFT, y + LANE, WIDTH - RIGHT, y + LANE);
            for (Mark mark : timeline.marks()) {
                if (mark.kind() == lanes.get(i)) {
                    mark(mark, y + LANE / 2);
                }
            }
        }
        ticks(height - 8);
        out.append("</svg>\n");
    }

    private void load(LoadChart chart, double vcpus) {
        double most = Math.max(0.1, Math.max(chart.most(), vcpus > 0 && chart.most() >= vcpus / 4 ? vcpus : 0) * 1.1);
        var path = new StringBuilder();
        boolean open = false;
        for (int i = 0; i <= chart.periods(); i++) {
            boolean known = i < chart.periods() && !Double.isNaN(chart.total()[i]) && inside(chart, i);
            double x = x(chart.from().plusSeconds((long) i * chart.period()));
            if (known) {
                double y = TOP + LOAD * (1 - chart.total()[i] / most);
                double next = x(chart.from().plusSeconds((long) (i + 1) * chart.period()));
                path.append(open ? "L" : "M" + n(x) + " " + n(TOP + LOAD) + " L").append(n(x)).append(' ').append(n(y)).append(" L")
                        .append(n(next)).append(' ').append(n(y)).append(' ');
                open = true;
            } else if (open) {
                path.append('L').append(n(x)).append(' ').append(n(TOP + LOAD)).append(" Z ");
                open = false;
            }
        }
        out.append("<text class=\"lane\" x=\"0\" y=\"").append(n(TOP + 10)).append("\">Load</text>\n");
        out.append("<path class=\"load\" d=\"").append(path.toString().strip()).append("\"/>\n");
        line("grid", LEFT, TOP + LOAD, WIDTH - RIGHT, TOP + LOAD);
        axis(TOP, chart.most() <= 0 ? most : most / 1.1, most);
        if (vcpus > 0 && vcpus <= most) {
            double y = TOP + LOAD * (1 - vcpus / most);
            line("limit", LEFT, y, WIDTH - RIGHT, y);
            out.append("<text class=\"tick\" x=\"").append(n(WIDTH - RIGHT)).append("\" y=\"").append(n(y - 4))
                    .append("\" text-anchor=\"end\">").append(number(vcpus)).append(" vCPU</text>\n");
        }
    }

    /// Whether any of a period is in the picture: what was read for another window would be pressed into its edges.
    private boolean inside(LoadChart chart, int period) {
        Instant from = chart.from().plusSeconds((long) period * chart.period());
        return from.isBefore(span.to()) && from.plusSeconds(chart.period()).isAfter(span.from());
    }

    private void axis(double top, double value, double most) {
        double y = top + LOAD * (1 - value / most);
        out.append("<text class=\"tick\" x=\"").append(n(LEFT - 6)).append("\" y=\"").append(n(y + 4)).append("\" text-anchor=\"end\">")
                .append(number(value)).append("</text>\n<text class=\"tick\" x=\"").append(n(LEFT - 6)).append("\" y=\"")
                .append(n(top + LOAD + 4)).append("\" text-anchor=\"end\">0</text>\n");
    }

    private void mark(Mark mark, double y) {
        double x = x(mark.at());
        Instant until = mark.going() ? span.to() : mark.until();
        String style = switch (mark.weight()) {
            case TROUBLE -> "trouble";
            case RELIEF -> "relief";
            case ACT -> "act";
            case PLAIN -> "plain";
        };
        out.append("<g class=\"").append(style).append("\"><title>").append(Html.text(Moments.utc(mark.at()) + " UTC " + mark.title()))
                .append("</title>");
        if (until != null && x(until) - x > 1) {
            out.append("<rect class=\"bar\" x=\"").append(n(x)).append("\" y=\"").append(n(y - 5)).append("\" width=\"")
                    .append(n(x(until) - x)).append("\" height=\"10\" rx=\"2\"/>");
        }
        out.append(switch (mark.weight()) {
            case TROUBLE -> "<path d=\"M" + n(x - 5) + " " + n(y + 5) + " L" + n(x) + " " + n(y - 5) + " L" + n(x + 5) + " " + n(y + 5)
                    + " Z\"/>";
            case ACT -> "<circle cx=\"" + n(x) + "\" cy=\"" + n(y) + "\" r=\"4.5\"/>";
            case RELIEF, PLAIN -> "<rect x=\"" + n(x - 3.5) + "\" y=\"" + n(y - 3.5) + "\" width=\"7\" height=\"7\"/>";
        }).append("</g>\n");
    }

    private void ticks(double y) {
        DateTimeFormatter format = span.length().compareTo(Duration.ofDays(1)) >= 0 ? DAY : CLOCK;
        int many = 6;
        for (int i = 0; i <= many; i++) {
            Instant at = span.from().plus(span.length().multipliedBy(i).dividedBy(many));
            out.append("<text class=\"tick\" x=\"").append(n(x(at))).append("\" y=\"").append(n(y)).append("\" text-anchor=\"")
                    .append(i == 0 ? "start" : i == many ? "end" : "middle").append("\">").append(format.format(at))
                    .append(i == many ? " UTC" : "").append("</text>\n");
        }
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        out.append("<line class=\"").append(style).append("\" x1=\"").append(n(x1)).append("\" y1=\"").append(n(y1)).append("\" x2=\"")
                .append(n(x2)).append("\" y2=\"").append(n(y2)).append("\"/>\n");
    }

    private double x(Instant at) {
        double part = Duration.between(span.from(), at).toMillis() / (double) span.length().toMillis();
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.clamp(part, 0, 1);
    }

    private static String n(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.valueOf(Math.round(value))
                : String.format(Locale.ROOT, value < 1 ? "%.2f" : "%.1f", value);
    }
}
