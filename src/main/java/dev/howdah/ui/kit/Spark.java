package dev.howdah.ui.kit;

import dev.howdah.model.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/// A small line over time. A gap in the data is a gap in the line; the limit, if one is known, is dashed.
public final class Spark extends Drawing {
    private static final double HEIGHT = 40;
    private List<Series.Point> points = List.of();
    private Instant from = Instant.EPOCH;
    private Instant to = Instant.EPOCH;
    private Duration gap = Duration.ofSeconds(150);
    private @Nullable Double limit;

    public Spark() {
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        setMinWidth(60);
        getStyleClass().add("spark");
        var clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
    }

    /// @param step the usual distance of two points; two further apart than 2½ steps are not joined
    /// @param limit in the unit of the points, null when none is known
    public void show(List<Series.Point> points, Instant from, Instant to, Duration step, @Nullable Double limit) {
        this.points = points;
        this.from = from;
        this.to = to;
        this.gap = step.multipliedBy(5).dividedBy(2);
        this.limit = limit;
        redraw();
    }

    @Override
    protected void draw(double w, double h) {
        if (points.isEmpty() || !to.isAfter(from)) {
            return;
        }
        double low = Math.min(0, points.stream().mapToDouble(Series.Point::value).min().orElse(0));
        double high = points.stream().mapToDouble(Series.Point::value).max().orElse(1);
        Double line = limit;
        if (line != null) {
            high = Math.max(high, line * 1.05);
        }
        double range = high - low <= 0 ? 1 : high - low;
        if (line != null) {
            double y = h - 3 - (line - low) / range * (h - 6);
            var mark = new Line(0, y, w, y);
            mark.getStyleClass().add("spark-limit");
            getChildren().add(mark);
        }
        var path = new Polyline();
        Series.Point before = null;
        double span = Duration.between(from, to).toMillis();
        for (Series.Point p : points) {
            if (before != null && Duration.between(before.at(), p.at()).compareTo(gap) > 0) {
                add(path);
                path = new Polyline();
            }
            double x = Duration.between(from, p.at()).toMillis() / span * w;
            path.getPoints().addAll(x, h - 3 - (p.value() - low) / range * (h - 6));
            before = p;
        }
        add(path);
    }

    private void add(Polyline path) {
        if (path.getPoints().size() == 2) {
            path.getPoints().addAll(path.getPoints().get(0) + 1.5, path.getPoints().get(1));
        }
        path.getStyleClass().add("spark-line");
        getChildren().add(path);
    }
}
