package dev.howdah.ui.kit;

import javafx.geometry.Orientation;
import javafx.scene.layout.Region;

/// Two parts beside each other, the second with all the room that the first leaves; where they have none beside each other, one below the
/// other. What is pressed is not pushed out of a narrow window, as by an `HBox`, nor left where a wide one would not have it, as by a
/// `FlowPane`.
public final class TwoEnds extends Region {
    private final Region first;
    private final Region second;
    private final double gap;

    public TwoEnds(double gap, Region first, Region second) {
        this.first = first;
        this.second = second;
        this.gap = gap;
        getChildren().addAll(first, second);
        widthProperty().map(w -> beside(w.doubleValue())).subscribe(_ -> requestLayout());
    }

    private double inside(double width) {
        return width - snappedLeftInset() - snappedRightInset();
    }

    /// @param width negative where it is not said, as by whoever asks for a least height: then it is the present one
    private boolean beside(double width) {
        double of = width < 0 ? getWidth() : width;
        return of <= 0 || first.prefWidth(-1) + gap + second.minWidth(-1) <= inside(of) + 0.5;
    }

    @Override
    public Orientation getContentBias() { return Orientation.HORIZONTAL; }

    @Override
    protected double computeMinWidth(double height) {
        return snappedLeftInset() + Math.max(first.minWidth(-1), second.minWidth(-1)) + snappedRightInset();
    }

    @Override
    protected double computePrefWidth(double height) {
        return snappedLeftInset() + first.prefWidth(-1) + gap + second.prefWidth(-1) + snappedRightInset();
    }

    @Override
    protected double computePrefHeight(double width) {
        double one = first.prefHeight(-1);
        double other = second.prefHeight(-1);
        return snappedTopInset() + (beside(width) ? Math.max(one, other) : one + gap + other) + snappedBottomInset();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double left = snappedLeftInset();
        double top = snappedTopInset();
        double all = inside(getWidth());
        double one = snapSizeY(first.prefHeight(-1));
        double other = snapSizeY(second.prefHeight(-1));
        if (beside(getWidth())) {
            double width = snapSizeX(first.prefWidth(-1));
            double height = Math.max(one, other);
            first.resizeRelocate(left, snapPositionY(top + (height - one) / 2), width, one);
            second.resizeRelocate(left + width + gap, snapPositionY(top + (height - other) / 2), all - width - gap, other);
        } else {
            first.resizeRelocate(left, top, all, one);
            second.resizeRelocate(left, top + one + gap, all, other);
        }
    }
}
