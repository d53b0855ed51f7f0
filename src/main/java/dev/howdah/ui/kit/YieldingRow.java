package dev.howdah.ui.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// A row that is never wider than its place: where there is no room for all of it, some yield before others, in the order in which they
/// were named. An [HBox] takes the same from each, and where one cannot be made smaller, pushes the whole window off its screen.
public final class YieldingRow extends HBox {
    private record Yields(Region node, double least) {}

    private final List<Yields> order = new ArrayList<>();

    public YieldingRow(double spacing, Node... content) {
        super(spacing, content);
    }

    /// @param least pixels that it keeps; it never gets more than it wants
    public YieldingRow yields(Region node, double least) {
        order.add(new Yields(node, least));
        return this;
    }

    private static double least(Yields of) {
        return Math.min(of.least, of.node.prefWidth(-1));
    }

    /// @param yielding what one that yields counts for
    private double width(ToDoubleFunction<Yields> yielding) {
        double width = snappedLeftInset() + snappedRightInset();
        int shown = 0;
        for (Node child : getManagedChildren()) {
            width += order.stream().filter(y -> y.node == child).mapToDouble(yielding).findFirst()
                    .orElseGet(() -> Math.max(child.minWidth(-1), child.prefWidth(-1)));
            shown++;
        }
        return width + Math.max(0, shown - 1) * getSpacing();
    }

    @Override
    protected double computeMinWidth(double height) {
        return snapSizeX(width(YieldingRow::least));
    }

    @Override
    protected void layoutChildren() {
        // by what each wants now: the least that it was given before may be more
        double missing = Math.max(0, width(y -> y.node.prefWidth(-1)) - getWidth());
        for (Yields each : order) {
            if (each.node.isManaged()) {
                double whole = each.node.prefWidth(-1);
                double given = Math.min(missing, whole - least(each));
                each.node.setMinWidth(whole - given);
                missing -= given;
            }
        }
        super.layoutChildren();
    }
}
