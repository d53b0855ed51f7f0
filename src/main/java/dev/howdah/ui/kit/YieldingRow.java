package dev.howdah.ui.kit;

import java.util.ArrayList;
import java.util.List;
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

    @Override
    protected double computeMinWidth(double height) {
        double width = snappedLeftInset() + snappedRightInset();
        int shown = 0;
        for (Node child : getManagedChildren()) {
            width += order.stream().filter(y -> y.node == child).mapToDouble(YieldingRow::least).findFirst()
                    .orElseGet(() -> child.minWidth(-1));
            shown++;
        }
        return snapSizeX(width + Math.max(0, shown - 1) * getSpacing());
    }

    @Override
    protected void layoutChildren() {
        double missing = Math.max(0, computePrefWidth(-1) - getWidth());
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
