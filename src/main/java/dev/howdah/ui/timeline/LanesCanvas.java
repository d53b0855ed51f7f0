package dev.howdah.ui.timeline;

import dev.howdah.insights.LoadChart;
import dev.howdah.insights.Span;
import dev.howdah.timeline.Mark;
import dev.howdah.timeline.Timeline;
import dev.howdah.ui.kit.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;

/// Marks in lanes by their kind, under the load. What is wrong is a triangle, what somebody did a disc, everything else a square; a bar is
/// as long as it lasted. A click chooses the nearest.
final class LanesCanvas extends Region {
    private static final Texts TEXTS = Texts.of(LanesCanvas.class);
    private static final StyleablePropertyFactory<LanesCanvas> STYLES = new StyleablePropertyFactory<>(Region.getClassCssMetaData());
    private static final double LEFT = 88;
    private static final double RIGHT = 12;
    private static final double LANE = 15;
    private static final double LOAD = 34;
    private static final double BOTTOM = 17;
    private static final double NEAR = 8;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private final Canvas canvas = new Canvas();
    private final StyleableObjectProperty<Color> text = colour("-lane-text", Color.GRAY);
    private final StyleableObjectProperty<Color> grid = colour("-lane-grid", Color.GRAY);
    private final StyleableObjectProperty<Color> load = colour("-lane-load", Color.LIGHTBLUE);
    private final StyleableObjectProperty<Color> chosenColour = colour("-lane-chosen", Color.BLACK);
    private final StyleableObjectProperty<Color> trouble = colour("-lane-trouble", Color.RED);
    private final StyleableObjectProperty<Color> relief = colour("-lane-relief", Color.GREEN);
    private final StyleableObjectProperty<Color> act = colour("-lane-act", Color.BLUE);
    private final StyleableObjectProperty<Color> plain = colour("-lane-plain", Color.GRAY);
    private @Nullable Timeline timeline;
    private @Nullable LoadChart chart;
    private double vcpus;
    private boolean recoloured;
    private @Nullable String chosen;
    private List<Mark.Kind> lanes = List.of();

    /// @param picked is told the id of the mark that was clicked
    LanesCanvas(Consumer<String> picked) {
        getStyleClass().add("lanes");
        canvas.setManaged(false);
        getChildren().add(canvas);
        setMinSize(240, LANE + BOTTOM);
        setAccessibleText(TEXTS.get("What happened, in lanes by kind; the table below has the same"));
        setOnMouseClicked(e -> nearest(e.getX(), e.getY(), picked));
    }

    private StyleableObjectProperty<Color> colour(String name, Color first) {
        var property = (StyleableObjectProperty<Color>) STYLES.createStyleableColorProperty(this, name.substring(1), name,
                c -> find(c, name), first);
        property.subscribe(_ -> {
            recoloured = true;
            requestLayout();
        });
        return property;
    }

    private static StyleableProperty<Color> find(LanesCanvas canvas, String name) {
        return switch (name) {
            case "-lane-text" -> canvas.text;
            case "-lane-grid" -> canvas.grid;
            case "-lane-load" -> canvas.load;
            case "-lane-chosen" -> canvas.chosenColour;
            case "-lane-trouble" -> canvas.trouble;
            case "-lane-relief" -> canvas.relief;
            case "-lane-act" -> canvas.act;
            default -> canvas.plain;
        };
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() { return STYLES.getCssMetaData(); }

    /// @param id of the mark that is chosen in the table; null for none
    void show(Timeline next, @Nullable LoadChart load, double limit, @Nullable String id) {
        timeline = next;
        chart = load == null || load.periods() == 0 || load.empty() ? null : load;
        vcpus = limit;
        chosen = id;
        lanes = next.counts().keySet().stream().sorted().toList();
        double height = (chart == null ? 0 : LOAD + 6) + Math.max(1, lanes.size()) * LANE + BOTTOM;
        if (getPrefHeight() != height) {
            setMinHeight(height);
            setPrefHeight(height);
            setMaxHeight(height);
        }
        draw();
    }

    @Override
    protected void layoutChildren() {
        double w = Math.floor(getWidth());
        double h = Math.floor(getHeight());
        if (canvas.getWidth() != w || canvas.getHeight() != h || recoloured) {
            recoloured = false;
            canvas.setWidth(w);
            canvas.setHeight(h);
            draw();
        }
    }

    private double top() {
        return chart == null ? 0 : LOAD + 6;
    }

    private double width() {
        return Math.max(1, canvas.getWidth() - LEFT - RIGHT);
    }

    private double x(Span span, Instant at) {
        double part = Duration.between(span.from(), at).toMillis() / (double) span.length().toMillis();
        return LEFT + width() * Math.clamp(part, 0, 1);
    }

    private double y(int lane) {
        return top() + lane * LANE + LANE / 2;
    }

    private void draw() {
        Timeline now = timeline;
        if (canvas.getWidth() <= 0 || canvas.getHeight() <= 0 || now == null) {
            // not laid out yet: that draws it
            return;
        }
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        g.setFont(Font.font("Inter", 11));
        g.setLineWidth(1);
        LoadChart known = chart;
        if (known != null) {
            load(g, now.span(), known);
        }
        for (int i = 0; i < lanes.size(); i++) {
            g.setFill(text.getValue());
            g.fillText(lanes.get(i).words(), 0, y(i) + 4, LEFT - 8);
            g.setStroke(grid.getValue());
            double line = Math.round(y(i) + LANE / 2) - 0.5;
            g.strokeLine(LEFT, line, LEFT + width(), line);
        }
        ticks(g, now.span());
        Mark above = null;
        for (Mark mark : now.marks()) {
            if (mark.id().equals(chosen)) {
                above = mark;
            } else {
                mark(g, now.span(), mark);
            }
        }
        if (above != null) {
            double x = Math.round(x(now.span(), above.at())) + 0.5;
            g.setStroke(chosenColour.getValue());
            g.strokeLine(x, 0, x, canvas.getHeight() - BOTTOM);
            mark(g, now.span(), above);
        }
    }

    private void load(GraphicsContext g, Span span, LoadChart known) {
        double most = Math.max(0.1, known.most() * 1.1);
        g.setFill(text.getValue());
        g.fillText(TEXTS.get("Load"), 0, 12);
        g.fillText(String.format(Locale.ROOT, most >= 10 ? "%.0f" : "%.1f", known.most()), LEFT - 30, 12, 28);
        g.setFill(load.getValue());
        for (int i = 0; i < known.periods(); i++) {
            double value = known.total()[i];
            Instant from = known.from().plusSeconds((long) i * known.period());
            Instant to = from.plusSeconds(known.period());
            if (!Double.isNaN(value) && to.isAfter(span.from()) && from.isBefore(span.to())) {
                double x = x(span, from);
                double high = LOAD * value / most;
                g.fillRect(x, LOAD - high, Math.max(0.5, x(span, to) - x), high);
            }
        }
        g.setStroke(grid.getValue());
        g.strokeLine(LEFT, LOAD + 0.5, LEFT + width(), LOAD + 0.5);
        if (vcpus > 0 && vcpus < most) {
            double y = Math.round(LOAD * (1 - vcpus / most)) + 0.5;
            g.setStroke(text.getValue());
            g.setLineDashes(5, 4);
            g.strokeLine(LEFT, y, LEFT + width(), y);
            g.setLineDashes();
        }
    }

    private void ticks(GraphicsContext g, Span span) {
        DateTimeFormatter format = span.length().compareTo(Duration.ofDays(1)) >= 0 ? DAY : CLOCK;
        int many = (int) Math.clamp(width() / 150, 2, 8);
        g.setFill(text.getValue());
        for (int i = 0; i <= many; i++) {
            Instant at = span.from().plus(span.length().multipliedBy(i).dividedBy(many));
            String words = format.format(at) + (i == many ? " UTC" : "");
            double wide = words.length() * 6.6;
            double x = LEFT + width() * i / many;
            g.fillText(words, Math.clamp(x - wide / 2, 0, Math.max(0, canvas.getWidth() - wide)), canvas.getHeight() - 4);
        }
    }

    private void mark(GraphicsContext g, Span span, Mark mark) {
        double x = x(span, mark.at());
        double y = y(lanes.indexOf(mark.kind()));
        Color colour = colours().getOrDefault(mark.weight(), Color.GRAY);
        Instant until = mark.going() ? span.to() : mark.until();
        if (until != null && x(span, until) - x > 1) {
            g.setFill(colour.deriveColor(0, 1, 1, 0.35));
            g.fillRoundRect(x, y - 4, x(span, until) - x, 8, 3, 3);
        }
        g.setFill(colour);
        switch (mark.weight()) {
            case TROUBLE -> g.fillPolygon(new double[]{x - 5, x, x + 5}, new double[]{y + 5, y - 5, y + 5}, 3);
            case ACT -> g.fillOval(x - 4, y - 4, 8, 8);
            case RELIEF, PLAIN -> g.fillRect(x - 3, y - 3, 6, 6);
        }
    }

    private Map<Mark.Weight, Color> colours() {
        var all = new EnumMap<Mark.Weight, Color>(Mark.Weight.class);
        all.put(Mark.Weight.TROUBLE, trouble.getValue());
        all.put(Mark.Weight.RELIEF, relief.getValue());
        all.put(Mark.Weight.ACT, act.getValue());
        all.put(Mark.Weight.PLAIN, plain.getValue());
        return all;
    }

    private void nearest(double x, double y, Consumer<String> picked) {
        Timeline now = timeline;
        int lane = (int) Math.floor((y - top()) / LANE);
        if (now == null || lane < 0 || lane >= lanes.size()) {
            return;
        }
        Mark best = null;
        double least = NEAR;
        for (Mark mark : now.marks()) {
            if (mark.kind() == lanes.get(lane)) {
                double from = x(now.span(), mark.at());
                double to = mark.going() ? x(now.span(), now.span().to()) : mark.until() == null ? from : x(now.span(), mark.until());
                double far = x < from ? from - x : Math.max(0, x - to);
                if (far <= least) {
                    least = far;
                    best = mark;
                }
            }
        }
        if (best != null) {
            picked.accept(best.id());
        }
    }
}
