package dev.howdah.ops.posture;

import dev.howdah.aws.AwsAccount;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Loaded;
import dev.howdah.model.Problem;
import dev.howdah.posture.Compared;
import dev.howdah.posture.Looked;
import dev.howdah.posture.checks.Checks;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
    /// @param past what it came out as before
    public record State(Loaded<Looked> looked, List<Problem> problems, boolean reading, Past past) {
        public static final State NOTHING = new State(Loaded.loading(), List.of(), false, Past.NONE);

        State begun() {
            return new State(looked, problems, true, past);
        }
    }

    /// Earlier readings that came out otherwise than the one after them.
    ///
    /// @param kept the newest first; the first of them came out as the instance does now
    /// @param trouble why they are not kept, in the machine's words; null when they are
    public record Past(List<Kept> kept, @Nullable String trouble) {
        public static final Past NONE = new Past(List.of(), null);

        public Past {
            kept = List.copyOf(kept);
        }

        /// Those that came out otherwise than the instance does now.
        public List<Kept> other() {
            return kept.subList(Math.min(1, kept.size()), kept.size());
        }
    }

    /// What the checks came out as, from then until the next that was kept.
    public record Kept(Instant at, Map<String, Compared.Outcome> outcomes) {}

    private final Function<AwsScope, AwsAccount> accounts;
    private final Time time;
    private final EarlierReadings earlier;
    private final Desks<State> desks;

    /// @param state the folder of the console's state
    public Postures(Function<AwsScope, AwsAccount> accounts, Path state, Time time) {
        this.accounts = accounts;
        this.time = time;
        earlier = new EarlierReadings(state);
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
            live.set(new State(Loaded.ready(looked, looked.at()), reading.problems(), false,
                    earlier.add(ref, account.endpoint("rds").orElse(null), looked)));
            return "available".equals(instance.status()) ? EVERY : WHILE_IT_CHANGES;
        } catch (Problem.Thrown e) {
            live.update(s -> new State(s.looked().failed(e.problem()), s.problems(), false, s.past()));
            return AFTER_FAILURE;
        }
    }

    @Override
    public void close() {
        desks.close();
    }
}
