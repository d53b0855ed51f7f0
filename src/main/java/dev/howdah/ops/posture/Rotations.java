package dev.howdah.ops.posture;

import dev.howdah.aws.AwsAccount;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Loaded;
import dev.howdah.model.Problem;
import dev.howdah.posture.Holding;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// An instance's secrets, their rotation and who holds which version, while somebody looks: read once a minute, and when it is asked for.
public final class Rotations implements AutoCloseable {
    public static final Duration EVERY = Duration.ofMinutes(1);

    /// @param undecided services of which it is not known whether they use the instance
    public record Held(List<Holding> secrets, List<String> undecided) {}

    /// All that is known.
    ///
    /// @param problems why parts are unknown
    /// @param reading whether it is being read
    public record State(Loaded<Held> held, List<Problem> problems, boolean reading) {
        public static final State NOTHING = new State(Loaded.loading(), List.of(), false);

        State begun() {
            return new State(held, problems, true);
        }
    }

    private final Function<AwsScope, AwsAccount> accounts;
    private final Time time;
    private final Desks<State> desks;

    public Rotations(Function<AwsScope, AwsAccount> accounts, Time time) {
        this.accounts = accounts;
        this.time = time;
        desks = new Desks<>("secrets", time, State.NOTHING, State::begun, this::read);
    }

    public Live<State> of(InstanceRef ref) {
        return desks.of(ref);
    }

    /// Keeps it no older than a minute until the handle is closed.
    public AutoCloseable look(AwsScope scope, InstanceRef ref) {
        return desks.look(scope, ref);
    }

    /// Reads again: at once while somebody looks, else when somebody does.
    public void again(InstanceRef ref) {
        desks.again(ref);
    }

    private Duration read(AwsScope scope, InstanceRef ref, Live<State> live) throws InterruptedException {
        Instant now = time.now();
        try (AwsAccount account = accounts.apply(scope)) {
            Instance instance = FactsReader.instance(account, ref);
            var reader = new FactsReader(account);
            Held held = reader.secrets(instance);
            live.set(new State(Loaded.ready(held, now), reader.problems(), false));
        } catch (Problem.Thrown e) {
            live.update(s -> new State(s.held().failed(e.problem()), s.problems(), false));
        }
        return EVERY;
    }

    @Override
    public void close() {
        desks.close();
    }
}
