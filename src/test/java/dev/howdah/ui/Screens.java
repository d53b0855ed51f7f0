package dev.howdah.ui;

import dev.howdah.drill.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.transform.Transform;
import javax.imageio.ImageIO;
import org.testfx.util.WaitForAsyncUtils;

/// Pictures of the running program, and waiting for what it does.
public final class Screens {
    private Screens() {}

    /// Writes `target/screens/<name>.png`.
    public static Path picture(Scene scene, String name) {
        return write(scene, Path.of(System.getProperty("howdah.screens", "target/screens"), name + ".png"), 1);
    }

    /// Writes it at twice the size, as a screen of 200 % shows it.
    public static Path doubled(Scene scene, String name) {
        return write(scene, Path.of(System.getProperty("howdah.screens", "target/screens"), name + ".png"), 2);
    }

    /// Writes `assets/<name>.png`, which README shows.
    public static Path asset(Scene scene, String name) {
        return write(scene, Path.of(System.getProperty("howdah.assets", "assets"), name + ".png"), 1);
    }

    /// @throws AssertionError if somebody could not read what is on it; the picture is written also then
    private static Path write(Scene scene, Path file, double scale) {
        var faults = new ArrayList<String>();
        WritableImage image = onFx(() -> {
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            faults.addAll(Legible.faults(scene));
            var parameters = new SnapshotParameters();
            parameters.setTransform(Transform.scale(scale, scale));
            // the window's own bounds: a shadow at its edge reaches beyond them
            parameters.setViewport(new Rectangle2D(0, 0, scene.getWidth() * scale, scene.getHeight() * scale));
            return scene.getRoot().snapshot(parameters, null);
        });
        try {
            Files.createDirectories(file.getParent());
            ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!faults.isEmpty()) {
            throw new AssertionError(file.getFileName() + ": " + String.join("\n", faults));
        }
        return file;
    }

    /// Runs on the JavaFX thread and gives its result.
    public static <T> T onFx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(TimeUnit.SECONDS.toMillis(20), work);
    }

    /// Waits until a condition holds on the JavaFX thread.
    public static void until(String what, Duration most, BooleanSupplier condition) {
        Waiting.until(what, most, () -> onFx(condition::getAsBoolean));
    }

    /// All text that a node and what is in it show, for asking whether something is there.
    public static String words(Node node) {
        var all = new StringBuilder();
        collect(node, all);
        return all.toString();
    }

    private static void collect(Node node, StringBuilder all) {
        if (node instanceof javafx.scene.control.TextArea area && area.getText() != null) {
            all.append(area.getText()).append('\n');
        }
        if (node instanceof org.fxmisc.richtext.CodeArea area) {
            all.append(area.getText()).append('\n');
        }
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof javafx.scene.control.Labeled labeled && labeled.getText() != null) {
            all.append(labeled.getText()).append('\n');
        }
        if (node instanceof javafx.scene.Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, all));
        }
    }
}
