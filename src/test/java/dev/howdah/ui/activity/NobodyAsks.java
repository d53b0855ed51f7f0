package dev.howdah.ui.activity;

import dev.howdah.ops.activity.Backend;
import dev.howdah.sql.session.Signal;
import java.time.Duration;

/// For a screen that is only shown: it tells what it lists, and whatever else it asked for is a mistake.
class NobodyAsks implements ActivityView.Answers {
    @Override
    public void asked(ActivityState.Ask ask) {
        // what is listed is up to whoever makes the states
    }

    @Override
    public void pace(Duration every, boolean paused) {
        throw new AssertionError("nobody chose a pace");
    }

    @Override
    public void end(Backend who, Signal signal) {
        throw new AssertionError("nobody asked for a plan");
    }

    @Override
    public void connect() {
        throw new AssertionError("nobody asked");
    }
}
