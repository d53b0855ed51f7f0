package dev.howdah.ui.shell;

import static dev.howdah.ui.Screens.onFx;

import dev.howdah.app.PracticeInside;
import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.config.Environments;
import dev.howdah.config.Settings;
import dev.howdah.drill.Drill;
import dev.howdah.fleet.FleetPoller;
import dev.howdah.journal.Journal;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Environment;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Profile;
import dev.howdah.model.SignedIn;
import dev.howdah.ops.Operations;
import dev.howdah.ops.activity.Activities;
import dev.howdah.ops.compare.Comparing;
import dev.howdah.ops.health.Checkups;
import dev.howdah.ops.insights.Insights;
import dev.howdah.ops.compare.Doors;
import dev.howdah.ops.compare.Repairs;
import dev.howdah.ops.migrate.MigrationWatch;
import dev.howdah.ops.migrate.Sight;
import dev.howdah.ops.posture.Postures;
import dev.howdah.ops.posture.Rotations;
import dev.howdah.ops.query.Queries;
import dev.howdah.ops.reach.OpenSessions;
import dev.howdah.ops.reach.Ways;
import dev.howdah.ops.signin.SignIns;
import dev.howdah.ops.timeline.Timelines;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import dev.howdah.ui.Screens;
import dev.howdah.ui.launch.DrillDoor;
import dev.howdah.ui.launch.LaunchState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Control;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/// The whole window on a drill, driven as by a user with a keyboard.
public final class WindowHarness implements AutoCloseable {
    public static final AwsScope SCOPE = new AwsScope("drill", "ap-northeast-2");
    private final Live<DrillDoor.State> door = new Live<>(new DrillDoor.State.Off());
    private final Live<Settings> settings = new Live<>(
            Settings.FIRST.with(new Settings.Window(0, 0, 1440, 900, false)).with(Settings.Theme.DARK));
    private final PracticeInside practice = new PracticeInside();
    private static final int MOST_TABS = 150;
    private final FleetPoller poller;
    private final Ways ways;
    private final Queries queries;
    private final Activities activities;
    private final Insights insights;
    private final Checkups checkups;
    private final Comparing comparing;
    private final MigrationWatch migrations;
    private final Operations operations;
    private final Postures postures;
    private final Rotations rotations;
    private final SignIns signIns;
    private final Timelines timelines;
    private final HowdahWindow window;
    private final Live<Environments> environments = new Live<>(Environments.NONE);
    private volatile LaunchState launch;
    private volatile Environment declared = Environment.DRILL;
    private final FxRobot robot = new FxRobot();

    /// @param changes environment variables over those of the drill
    public WindowHarness(Drill drill, Path state, Map<String, String> changes) {
        this(drill.variables(), drill.certificateAuthority(), state, changes);
        practice.in(drill);
    }

    /// @param variables environment that leads to a drill
    /// @param authority of its servers' certificates; null where it has no servers
    public WindowHarness(Map<String, String> variables, @Nullable Path authority, Path state, Map<String, String> changes) {
        var environment = new HashMap<>(variables);
        environment.put("AWS_CONFIG_FILE", "/nonexistent/config");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
        environment.putAll(changes);
        var aws = new AwsSettings(environment);
        Function<AwsScope, AwsAccount> accounts = scope -> new AwsAccount(new AwsScope(null, scope.region()), aws);
        poller = new FleetPoller(accounts, state, Time.SYSTEM);
        ways = new Ways(accounts, _ -> Objects.requireNonNull(authority), new OpenSessions(state), Time.SYSTEM);
        var journal = new Journal(state, Time.SYSTEM::now);
        queries = new Queries(ways, Time.SYSTEM, _ -> "on-call", state, journal, () -> settings.get().keepsLiterals());
        activities = new Activities(ways, Time.SYSTEM, _ -> "on-call");
        Function<InstanceRef, Optional<Instance>> instances = ref -> poller.live().get().accounts().stream()
                .flatMap(a -> a.instances().value().stream()).flatMap(List::stream).filter(i -> i.ref().equals(ref)).findFirst();
        insights = new Insights(accounts, instances, ways, Time.SYSTEM, _ -> "on-call");
        checkups = new Checkups(ways, Time.SYSTEM, _ -> "on-call", instances);
        Doors doors = Doors.through(ways, _ -> "on-call");
        comparing = new Comparing(doors, Time.SYSTEM);
        Sight sight = Sight.through(ways);
        migrations = new MigrationWatch(accounts, sight, Time.SYSTEM);
        operations = new Operations(journal, accounts,
                scope -> scope.equals(SCOPE) ? declared : settings.get().environment(scope.profile()), Time.SYSTEM,
                new Repairs(doors, state), sight);
        postures = new Postures(accounts, state, Time.SYSTEM);
        rotations = new Rotations(accounts, Time.SYSTEM);
        signIns = new SignIns(accounts, _ -> aws.keyring().stand(null), Time.SYSTEM);
        timelines = new Timelines(poller, accounts, ways, activities, state, Time.SYSTEM, _ -> "on-call");
        launch = launch();
        var console = new Console(poller, settings, () -> launch, _ -> Map.of(), new DrillDoor() {
            @Override
            public Live<State> state() {
                return door;
            }

            @Override
            public void start() {
                door.set(new State.Starting("Starting", Instant.now()));
                door.set(new State.Open(SCOPE, "blog-db"));
            }
        }, practice, ways, queries, activities, insights, checkups, comparing, migrations, signIns, environments, operations, postures,
                rotations,
                timelines,
                state.resolve("exports"),
                Time.SYSTEM,
                ZoneId.of("Asia/Seoul"));
        window = onFx(() -> new HowdahWindow(new Stage(), console));
    }

    private LaunchState launch() {
        var profiles = List.of(
                new Profile("blog-prod", Profile.Kind.SSO, "ap-northeast-2", "123456789012", "session corp", null),
                new Profile("blog-staging", Profile.Kind.ROLE, null, "210987654321", "arn:aws:iam::210987654321:role/Operator", null));
        Environments written = environments.get();
        return new LaunchState(
                LaunchState.choices(written, profiles, false, new LaunchState.Told() {
                    @Override
                    public @Nullable String region(@Nullable String name) {
                        return "blog-prod".equals(name) ? "ap-northeast-2" : null;
                    }

                    @Override
                    public Optional<SignedIn> signedIn(String name) {
                        return name.equals("blog-prod")
                                ? Optional.of(new SignedIn(Instant.now().plus(Duration.ofHours(6).plusSeconds(30)), true))
                                : Optional.empty();
                    }
                }, settings.get(), Instant.now()),
                List.of("ap-northeast-2", "eu-west-1"), Map.of(), written.mistakes().stream().map(Environments.Mistake::words).toList(),
                Optional.empty());
    }

    /// As if a file of environments were in this folder.
    public void environments(Path folder) {
        environments.set(Environments.load(folder));
        launch = launch();
    }

    /// As if an earlier window had been told what a family of task definitions runs.
    public void remember(String family, Path sql) {
        settings.update(s -> s.withMigration(family, sql.toString()));
    }

    /// From now on the drill's account is this to the window and to its operations, as if it were no drill and somebody had declared it.
    public void declare(Environment environment) {
        declared = environment;
        door.set(new DrillDoor.State.Off());
        settings.update(s -> s.with(SCOPE.profile(), environment));
        poller.refresh();
    }

    public HowdahWindow window() {
        return window;
    }

    /// Makes the window another size, and waits until its content has it.
    public void resize(double width, double height) {
        onFx(() -> {
            window.scene().getWindow().setWidth(width);
            window.scene().getWindow().setHeight(height);
            return null;
        });
        Screens.until("the new size", Duration.ofSeconds(10),
                () -> Math.abs(window.scene().getWidth() - width) < 40 && Math.abs(window.scene().getHeight() - height) < 60);
    }

    public Operations operations() {
        return operations;
    }

    public Timelines timelines() {
        return timelines;
    }

    public Postures postures() {
        return postures;
    }

    public Queries queries() {
        return queries;
    }

    public Insights insights() {
        return insights;
    }

    public Checkups checkups() {
        return checkups;
    }

    public Activities activities() {
        return activities;
    }

    public Comparing comparing() {
        return comparing;
    }

    public Ways ways() {
        return ways;
    }

    public FleetPoller poller() {
        return poller;
    }

    public PracticeInside practice() {
        return practice;
    }

    public Settings settings() {
        return settings.get();
    }

    public Scene scene() {
        return window.scene();
    }

    public String words() {
        return onFx(() -> Screens.words(window.scene().getRoot()));
    }

    /// Goes to a control with the Tab key alone, as a person without a mouse would.
    ///
    /// @param what of the control, for the error when the key never gets there
    public void walkTo(String what, Predicate<Node> there) {
        for (int i = 0; i < MOST_TABS; i++) {
            if (onFx(() -> window.scene().getFocusOwner() instanceof Node at && there.test(at))) {
                return;
            }
            press(KeyCode.TAB);
        }
        Screens.picture(window.scene(), "not-there");
        throw new AssertionError(MOST_TABS + " presses of Tab do not lead to " + what + "; see target/screens/not-there.png");
    }

    /// Presses keys together, as a chord.
    public void press(KeyCode... keys) {
        robot.push(keys);
    }

    public void type(String text) {
        robot.write(text);
    }

    /// Waits until all these words are on the window.
    public void until(Duration most, String... words) {
        try {
            Screens.until(String.join(", ", words), most, () -> {
                String all = Screens.words(window.scene().getRoot());
                for (String word : words) {
                    if (!all.contains(word)) {
                        return false;
                    }
                }
                return true;
            });
        } catch (AssertionError e) {
            Screens.picture(window.scene(), "not-there");
            throw new AssertionError(e.getMessage() + "; the keyboard was at " + onFx(() -> String.valueOf(window.scene().getFocusOwner()))
                    + "; see target/screens/not-there.png", e);
        }
    }

    /// Waits until the keyboard is at the control of this accessible text, and it hears keys: one without a skin does not.
    public void untilAt(Duration most, String accessible) {
        Screens.until("the keyboard at " + accessible + " (it is at " + onFx(() -> String.valueOf(window.scene().getFocusOwner())) + ")",
                most,
                () -> window.scene().getFocusOwner() instanceof javafx.scene.Node at && accessible.equals(at.getAccessibleText())
                        && !(at instanceof Control control && control.getSkin() == null));
    }

    @Override
    public void close() {
        Optional<Throwable> thrown = thrownBefore();
        onFx(() -> {
            window.close();
            return null;
        });
        signIns.close();
        operations.close();
        postures.close();
        rotations.close();
        timelines.close();
        insights.close();
        checkups.close();
        activities.close();
        comparing.close();
        migrations.close();
        queries.close();
        ways.close();
        poller.close();
        thrown.ifPresent(e -> {
            throw new AssertionError("the JavaFX thread threw", e);
        });
    }

    /// What the JavaFX thread threw and nobody has seen yet: it is this test's, and must neither keep the window open nor fail the next test.
    private static Optional<Throwable> thrownBefore() {
        try {
            WaitForAsyncUtils.checkException();
            return Optional.empty();
        } catch (Throwable e) {
            return Optional.of(e);
        } finally {
            WaitForAsyncUtils.clearExceptions();
        }
    }
}
