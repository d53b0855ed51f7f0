package dev.howdah.ui.kit;

import javafx.scene.layout.Pane;

/// A pane that draws its children from data, for the size it has. They are made anew when the data or the size changes, and not in
/// every layout: new children ask for a layout themselves, so that it would go on, frame after frame, for as long as it is shown.
public abstract class Drawing extends Pane {
    private double width = -1;
    private double height = -1;

    /// Draws again at the next layout, because the data changed.
    protected final void redraw() {
        width = -1;
        requestLayout();
    }

    /// Adds the children, of which there are none.
    ///
    /// @param width in pixels, above 0
    /// @param height in pixels
    protected abstract void draw(double width, double height);

    @Override
    protected final void layoutChildren() {
        if (getWidth() == width && getHeight() == height) {
            return;
        }
        width = getWidth();
        height = getHeight();
        getChildren().clear();
        if (width > 0) {
            draw(width, height);
        }
    }
}
