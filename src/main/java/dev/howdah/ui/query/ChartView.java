package dev.howdah.ui.query;

import dev.howdah.ops.query.ChartData;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Texts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;

/// Numbers of a result as lines over time or numbers, or as bars over words. Each series has a colour and a pattern of dashes of its
/// own; a gap is where there is no number.
final class ChartView extends Pane {
    private static final Texts TEXTS = Texts.of(ChartView.class);
    private static final double LEFT = 70;
    private static final double BOTTOM = 26;
    private static final double TOP = 8;
    private static final double RIGHT = 14;
    private static final int MOST_BARS = 60;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private final ChartData data;
    private final double least;
    private final double most;
    private final double first;
    private final double last;

    private ChartView(ChartData data) {
        this.data = data;
        double low = 0;
        double high = 0;
        for (ChartData.Series series : data.series()) {
            for (double value : series.values()) {
                low = Double.isNaN(value) ? low : Math.min(low, value);
                high = Double.isNaN(value) ? high : Math.max(high, value);
            }
        }
        double step = step((high - low) / 4);
        least = Math.floor(low / step) * step;
        most = high == low ? low + step : Math.ceil(high / step) * step;
        first = data.at()[0];
        last = data.at()[data.at().length - 1];
        setMinSize(200, 120);
        getStyleClass().add("chart");
        widthProperty().subscribe(_ -> draw());
        heightProperty().subscribe(_ -> draw());
    }

    /// The chart with its legend.
    static Parent of(ChartData data) {
        var chart = new ChartView(data);
        VBox.setVgrow(chart, Priority.ALWAYS);
        var legend = new FlowPane(18, 4);
        for (int i = 0; i < data.series().size(); i++) {
            var line = new Line(0, 0, 26, 0);
            line.getStyleClass().addAll("chart-line", "chart-" + (i + 1));
            var name = new Label(Grid.visible(data.series().get(i).name()), line);
            legend.getChildren().add(name);
        }
        String along = (data.along().isEmpty() ? TEXTS.get("by row") : TEXTS.get("by {0}", Grid.visible(data.along())))
                + (data.kind() == ChartData.Kind.TIME ? ", UTC" : "");
        legend.getChildren().add(Cards.muted(data.left() > 0
                ? TEXTS.get("{0}; every {1}. row is drawn", along, String.format(Locale.ROOT, "%,d", 1 + data.left() / data.at().length))
                : along));
        var all = new VBox(8, legend, chart);
        all.setPadding(new Insets(8));
        all.setFocusTraversable(true);
        all.setAccessibleText(
                TEXTS.get("chart of {0}, from {1} to {2}", String.join(", ", data.series().stream().map(ChartData.Series::name).toList()),
                        chart.number(chart.least), chart.number(chart.most)));
        return all;
    }

    /// 1, 2 or 5 times a power of ten.
    static double step(double rough) {
        if (!(rough > 0)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double factor = rough / power;
        return (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10) * power;
    }

    private double y(double value) {
        return TOP + (getHeight() - TOP - BOTTOM) * (1 - (value - least) / (most - least));
    }

    private double x(double at) {
        double width = getWidth() - LEFT - RIGHT;
        return last == first ? LEFT + width / 2 : LEFT + width * (at - first) / (last - first);
    }

    private void draw() {
        getChildren().clear();
        if (getWidth() < LEFT + RIGHT + 20 || getHeight() < TOP + BOTTOM + 20) {
            return;
        }
        double step = step((most - least) / 4);
        for (double value = least; value <= most + step / 1000; value += step) {
            var line = new Line(LEFT, y(value), getWidth() - RIGHT, y(value));
            line.getStyleClass().add("chart-grid");
            var words = text(number(value), 0, y(value) + 4);
            words.setX(LEFT - 8 - words.getLayoutBounds().getWidth());
            getChildren().addAll(line, words);
        }
        boolean bars = data.kind() == ChartData.Kind.WORDS && data.at().length <= MOST_BARS;
        for (int i = 0; i < data.series().size(); i++) {
            if (bars) {
                bars(i);
            } else {
                lines(i);
            }
        }
        bottom(bars);
    }

    private void lines(int series) {
        double[] values = data.series().get(series).values();
        var line = new Polyline();
        for (int i = 0; i <= values.length; i++) {
            if (i < values.length && !Double.isNaN(values[i])) {
                line.getPoints().addAll(x(data.at()[i]), y(values[i]));
            } else if (!line.getPoints().isEmpty()) {
                if (line.getPoints().size() == 2) {
                    // one number alone is a dot
                    line.getPoints().addAll(line.getPoints().get(0) + 2, line.getPoints().get(1));
                }
                line.getStyleClass().addAll("chart-line", "chart-" + (series + 1));
                getChildren().add(line);
                line = new Polyline();
            }
        }
    }

    private void bars(int series) {
        double[] values = data.series().get(series).values();
        double slot = (getWidth() - LEFT - RIGHT) / values.length;
        double width = Math.max(1, slot * 0.7 / data.series().size());
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                double top = Math.min(y(values[i]), y(0));
                var bar = new Rectangle(LEFT + slot * (i + 0.15) + width * series, top, width, Math.max(1, Math.abs(y(values[i]) - y(0))));
                bar.getStyleClass().addAll("chart-bar", "chart-" + (series + 1));
                getChildren().add(bar);
            }
        }
    }

    private void bottom(boolean bars) {
        double room = getWidth() - LEFT - RIGHT;
        int count = (int) Math.max(2, Math.min(data.at().length, room / 110));
        double free = -8;
        for (int i = 0; i < count; i++) {
            int row = count == 1 ? 0 : (int) Math.round((double) i * (data.at().length - 1) / (count - 1));
            double slot = room / data.at().length;
            double at = bars ? LEFT + slot * (row + 0.5) : x(data.at()[row]);
            String words = switch (data.kind()) {
                case WORDS -> Grid.visible(data.labels().get(row));
                case NUMBER -> number(data.at()[row]);
                case TIME -> (last - first > 86_400 ? DAY : CLOCK).format(Instant.ofEpochMilli((long) (data.at()[row] * 1000)));
            };
            var text = text(words.length() > 18 ? words.substring(0, 17) + "…" : words, 0, getHeight() - 8);
            double width = text.getLayoutBounds().getWidth();
            double x = Math.clamp(at - width / 2, 0, Math.max(0, getWidth() - width));
            if (x > free + 8) {
                text.setX(x);
                getChildren().add(text);
                free = x + width;
            }
        }
    }

    private static Text text(String words, double x, double y) {
        var text = new Text(x, y, words);
        text.getStyleClass().add("chart-text");
        return text;
    }

    private String number(double value) {
        double size = Math.abs(value);
        if (size >= 1e15 || size > 0 && size < 1e-4) {
            return String.format(Locale.ROOT, "%.2g", value);
        }
        return new java.math.BigDecimal(value).round(new java.math.MathContext(6)).stripTrailingZeros().toPlainString();
    }
}
