package dev.howdah.ui;

import static dev.howdah.ui.Screens.onFx;

import dev.howdah.ui.kit.Theme;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ChoiceBox;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/// A view in a window of its own, dark at first. The theme is the process's: closing makes it dark again for whoever comes next.
public abstract class OnStage implements AutoCloseable {
    /// In which a change is shown in full.
    private static final int FRAMES = 4;
    public final Scene scene;
    private final Stage stage;
    private final Theme theme;

    protected OnStage(double width, double height) {
        theme = onFx(() -> new Theme(Theme.Choice.DARK));
        scene = onFx(() -> {
            var made = new Scene(new Region(), width, height);
            Theme.dress(made);
            return made;
        });
        stage = onFx(() -> {
            var made = new Stage();
            made.setScene(scene);
            return made;
        });
    }

    /// Shows the window with this in it.
    protected final void put(Parent view) {
        onFx(() -> {
            scene.setRoot(new StackPane(view));
            stage.show();
            return null;
        });
    }

    public final void dark(boolean dark) {
        onFx(() -> {
            theme.choose(dark ? Theme.Choice.DARK : Theme.Choice.LIGHT);
            return null;
        });
    }

    /// Its picture in both themes, `NAME` and `NAME-light`; dark again afterwards.
    public final void pictures(String name) {
        dark(true);
        Screens.picture(scene, name);
        dark(false);
        Screens.picture(scene, name + "-light");
        dark(true);
    }

    /// Runs a change of the view, and lays it out.
    protected final void laidOut(Runnable change) {
        onFx(() -> {
            change.run();
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            return null;
        });
    }

    /// Processor time of the JavaFX thread in ms.
    ///
    /// @param all of the change and of the frames that show it
    /// @param longest at a stretch: the change, the style and layout of one frame, or what is done between two of them
    public record Cost(double all, double longest) {}

    /// What the JavaFX thread computes for a change and for the pulses that show it. A pulse restyles what changed; `applyCss` on the root
    /// would restyle everything.
    public final Cost cost(Runnable change) {
        var threads = ManagementFactory.getThreadMXBean();
        var shown = new CompletableFuture<Void>();
        var stretches = new ArrayList<Long>();
        var last = new long[1];
        Runnable stretch = () -> {
            long now = threads.getCurrentThreadCpuTime();
            stretches.add(now - last[0]);
            last[0] = now;
        };
        Runnable after = () -> {
            stretch.run();
            if (stretches.size() > 2 * FRAMES) {
                shown.complete(null);
            } else {
                Platform.requestNextPulse();
            }
        };
        onFx(() -> {
            last[0] = threads.getCurrentThreadCpuTime();
            change.run();
            stretch.run();
            scene.addPreLayoutPulseListener(stretch);
            scene.addPostLayoutPulseListener(after);
            Platform.requestNextPulse();
            return null;
        });
        shown.orTimeout(20, TimeUnit.SECONDS).join();
        return onFx(() -> {
            scene.removePreLayoutPulseListener(stretch);
            scene.removePostLayoutPulseListener(after);
            return new Cost(stretches.stream().mapToLong(l -> l).sum() / 1e6,
                    stretches.stream().mapToLong(l -> l).max().orElseThrow() / 1e6);
        });
    }

    /// A key that comes to this node.
    protected static void press(Parent at, KeyCode key, boolean shift, boolean shortcut) {
        onFx(() -> {
            at.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, shift, shortcut, false, false));
            return null;
        });
    }

    /// Opens each list of choices, shows the same again, and tells which of them that closed under the hand of whoever is choosing.
    public final List<String> closedBy(Runnable shownAgain) {
        var closed = new ArrayList<String>();
        for (Node node : onFx(() -> List.copyOf(scene.getRoot().lookupAll(".choice-box")))) {
            var box = (ChoiceBox<?>) node;
            if (onFx(() -> box.getItems().size() < 2 || box.isDisabled())) {
                continue;
            }
            onFx(() -> {
                box.show();
                return null;
            });
            shownAgain.run();
            onFx(() -> {
                if (!box.isShowing()) {
                    closed.add(String.valueOf(box.getValue()));
                }
                box.hide();
                return null;
            });
        }
        return closed;
    }

    public final String words() {
        return onFx(() -> Screens.words(scene.getRoot()));
    }

    @Override
    public void close() {
        onFx(() -> {
            theme.choose(Theme.Choice.DARK);
            stage.close();
            return null;
        });
    }
}
