package dev.howdah.ui.shell;

import dev.howdah.model.InstanceRef;
import dev.howdah.ops.OpState;
import dev.howdah.ops.Request;
import dev.howdah.ops.Running;
import dev.howdah.task.Scope;
import dev.howdah.ui.kit.Words;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Says what came of the last signal to a session of one instance, and when.
final class Told implements AutoCloseable {
    private final Console console;
    private final InstanceRef ref;
    private final Executor thread;
    private final Consumer<String> words;
    private final AutoCloseable all;
    /// Used by `thread` alone, as is the next.
    private @Nullable Running last;
    private Scope following = new Scope();

    /// @param thread on which `words` is called, one call at a time
    Told(Console console, InstanceRef ref, Executor thread, Consumer<String> words) {
        this.console = console;
        this.ref = ref;
        this.thread = thread;
        this.words = words;
        all = console.operations().running().follow(thread, this::newest);
    }

    private void newest(List<Running> running) {
        Running now = running.stream().filter(r -> r.operation().equals(Request.SignalSession.OPERATION) && r.target().equals(ref))
                .reduce((_, b) -> b).orElse(null);
        if (now != null && now != last) {
            last = now;
            following.close();
            following = new Scope();
            following.hold(now.state().follow(thread, this::say));
        }
    }

    private void say(OpState state) {
        switch (state) {
            case OpState.Done d -> say(d.at(), d.words());
            case OpState.Failed f -> say(f.at(), f.words());
            case OpState.NotSent n -> say(n.at(), n.words());
            case OpState.Moved m -> say(m.at(), m.words());
            case OpState.Unknown u -> say(u.at(), u.words());
            case OpState.Unwatched _,OpState.Starting _,OpState.Watching _,OpState.Paused _ -> {
            }
        }
    }

    private void say(Instant at, String what) {
        words.accept(Words.both(at, console.time().now(), console.zone()) + ": " + what);
    }

    @Override
    public void close() throws Exception {
        all.close();
        thread.execute(() -> following.close());
    }
}
