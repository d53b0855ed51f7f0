package dev.howdah.ops.posture;

import dev.howdah.aws.AwsAccount;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Loaded;
import dev.howdah.model.Problem;
import dev.howdah.posture.Looked;
import dev.howdah.posture.checks.Checks;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// The posture of instances while somebody looks at it: read once an hour, and when it is asked for. Settings change seldom; those of an
/// instance that is being made or changed are read again soon.
public final class Postures implements AutoCloseable {
    public static final Duration EVERY = Duration.ofHours(1);
    private static final Duration WHILE_IT_CHANGES = Duration.ofSeconds(20);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    /// All that is known.
    ///
    /// @param problems why some checks are unknown
    /// @param reading whether it is being read
    public record State(Loaded<Looked> looked, List<Problem> problems, boolean reading) {
        public static final State NOTHING = new State(Loaded.loading(), List.of(), false);

        State begun() {
            return new State(looked, problems, true);
        }
    }

    private final Function<AwsScope, AwsAccount> accounts;
    private final Time time;
    private final Desks<State> desks;

    public Postures(Function<AwsScope, AwsAccount> accounts, Time time) {
        this.accounts = accounts;
        this.time = time;
        desks = new Desks<>("posture", time, State.NOTHING, State::begun, this::read);
    }

    public Live<State> of(InstanceRef ref) {
        return desks.of(ref);
    }

    /// Keeps it no older than an hour until the handle is closed.
    public AutoCloseable look(AwsScope scope, InstanceRef ref) {
        return desks.look(scope, ref);
    }

    /// Reads again: at once while somebody looks, else when somebody does.
    public void again(InstanceRef ref) {
        desks.again(ref);
    }

    /// @return after how long it is read again
    private Duration read(AwsScope scope, InstanceRef ref, Live<State> live) throws InterruptedException {
        try (AwsAccount account = accounts.apply(scope)) {
            Instance instance = FactsReader.instance(account, ref);
            FactsReader.Reading reading = new FactsReader(account).read(instance, time.now());
            var looked = new Looked(instance, Checks.look(reading.facts()), reading.facts().now());
            live.set(new State(Loaded.ready(looked, looked.at()), reading.problems(), false));
            return "available".equals(instance.status()) ? EVERY : WHILE_IT_CHANGES;
        } catch (Problem.Thrown e) {
            live.update(s -> new State(s.looked().failed(e.problem()), s.problems(), false));
            return AFTER_FAILURE;
        }
    }

    @Override
    public void close() {
        desks.close();
    }
}
