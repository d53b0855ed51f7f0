package dev.howdah.ui.kit;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.OnStage;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What moves only to say that something goes on stands still for whoever asked their desktop for less motion.
@ExtendWith(HeadlessScreen.class)
final class MotionTest {
    @Test
    void nothingSpinsOrRunsToAndFroWhereLessMotionIsWished() {
        try (var screen = new Shown()) {
            assertThat(screen.styled(screen.spinner, "-fx-spin-enabled")).isEqualTo(true);
            assertThat((Number) screen.styled(screen.bar, "-fx-indeterminate-bar-animation-time")).satisfies(
                    seconds -> assertThat(seconds.doubleValue()).isLessThan(10));
            onFx(() -> {
                screen.scene.getPreferences().setReducedMotion(true);
                return null;
            });
            assertThat(screen.styled(screen.spinner, "-fx-spin-enabled")).isEqualTo(false);
            assertThat((Number) screen.styled(screen.bar, "-fx-indeterminate-bar-animation-time")).satisfies(
                    seconds -> assertThat(seconds.doubleValue()).isGreaterThan(3600));
        }
    }

    private static final class Shown extends OnStage {
        final ProgressIndicator spinner = onFx(ProgressIndicator::new);
        final ProgressBar bar = onFx(ProgressBar::new);

        Shown() {
            super(300, 200);
            put(onFx(() -> new VBox(spinner, bar)));
        }

        /// What the style sheets came to for a property.
        Object styled(Styleable node, String property) {
            return onFx(() -> {
                scene.getRoot().applyCss();
                scene.getRoot().layout();
                for (CssMetaData<? extends Styleable, ?> data : node.getCssMetaData()) {
                    if (data.getProperty().equals(property)) {
                        return value(data, node);
                    }
                }
                throw new AssertionError(node + " has no " + property);
            });
        }

        @SuppressWarnings("unchecked")
        private static <S extends Styleable> Object value(CssMetaData<S, ?> data, Styleable node) {
            return data.getStyleableProperty((S) node).getValue();
        }
    }
}
