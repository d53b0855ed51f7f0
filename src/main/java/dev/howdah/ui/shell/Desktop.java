package dev.howdah.ui.shell;

import dev.howdah.ui.kit.Fx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import javafx.stage.Window;

/// Starts JavaFX, shows the window, and returns when it was closed.
public final class Desktop {
    private Desktop() {}

    /// Blocks until the user closes the window.
    ///
    /// @param shown called on the JavaFX thread with the window once it is there
    public static void run(Console console, Consumer<HowdahWindow> shown) throws InterruptedException {
        var closed = new CountDownLatch(1);
        Platform.startup(() -> {
            Platform.setImplicitExit(false);
            var stage = new Stage();
            stage.getIcons().add(new Image(String.valueOf(Desktop.class.getResource("/dev/howdah/ui/howdah.png"))));
            var window = new HowdahWindow(stage, console);
            stage.setOnCloseRequest(e -> {
                e.consume();
                window.close();
                closed.countDown();
            });
            shown.accept(window);
        });
        try {
            closed.await();
        } finally {
            Fx.THREAD.execute(Desktop::leave);
        }
    }

    /// JavaFX on GTK crashes when it exits under an open popup, so every window is hidden first.
    private static void leave() {
        List.copyOf(new ArrayList<>(Window.getWindows())).forEach(Window::hide);
        Platform.exit();
    }
}
