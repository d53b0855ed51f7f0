package dev.howdah.ui.kit;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// Words that change each second, such as a clock. Only they are laid out again, where a label would have the whole window laid out:
/// what is around them hears of it when their number of characters changes; digits are all of a width in their font.
public final class Ticking extends Region {
    private final Label label = new Label();

    public Ticking() {
        label.getStyleClass().add("mono");
        label.setManaged(false);
        getChildren().add(label);
    }

    public void say(String words) {
        int before = label.getText().length();
        label.setText(words);
        if (before != words.length()) {
            requestLayout();
        }
    }

    @Override
    protected double computePrefWidth(double height) {
        return Math.ceil(label.prefWidth(-1));
    }

    @Override
    protected double computeMinWidth(double height) {
        return computePrefWidth(height);
    }

    @Override
    protected double computePrefHeight(double width) {
        return label.prefHeight(-1);
    }

    @Override
    protected void layoutChildren() {
        label.resizeRelocate(0, 0, getWidth(), getHeight());
    }
}
