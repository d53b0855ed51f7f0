package dev.howdah.ui.insights;

import dev.howdah.insights.LoadChart;
import dev.howdah.insights.Span;
import dev.howdah.ui.kit.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
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
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;

/// Load stacked over time, with the line of the processors and a window that is brushed with the mouse or the keyboard. Periods narrower than
/// a pixel are averaged into it, and a thin line keeps their peaks. What is drawn is as wide as it lasted; a gap stays a gap.
final class LoadCanvas extends Region {
    private static final Texts TEXTS = Texts.of(LoadCanvas.class);
    private static final StyleablePropertyFactory<LoadCanvas> STYLES = new StyleablePropertyFactory<>(Region.getClassCssMetaData());
    private static final double LEFT = 46;
    private static final double RIGHT = 10;
    private static final double TOP = 14;
    private static final double BOTTOM = 22;
    /// Wider columns are drawn as steps, narrower ones as slopes.
    private static final double STEP = 3;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private final Canvas ground = new Canvas();
    private final Canvas over = new Canvas();
    private final List<StyleableProperty<Color>> colours = new ArrayList<>();
    private final StyleableObjectProperty<Color> text = colour("-load-text", Color.GRAY);
    private final StyleableObjectProperty<Color> grid = colour("-load-grid", Color.GRAY);
    private final StyleableObjectProperty<Color> limitLine = colour("-load-limit", Color.GRAY);
    private final StyleableObjectProperty<Color> brush = colour("-load-brush", Color.BLUE);
    private final Consumer<@Nullable Span> brushed;
    private final Consumer<@Nullable Instant> pointed;
    private @Nullable LoadChart chart;
    private Map<String, Integer> slots = Map.of();
    private double limit;
    private String empty = "";
    private @Nullable Span window;
    private double most = 1;
    /// Where the mouse was pressed; negative when it is not.
    private double pressed = -1;
    private double at = -1;
    private boolean recoloured;

    /// @param brushed is told the window, null for none
    /// @param pointed is told what the mouse is over, null for nothing
    LoadCanvas(Consumer<@Nullable Span> brushed, Consumer<@Nullable Instant> pointed) {
        this.brushed = brushed;
        this.pointed = pointed;
        for (int i = 1; i <= Colours.COUNT; i++) {
            colours.add(colour("-load-" + i, Color.GRAY));
        }
        getStyleClass().add("load-chart");
        getChildren().addAll(ground, over);
        ground.setManaged(false);
        over.setManaged(false);
        over.setMouseTransparent(true);
        setMinSize(240, 96);
        setFocusTraversable(true);
        setAccessibleText(TEXTS.get("Database load"));
        focusedProperty().subscribe(_ -> drawOver());
        setOnMousePressed(this::press);
        setOnMouseDragged(e -> {
            at = e.getX();
            drawOver();
        });
        setOnMouseReleased(this::release);
        setOnMouseMoved(e -> point(e.getX()));
        setOnMouseExited(_ -> point(-1));
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
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

    private static StyleableProperty<Color> find(LoadCanvas canvas, String name) {
        return switch (name) {
            case "-load-text" -> canvas.text;
            case "-load-grid" -> canvas.grid;
            case "-load-limit" -> canvas.limitLine;
            case "-load-brush" -> canvas.brush;
            default -> canvas.colours.get(Integer.parseInt(name.substring("-load-".length())) - 1);
        };
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() { return STYLES.getCssMetaData(); }

    /// @param slots band → colour, from 1
    /// @param limit 0 for none
    /// @param empty what stands there when the chart has nothing
    void show(@Nullable LoadChart next, Map<String, Integer> slots, double limit, String empty, @Nullable Span window) {
        this.chart = next == null || next.periods() == 0 ? null : next;
        this.slots = slots;
        this.limit = limit;
        this.empty = empty;
        this.window = window;
        draw();
    }

    @Override
    protected void layoutChildren() {
        double w = Math.floor(getWidth());
        double h = Math.floor(getHeight());
        if (ground.getWidth() != w || ground.getHeight() != h || recoloured) {
            recoloured = false;
            for (Canvas each : List.of(ground, over)) {
                each.setWidth(w);
                each.setHeight(h);
            }
            draw();
        }
    }

    private double width() {
        return Math.max(1, ground.getWidth() - LEFT - RIGHT);
    }

    private double y(double load) {
        return TOP + (ground.getHeight() - TOP - BOTTOM) * (1 - load / most);
    }

    private void draw() {
        if (ground.getWidth() <= 0 || ground.getHeight() <= 0) {
            // not laid out yet: that draws it
            return;
        }
        GraphicsContext g = ground.getGraphicsContext2D();
        g.clearRect(0, 0, ground.getWidth(), ground.getHeight());
        LoadChart now = chart;
        g.setFont(Font.font("Inter", 11));
        if (now == null || !empty.isEmpty()) {
            g.setFill(text.getValue());
            g.fillText(empty, LEFT, ground.getHeight() / 2, width());
            drawOver();
            return;
        }
        double highest = now.most();
        // a limit far above would press what there is into the ground: it is told beside then
        boolean near = limit > 0 && highest >= limit / 4;
        most = Math.max(0.1, near ? Math.max(highest, limit) * 1.1 : highest * 1.15);
        axis(g, now);
        bands(g, now);
        limit(g, near);
        drawOver();
    }

    private void axis(GraphicsContext g, LoadChart now) {
        double step = step(most / 4);
        g.setStroke(grid.getValue());
        g.setFill(text.getValue());
        g.setLineWidth(1);
        for (double v = 0; v <= most; v += step) {
            double y = Math.round(y(v)) + 0.5;
            g.strokeLine(LEFT, y, LEFT + width(), y);
            String words = step >= 1 ? String.valueOf(Math.round(v)) : String.format(Locale.ROOT, step >= 0.1 ? "%.1f" : "%.2f", v);
            g.fillText(words, LEFT - 8 - words.length() * 6.6, y + 4);
        }
        Duration shown = Duration.ofSeconds((long) now.period() * now.periods());
        DateTimeFormatter format = shown.compareTo(Duration.ofDays(1)) >= 0
                ? DAY
                : shown.compareTo(Duration.ofMinutes(20)) > 0 ? CLOCK : SECONDS;
        int ticks = (int) Math.clamp(width() / 130, 2, 9);
        for (int i = 0; i <= ticks; i++) {
            Instant at = now.from().plusSeconds(shown.toSeconds() * i / ticks);
            String words = format.format(at) + (i == ticks ? " UTC" : "");
            double wide = words.length() * 6.8;
            double x = LEFT + width() * i / ticks;
            g.fillText(words, Math.clamp(x - wide / 2, 0, Math.max(0, ground.getWidth() - wide)), ground.getHeight() - 6);
        }
    }

    /// Columns of whole pixels, or periods where those are wider. Each band lies on those before it.
    private void bands(GraphicsContext g, LoadChart now) {
        int columns = (int) Math.min(now.periods(), width());
        double each = width() / columns;
        double[] base = new double[columns];
        boolean[] known = new boolean[columns];
        double[] peak = new double[columns];
        columns(now.total(), columns, new double[columns], known, peak);
        double[] value = new double[columns];
        double[] top = new double[columns];
        double[] xs = new double[columns * 4];
        double[] ys = new double[columns * 4];
        for (LoadChart.Band band : now.bands()) {
            columns(band.values(), columns, value, new boolean[columns], new double[columns]);
            for (int c = 0; c < columns; c++) {
                top[c] = base[c] + value[c];
            }
            g.setFill(colours.get(slots.getOrDefault(band.id(), Colours.REST) - 1).getValue());
            for (int c = 0; c < columns;) {
                int from = c;
                while (c < columns && known[c]) {
                    c++;
                }
                if (c > from) {
                    run(g, from, c, each, base, top, xs, ys);
                } else {
                    c++;
                }
            }
            System.arraycopy(top, 0, base, 0, columns);
        }
        if (now.periods() > columns * 1.5) {
            peaks(g, columns, each, known, peak);
        }
    }

    private void run(GraphicsContext g, int from, int to, double each, double[] base, double[] top, double[] xs, double[] ys) {
        int n = 0;
        boolean steps = each >= STEP || to - from == 1;
        for (int c = from; c < to; c++) {
            double x = LEFT + c * each;
            xs[n] = x;
            ys[n++] = y(top[c]);
            if (steps || c == to - 1) {
                xs[n] = x + each;
                ys[n++] = y(top[c]);
            }
        }
        for (int c = to - 1; c >= from; c--) {
            double x = LEFT + c * each;
            if (steps || c == to - 1) {
                xs[n] = x + each;
                ys[n++] = y(base[c]);
            }
            xs[n] = x;
            ys[n++] = y(base[c]);
        }
        g.fillPolygon(xs, ys, n);
    }

    private void peaks(GraphicsContext g, int columns, double each, boolean[] known, double[] peak) {
        g.setStroke(text.getValue());
        g.setLineWidth(0.8);
        g.setGlobalAlpha(0.7);
        g.beginPath();
        boolean open = false;
        for (int c = 0; c < columns; c++) {
            if (!known[c]) {
                open = false;
                continue;
            }
            double x = LEFT + (c + 0.5) * each;
            if (open) {
                g.lineTo(x, y(peak[c]));
            } else {
                g.moveTo(x, y(peak[c]));
            }
            open = true;
        }
        g.stroke();
        g.setGlobalAlpha(1);
    }

    /// The average and the peak of what is known in each column.
    private static void columns(double[] values, int columns, double[] average, boolean[] known, double[] peak) {
        for (int c = 0; c < columns; c++) {
            int from = (int) ((long) c * values.length / columns);
            int to = Math.max(from + 1, (int) ((long) (c + 1) * values.length / columns));
            double sum = 0;
            int n = 0;
            double highest = 0;
            for (int i = from; i < to; i++) {
                if (!Double.isNaN(values[i])) {
                    sum += values[i];
                    highest = Math.max(highest, values[i]);
                    n++;
                }
            }
            average[c] = n == 0 ? 0 : sum / n;
            known[c] = n > 0;
            peak[c] = highest;
        }
    }

    private void limit(GraphicsContext g, boolean near) {
        if (limit <= 0) {
            return;
        }
        String words = TEXTS.get("max vCPU {0}", limit == Math.rint(limit) ? String.valueOf(Math.round(limit)) : String.valueOf(limit));
        g.setFill(text.getValue());
        if (near) {
            double y = Math.round(y(limit)) + 0.5;
            g.setStroke(limitLine.getValue());
            g.setLineWidth(1.4);
            g.setLineDashes(6, 4);
            g.strokeLine(LEFT, y, LEFT + width(), y);
            g.setLineDashes();
            g.fillText(words, LEFT + 6, y - 4);
        } else {
            g.fillText(TEXTS.get("{0}, above this scale", words), LEFT + 6, TOP - 3);
        }
    }

    private void drawOver() {
        GraphicsContext g = over.getGraphicsContext2D();
        g.clearRect(0, 0, over.getWidth(), over.getHeight());
        LoadChart now = chart;
        if (now == null || !empty.isEmpty()) {
            return;
        }
        double bottom = over.getHeight() - BOTTOM;
        Span shown = window;
        double from = pressed >= 0 ? Math.min(pressed, at) : shown == null ? -1 : x(now, shown.from());
        double to = pressed >= 0 ? Math.max(pressed, at) : shown == null ? -1 : x(now, shown.to());
        if (to > from && from >= 0) {
            g.setFill(brush.getValue());
            g.setGlobalAlpha(0.22);
            g.fillRect(from, TOP, to - from, bottom - TOP);
            g.setGlobalAlpha(1);
            g.setStroke(brush.getValue());
            g.setLineWidth(1.5);
            g.strokeLine(from, TOP, from, bottom);
            g.strokeLine(to, TOP, to, bottom);
        }
        if (isFocused()) {
            g.setStroke(brush.getValue());
            g.setLineWidth(1.2);
            g.strokeRect(1, 1, over.getWidth() - 2, over.getHeight() - 2);
        }
        if (pressed < 0 && at >= LEFT && at <= LEFT + width()) {
            g.setStroke(text.getValue());
            g.setLineWidth(1);
            g.strokeLine(Math.round(at) + 0.5, TOP, Math.round(at) + 0.5, bottom);
        }
    }

    private double x(LoadChart now, Instant moment) {
        double all = Duration.between(now.from(), now.to()).toMillis();
        return LEFT + width() * Math.clamp(Duration.between(now.from(), moment).toMillis() / all, 0, 1);
    }

    private Instant instant(LoadChart now, double x) {
        double share = Math.clamp((x - LEFT) / width(), 0, 1);
        return now.from().plusMillis((long) (share * Duration.between(now.from(), now.to()).toMillis()));
    }

    // --- the window

    private void press(MouseEvent e) {
        if (e.getButton() == MouseButton.PRIMARY) {
            requestFocus();
            pressed = Math.clamp(e.getX(), LEFT, LEFT + width());
            at = pressed;
        }
    }

    private void release(MouseEvent e) {
        LoadChart now = chart;
        double begun = pressed;
        pressed = -1;
        if (now == null || begun < 0) {
            return;
        }
        double end = Math.clamp(e.getX(), LEFT, LEFT + width());
        // a click without a way is no window: it takes the window away
        brush(Math.abs(end - begun) < 4 ? null : whole(now, instant(now, Math.min(begun, end)), instant(now, Math.max(begun, end))));
    }

    private void point(double x) {
        at = x;
        LoadChart now = chart;
        pointed.accept(now == null || x < LEFT || x > LEFT + width() ? null : instant(now, x));
        drawOver();
    }

    private void brush(@Nullable Span next) {
        window = next;
        drawOver();
        brushed.accept(next);
    }

    /// Widened to whole periods.
    private static Span whole(LoadChart now, Instant from, Instant to) {
        long begin = Math.floorDiv(from.getEpochSecond() - now.from().getEpochSecond(), now.period());
        long end = Math.max(begin + 1, Math.ceilDiv(to.getEpochSecond() - now.from().getEpochSecond(), now.period()));
        return span(now, begin, end);
    }

    private static Span span(LoadChart now, long begin, long end) {
        long first = Math.clamp(begin, 0, now.periods() - 1);
        long last = Math.clamp(end, first + 1, now.periods());
        return new Span(now.from().plusSeconds(first * now.period()), now.from().plusSeconds(last * now.period()));
    }

    private void key(KeyEvent e) {
        LoadChart now = chart;
        if (now == null || !empty.isEmpty() || e.isShortcutDown() || e.isAltDown()) {
            return;
        }
        Span shown = window;
        if (e.getCode() == KeyCode.ESCAPE) {
            if (shown != null) {
                brush(null);
                e.consume();
            }
            return;
        }
        if (!List.of(KeyCode.LEFT, KeyCode.RIGHT, KeyCode.HOME, KeyCode.END, KeyCode.PAGE_UP, KeyCode.PAGE_DOWN).contains(e.getCode())) {
            return;
        }
        e.consume();
        long tenth = Math.max(1, now.periods() / 10);
        if (shown == null) {
            // the newest tenth is where one begins to look
            brush(span(now, e.getCode() == KeyCode.HOME ? 0 : now.periods() - tenth, e.getCode() == KeyCode.HOME ? tenth : now.periods()));
            return;
        }
        long begin = (shown.from().getEpochSecond() - now.from().getEpochSecond()) / now.period();
        long end = (shown.to().getEpochSecond() - now.from().getEpochSecond()) / now.period();
        long step = Math.max(1, now.periods() / 120);
        long by = switch (e.getCode()) {
            case LEFT -> -step;
            case RIGHT -> step;
            case PAGE_UP -> -tenth;
            case PAGE_DOWN -> tenth;
            case HOME -> -begin;
            default -> now.periods() - end;
        };
        if (e.isShiftDown()) {
            brush(span(now, begin, end + by));
        } else {
            // a window that is longer than what is shown now has only one place
            long moved = Math.clamp(by, -begin, Math.max(-begin, now.periods() - end));
            brush(span(now, begin + moved, end + moved));
        }
    }

    /// 1, 2 or 5 times a power of ten.
    private static double step(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double factor = rough / power;
        return (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10) * power;
    }
}
