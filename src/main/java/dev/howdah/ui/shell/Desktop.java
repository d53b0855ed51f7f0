package dev.howdah.ui.shell;

import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Theme;
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

    /// Starts JavaFX, which makes itself ready on its own threads while the caller goes on; [#run] follows.
    public static void begin() {
        Platform.startup(() -> {
            Platform.setImplicitExit(false);
            Theme.prepare();
        });
    }

    /// Blocks until the user closes the window.
    ///
    /// @param first called on the JavaFX thread with the window before it is shown
    public static void run(Console console, Consumer<HowdahWindow> first) throws InterruptedException {
        var closed = new CountDownLatch(1);
        Fx.THREAD.execute(() -> {
            var stage = new Stage();
            stage.getIcons().add(new Image(String.valueOf(Desktop.class.getResource("/dev/howdah/ui/howdah.png"))));
            var window = new HowdahWindow(stage, console, first);
            window.whenClosed(() -> {
                window.close();
                closed.countDown();
            });
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
