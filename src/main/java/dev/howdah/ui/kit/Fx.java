package dev.howdah.ui.kit;

import dev.howdah.task.Scope;
import java.time.Duration;
import java.util.concurrent.Executor;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;

/// The only way onto the JavaFX thread. Everything that follows a value from a screen does so on [#THREAD].
public final class Fx {
    /// Runs on the JavaFX thread, later.
    public static final Executor THREAD = Platform::runLater;

    private Fx() {}

    /// Fails when the caller is on another thread: a slip that shows nothing today and tears the window tomorrow.
    public static void mustBeHere() {
        if (!Platform.isFxApplicationThread()) {
            throw new IllegalStateException("not on the JavaFX thread: " + Thread.currentThread());
        }
    }

    /// Gives `target` the keyboard, ready for the very next key. What lies in a scroll pane or a tab is in the scene only once
    /// that pane has its skin, and a control hears no keys before its first style pass: both are brought about here.
    public static void focus(Parent screen, Node target) {
        mustBeHere();
        screen.applyCss();
        screen.layout();
        target.requestFocus();
    }

    /// Calls `tick` on the JavaFX thread now and then every `period`, until the scope closes.
    public static void every(Duration period, Scope scope, Runnable tick) {
        var timeline = new Timeline(new KeyFrame(javafx.util.Duration.millis(period.toMillis()), _ -> tick.run()));
        timeline.setCycleCount(Animation.INDEFINITE);
        timeline.play();
        scope.hold(timeline::stop);
        tick.run();
    }
}
