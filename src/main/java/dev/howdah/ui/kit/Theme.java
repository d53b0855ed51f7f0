package dev.howdah.ui.kit;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/// Light and dark: two sets of values for the same looked-up colours, following the system until told otherwise. Style
/// rules live in one file and name no colour of their own.
public final class Theme {
    /// What was chosen.
    public enum Choice {
        SYSTEM, LIGHT, DARK
    }

    private static boolean prepared;
    private Choice choice;

    public Theme(Choice first) {
        choice = first;
        prepare();
        Platform.getPreferences().colorSchemeProperty().subscribe(_ -> apply());
        apply();
    }

    /// Loads the fonts, which takes a moment: ahead of the first theme if there is time; call it on the JavaFX thread.
    public static void prepare() {
        Fx.mustBeHere();
        if (prepared) {
            return;
        }
        prepared = true;
        for (String file : new String[]{"Inter-Regular.otf", "Inter-SemiBold.otf", "Inter-Bold.otf", "JetBrainsMono-Regular.ttf"}) {
            try (InputStream font = Objects.requireNonNull(resource("fonts/" + file)).openStream()) {
                Font.loadFont(font, 13);
            } catch (IOException e) {
                throw new UncheckedIOException("reading font " + file, e);
            }
        }
    }

    public Choice choice() {
        return choice;
    }

    public void choose(Choice next) {
        choice = next;
        apply();
    }

    public boolean dark() {
        return switch (choice) {
            case DARK -> true;
            case LIGHT -> false;
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
    }

    private void apply() {
        Application.setUserAgentStylesheet(
                dark() ? new PrimerDark().getUserAgentStylesheetBSS() : new PrimerLight().getUserAgentStylesheetBSS());
    }

    /// Gives a scene our rules, and carets that stand still.
    public static void dress(Scene scene) {
        scene.getStylesheets().add(Objects.requireNonNull(resource("howdah.css")).toExternalForm());
        SteadyCaret.in(scene);
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(Theme.class.getResource("/dev/howdah/ui/" + name), name);
    }
}
