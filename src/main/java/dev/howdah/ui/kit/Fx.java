package dev.howdah.ui.kit;

import dev.howdah.task.Scope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Control;
import org.jspecify.annotations.Nullable;

/// The only way onto the JavaFX thread. Everything that follows a value from a screen does so on [#THREAD].
public final class Fx {
    /// Runs on the JavaFX thread, later.
    public static final Executor THREAD = Platform::runLater;

    private static final Duration AGES = Duration.ofSeconds(5);
    /// Steps that become one while the window rests.
    private static final int RESTING = 3;
    private static volatile boolean resting;

    private Fx() {}

    /// Fails when the caller is on another thread: a slip that shows nothing today and tears the window tomorrow.
    public static void mustBeHere() {
        if (!Platform.isFxApplicationThread()) {
            throw new IllegalStateException("not on the JavaFX thread: " + Thread.currentThread());
        }
    }

    /// Gives `target` the keyboard, ready for the very next key. What lies in a scroll pane or a tab is in the scene only once
    /// that pane has its skin, and a control hears no keys before its first style pass: both are brought about here, for what was not in
    /// the scene before.
    public static void focus(Parent screen, Node target) {
        mustBeHere();
        boolean ready = target.getScene() != null && target instanceof Control control && control.getSkin() != null;
        if (!ready) {
            screen.applyCss();
            screen.layout();
        }
        target.requestFocus();
    }

    /// Runs `work` when the next frame was laid out, as a job of its own.
    public static void afterFrame(Scene scene, Runnable work) {
        mustBeHere();
        var once = new Runnable() {
            @Override
            public void run() {
                scene.removePostLayoutPulseListener(this);
                THREAD.execute(work);
            }
        };
        scene.addPostLayoutPulseListener(once);
        Platform.requestNextPulse();
    }

    /// Does `work` for each of these, `most` of them in a frame: what is laid out with one frame does not keep the thread from the keys for
    /// long. Without a scene there are no frames, and all is done at once.
    public static <T> void inFrames(@Nullable Scene scene, List<T> all, int most, Consumer<T> work) {
        mustBeHere();
        int now = scene == null ? all.size() : Math.min(most, all.size());
        all.subList(0, now).forEach(work);
        if (scene != null && now < all.size()) {
            afterFrame(scene, () -> inFrames(scene, all.subList(now, all.size()), most, work));
        }
    }

    /// Calls `tick` on the JavaFX thread now and then every `period`, until the scope closes. An animation would do the same, but as
    /// long as one plays, JavaFX makes sixty frames a second, and a window in which nothing moves has to cost nothing.
    public static void every(Duration period, Scope scope, Runnable tick) {
        var closed = new AtomicBoolean();
        scope.hold(() -> closed.set(true));
        tick.run();
        again(period.toNanos(), closed, tick);
    }

    /// Calls `tick` for ages to grow by, until the scope closes: not each second, because each is painted, and a value is no better for
    /// being 7 s old instead of 5. While the window rests, every 15 s.
    public static void ages(Scope scope, Runnable tick) {
        ages(AGES, scope, tick);
    }

    static void ages(Duration step, Scope scope, Runnable tick) {
        long rest = step.toNanos() * RESTING;
        tick.run();
        every(step, scope, () -> {
            if (!resting || Math.floorMod(System.nanoTime(), rest) < step.toNanos()) {
                tick.run();
            }
        });
    }

    /// Says whether nobody is at the window.
    public static void rest(boolean on) {
        resting = on;
    }

    public static boolean resting() {
        return resting;
    }

    /// The next tick is planned when this one is over, so that they cannot pile up. All of a period fall on the same moment: the
    /// window is then painted once for all of them.
    private static void again(long period, AtomicBoolean closed, Runnable tick) {
        long left = period - Math.floorMod(System.nanoTime(), period);
        long next = left < period / 10 ? left + period : left;
        CompletableFuture.delayedExecutor(next, TimeUnit.NANOSECONDS, THREAD).execute(() -> {
            if (closed.get()) {
                return;
            }
            try {
                tick.run();
            } finally {
                again(period, closed, tick);
            }
        });
    }
}
