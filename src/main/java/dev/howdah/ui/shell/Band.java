package dev.howdah.ui.shell;

import dev.howdah.config.Environments;
import dev.howdah.model.Environment;
import dev.howdah.ui.kit.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Which kind of environment this is: a word, a colour and, where writes would hurt, a striped pattern (law 4).
final class Band {
    private static final Texts TEXTS = Texts.of(Band.class);
    private final Region strip = new Region();
    private final Label word = new Label();
    private List<String> classes = List.of();

    Band() {
        strip.getStyleClass().add("band");
        word.getStyleClass().add("band-word");
        word.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(strip, javafx.scene.layout.Priority.ALWAYS);
    }

    Region strip() {
        return strip;
    }

    Label word() {
        return word;
    }

    /// @param colour that its people gave it, null for the one of its kind
    void show(Environment environment, Environments.@Nullable Colour colour, boolean open) {
        // it is told the same with each poll, and each change of a class styles the band anew
        var next = new ArrayList<String>();
        if (colour != null) {
            next.add("colour-" + colour.word());
        }
        next.add("env-" + environment.name().toLowerCase(Locale.ROOT));
        if (environment.guardedAsProduction()) {
            next.add("striped");
        }
        if (!next.equals(classes)) {
            for (Region node : new Region[]{strip, word}) {
                node.getStyleClass().removeAll(classes);
                node.getStyleClass().addAll(next);
            }
            classes = List.copyOf(next);
        }
        strip.setVisible(open);
        word.setVisible(open);
        word.setText(environment.band());
        word.setManaged(open);
        word.setAccessibleText(TEXTS.get("Environment {0}", environment.band()));
    }
}
