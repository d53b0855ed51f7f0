package dev.howdah.ui.shell;

import dev.howdah.model.AwsScope;
import dev.howdah.model.Fleet;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.Request;
import dev.howdah.ops.posture.Postures;
import dev.howdah.posture.Mend;
import dev.howdah.task.Live;
import dev.howdah.task.Scope;
import dev.howdah.ui.kit.Action;
import dev.howdah.ui.kit.Clip;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Words;
import dev.howdah.ui.nav.Place;
import dev.howdah.ui.posture.Beside;
import dev.howdah.ui.posture.PostureState;
import dev.howdah.ui.posture.PostureView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Feeds the Posture screen.
final class PostureDesk implements PostureView.Answers {
    private static final Texts TEXTS = Texts.of(PostureDesk.class);
    /// How each choice begins.
    static final String COMPARE = TEXTS.get("Compare with") + " ";
    private static final Duration FRESH = Duration.ofMinutes(1);
    private final Console console;
    private final Place.Posture at;
    private final OperationDesk desk;
    private final PostureView view;
    private final Runnable choose;
    private final Executor computing;
    /// For as long as it is compared with one thing.
    private final Scope comparing = new Scope();
    private @Nullable InstanceRef other;

    /// @param screen for as long as the screen is shown
    /// @param computing where states are made
    /// @param desk where plans are shown
    /// @param choose opens the choice among `choices`
    PostureDesk(Console console, Place.Posture at, Scope screen, Executor computing, OperationDesk desk, Runnable choose) {
        this.console = console;
        this.at = at;
        this.desk = desk;
        this.choose = choose;
        this.computing = computing;
        Postures postures = console.postures();
        view = new PostureView(at.ref().id(), console.time()::now, this);
        var shown = new Live<>(PostureState.of(postures.of(at.ref()).get(), console.time().now()));
        screen.hold(postures.of(at.ref()).follow(computing, state -> shown.set(PostureState.of(state, console.time().now()))));
        screen.hold(shown.follow(Fx.THREAD, view::show));
        screen.hold(postures.look(at.scope(), at.ref()));
        // whoever comes to the screen wants what is, not what an hour ago was
        if (postures.of(at.ref()).get().looked().asOf().filter(t -> t.isBefore(console.time().now().minus(FRESH))).isPresent()) {
            again();
        }
        view.live(screen);
        screen.hold(comparing);
    }

    /// What this instance can be compared with: itself as it was, and the others.
    List<Action> choices() {
        var all = new ArrayList<Action>();
        Postures.Past past = console.postures().of(at.ref()).get().past();
        Instant now = console.time().now();
        for (Postures.Kept kept : past.other()) {
            String then = Words.both(kept.at(), now, console.zone());
            all.add(Action.always(TEXTS.get("Compare with itself as of {0}", then), Words.ago(kept.at(), now), null,
                    () -> with(kept, then)));
        }
        for (Fleet.Account account : console.fleet().live().get().accounts()) {
            for (Instance each : account.instances().value().orElse(List.of())) {
                if (!each.ref().equals(at.ref())) {
                    all.add(Action.always(TEXTS.get("Compare with {0}", each.ref().id()), account.scope().label(), null,
                            () -> with(account.scope(), each.ref())));
                }
            }
        }
        if (past.other().isEmpty()) {
            all.add(new Action(TEXTS.get("Compare with itself as it was"), TEXTS.get("earlier"), null,
                    () -> Optional.of(whyNone(past, now)), () -> {
                    }));
        }
        return all;
    }

    private String whyNone(Postures.Past past, Instant now) {
        return past.trouble() != null
                ? TEXTS.get("What was read is not kept: {0}", past.trouble())
                : past.kept().isEmpty()
                        ? TEXTS.get("It was not read yet.")
                        : TEXTS.get("The same since it was first read, {0}.", Words.ago(past.kept().getLast().at(), now));
    }

    private void with(Postures.Kept then, String name) {
        comparing.close();
        other = null;
        beside(comparing, console.postures().of(at.ref()), here -> Beside.of(here, then, TEXTS.get("now"), name));
    }

    private void with(AwsScope scope, InstanceRef ref) {
        comparing.close();
        other = ref;
        Postures postures = console.postures();
        Live<Postures.State> here = postures.of(at.ref());
        Live<Postures.State> there = postures.of(ref);
        String name = scope.equals(at.scope()) ? ref.id() : ref.id() + " (" + scope.label() + ")";
        comparing.hold(postures.look(scope, ref));
        beside(comparing, here, now -> Beside.of(now, there.get(), at.ref().id(), name));
        beside(comparing, there, then -> Beside.of(here.get(), then, at.ref().id(), name));
    }

    /// Shows what is made of each state, until the scope closes.
    private void beside(Scope scope, Live<Postures.State> of, Function<Postures.State, Beside> made) {
        var shown = new Live<Optional<Beside>>(Optional.empty());
        scope.hold(of.follow(computing, state -> shown.set(Optional.of(made.apply(state)))));
        scope.hold(shown.follow(Fx.THREAD, beside -> beside.ifPresent(view::compare)));
    }

    PostureView view() {
        return view;
    }

    @Override
    public void again() {
        console.postures().again(at.ref());
        if (other != null) {
            console.postures().again(other);
        }
    }

    @Override
    public void compare() {
        choose.run();
    }

    @Override
    public void alone() {
        comparing.close();
        other = null;
        view.compare(null);
    }

    @Override
    public void copy(String words) {
        Clip.copy(words);
    }

    @Override
    public void plan(Mend mend) {
        desk.ask(at.scope(), switch (mend) {
            case Mend.Setting(var what) -> new Request.Harden(at.ref(), what);
            case Mend.Grow() -> new Request.Grow(at.ref());
            case Mend.Protect() -> new Request.Protection(at.ref(), true);
            case Mend.Shut(var group, var rules, var ranges) -> new Request.ShutOut(at.ref(), group, rules, ranges);
            case Mend.LetNothingOut(var group, var rules) -> new Request.LetNothingOut(at.ref(), group, rules);
            case Mend.Narrow(var group, var rules) -> new Request.NarrowPorts(at.ref(), group, rules);
            case Mend.Parameters(var group, var values) -> new Request.SetParameters(at.ref(), group, values);
            case Mend.MoveBackups(var window) -> new Request.MoveBackups(at.ref(), window);
            case Mend.ChooseWindow(var resource, var action) -> new Request.ChooseWindow(at.ref(), resource, action);
            case Mend.ApplyWaiting() -> new Request.ApplyWaiting(at.ref());
            case Mend.Reboot() -> new Request.Reboot(at.ref());
            case Mend.Restart(var cluster, var service) -> new Request.RestartService(at.ref(), cluster, service);
        });
    }
}
