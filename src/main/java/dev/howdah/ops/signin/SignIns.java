package dev.howdah.ops.signin;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.signin.Asker;
import dev.howdah.aws.signin.Keyring;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Problem;
import dev.howdah.model.Secret;
import dev.howdah.model.SignedIn;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One sign-in at a time, for a window: [#begin] it, follow [#stage], answer what it asks. Whoever is signed in is so for all that this
/// process does with the profile; what waited for it goes on by itself.
public final class SignIns implements AutoCloseable {
    private final Function<AwsScope, AwsAccount> accounts;
    private final Function<AwsScope, Keyring.Stand> stands;
    private final Time time;
    private final Work work = new Work("sign-in");
    private final Live<Stage> stage = new Live<>(new Stage.Idle());
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    /// Guarded by `this`.
    private @Nullable Thread running;

    private sealed interface Answer {
        record Code(Secret code) implements Answer {}

        record Word(boolean agrees) implements Answer {}
    }

    /// @param accounts opens a scope; closed when the sign-in ends
    /// @param stands where a scope stands
    public SignIns(Function<AwsScope, AwsAccount> accounts, Function<AwsScope, Keyring.Stand> stands, Time time) {
        this.accounts = accounts;
        this.stands = stands;
        this.time = time;
    }

    public Live<Stage> stage() {
        return stage;
    }

    /// How long a scope is signed in; empty before anything was asked with it.
    public Optional<SignedIn> standing(AwsScope scope) {
        return stands.apply(scope).signedIn();
    }

    /// What a scope lacks, by the newest that was asked with it; empty when it lacks nothing.
    public Optional<Problem.SignIn> missing(AwsScope scope) {
        return stands.apply(scope).missing();
    }

    /// Begins to sign in; a sign-in that goes on is given up for it.
    public synchronized void begin(AwsScope scope) {
        end();
        answers.clear();
        Instant since = time.now();
        stage.set(new Stage.Working(scope, "Asking AWS", since));
        running = work.start(scope.label(), () -> run(scope, since));
    }

    private void run(AwsScope scope, Instant since) {
        try (AwsAccount account = accounts.apply(scope)) {
            var asker = new Window(scope, since);
            while (true) {
                try {
                    account.signIn(asker);
                    // that AWS takes them is the proof
                    account.identity();
                    publish(new Stage.Done(scope, time.now()));
                    return;
                } catch (Problem.Thrown e) {
                    if (!(e.problem() instanceof Problem.SignIn(var kind, var _, var _)) || kind != Problem.SignIn.Kind.MFA_REFUSED) {
                        throw e;
                    }
                    asker.refused = e.problem();
                }
            }
        } catch (Problem.Thrown e) {
            publish(asksAgain(e.problem()) ? new Stage.Idle() : new Stage.Failed(scope, e.problem()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// That nobody answered is no news to whoever did not.
    private static boolean asksAgain(Problem problem) {
        return problem instanceof Problem.SignIn(var kind, var _, var _)
                && (kind == Problem.SignIn.Kind.MFA_NEEDED || kind == Problem.SignIn.Kind.CONSENT_NEEDED);
    }

    /// One that was given up tells nothing any more.
    private synchronized void publish(Stage next) {
        if (Thread.currentThread() == running) {
            stage.set(next);
        }
    }

    /// The code that was asked for.
    public void code(Secret code) {
        answers.add(new Answer.Code(code));
    }

    /// Whether the program may be run.
    public void agree(boolean agrees) {
        answers.add(new Answer.Word(agrees));
    }

    /// Gives the sign-in up, or takes its end away.
    public synchronized void cancel() {
        end();
        stage.set(new Stage.Idle());
    }

    private synchronized void end() {
        @Nullable
        Thread before = running;
        running = null;
        if (before != null) {
            before.interrupt();
        }
    }

    private final class Window implements Asker {
        private final AwsScope scope;
        private final Instant since;
        private @Nullable Problem refused;

        Window(AwsScope scope, Instant since) {
            this.scope = scope;
            this.since = since;
        }

        @Override
        public Optional<Secret> code(String profile, String role, String serial) throws InterruptedException {
            publish(new Stage.Code(scope, profile, role, serial, Optional.ofNullable(refused)));
            Answer answer = answers.take();
            publish(new Stage.Working(scope, "Asking AWS for the role", since));
            return answer instanceof Answer.Code(var code) ? Optional.of(code) : Optional.empty();
        }

        @Override
        public boolean agrees(String profile, String command) throws InterruptedException {
            publish(new Stage.Program(scope, profile, command));
            Answer answer = answers.take();
            publish(new Stage.Working(scope, "Running the program", since));
            return answer instanceof Answer.Word(var agrees) && agrees;
        }

        @Override
        public boolean show(Device device) {
            publish(new Stage.Device(scope, device.profile(), device.userCode(), device.page(), device.complete(), time.now(),
                    device.until()));
            return true;
        }

        @Override
        public boolean show(Page page) {
            publish(new Stage.Page(scope, page.profile(), page.here(), page.elsewhere(), page.code(), time.now(), page.until()));
            return true;
        }

        @Override
        public void allowed() {
            publish(new Stage.Working(scope, "Asking AWS for the role", since));
        }
    }

    @Override
    public void close() {
        end();
        work.close();
    }
}
