package dev.howdah.ui.launch;

import dev.howdah.model.AwsScope;
import dev.howdah.task.Live;
import java.time.Instant;

/// The way into a drill. Behind it a whole AWS stands up inside the process; once it is open it is a scope like any other.
public interface DrillDoor {
    /// Where the drill is.
    sealed interface State {
        /// Not started.
        record Off() implements State {}

        /// Standing up; `step` says what it does now.
        record Starting(String step, Instant since) implements State {}

        /// Answers at this scope. The main instance may still be starting.
        ///
        /// @param instance identifier of the instance to show first
        record Open(AwsScope scope, String instance) implements State {}

        /// It could not stand up, in words.
        record Failed(String why) implements State {}
    }

    Live<State> state();

    /// Starts it in the background; does nothing while it starts or is open.
    void start();
}
