package dev.howdah.ui.kit;

import dev.howdah.model.Problem;
import javafx.event.Event;
import javafx.event.EventType;

/// Fired where somebody wants to sign in; the window that holds the node answers it.
public final class SignInWanted extends Event {
    public static final EventType<SignInWanted> TYPE = new EventType<>(Event.ANY, "HOWDAH_SIGN_IN_WANTED");
    private static final long serialVersionUID = 1L;
    private final transient Problem.SignIn problem;

    /// @param problem that it mends
    public SignInWanted(Problem.SignIn problem) {
        super(TYPE);
        this.problem = problem;
    }

    public Problem.SignIn problem() {
        return problem;
    }
}
