package dev.howdah.ui.shell;

import dev.howdah.config.Environments;
import dev.howdah.config.Settings;
import dev.howdah.model.AwsScope;
import dev.howdah.model.EcsService;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.model.Environment;
import dev.howdah.model.Fleet;
import dev.howdah.model.Identity;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Status;
import dev.howdah.ops.Request;
import dev.howdah.ops.query.Contents;
import dev.howdah.ops.query.Queries;
import dev.howdah.ops.query.ReadyMade;
import dev.howdah.ops.query.Sheet;
import dev.howdah.ops.query.Writes;
import dev.howdah.sql.meta.Completion;
import dev.howdah.sql.session.Leave;
import dev.howdah.ops.reach.Login;
import dev.howdah.ops.reach.Reach;
import dev.howdah.ops.reach.Ways;
import dev.howdah.task.Live;
import dev.howdah.task.Scope;
import dev.howdah.task.Work;
import dev.howdah.ui.backup.BackupsState;
import dev.howdah.ui.backup.BackupsView;
import dev.howdah.ui.drill.DrillState;
import dev.howdah.ui.drill.Practice;
import dev.howdah.ui.fleet.FleetState;
import dev.howdah.ui.fleet.FleetView;
import dev.howdah.ui.instance.OverviewState;
import dev.howdah.ui.instance.OverviewView;
import dev.howdah.ui.kit.Action;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.SignInWanted;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Theme;
import dev.howdah.ui.kit.Ticking;
import dev.howdah.ui.kit.Words;
import dev.howdah.ui.kit.YieldingRow;
import dev.howdah.ui.launch.DrillDoor;
import dev.howdah.ui.launch.LaunchView;
import dev.howdah.ui.nav.Navigator;
import dev.howdah.ui.nav.Place;
import dev.howdah.ui.posture.PostureState;
import dev.howdah.ui.query.QueryView;
import dev.howdah.ui.tunnel.LoginForm;
import dev.howdah.ui.tunnel.ReachView;
import dev.howdah.ui.verify.VerifyState;
import dev.howdah.ui.verify.VerifyView;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Polygon;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;

/// The one window. It owns the places, turns each into its screen, and feeds the screen that is shown: a hidden screen
/// computes nothing.
public final class HowdahWindow implements AutoCloseable {
    private static final Texts TEXTS = Texts.of(HowdahWindow.class);
    private static final System.Logger STARTUP = System.getLogger("dev.howdah.startup");
    private final Console console;
    private final Stage stage;
    private final Theme theme;
    private final Scope scope = new Scope();
    private final Work work = new Work("window");
    /// States are computed here, one after the other, never on the JavaFX thread.
    private final ExecutorService computing = Executors
            .newSingleThreadExecutor(Thread.ofVirtual().name("window/states").factory());
    private final Navigator navigator;
    private final BorderPane frame = new BorderPane();
    /// The screen, and over it the sheet.
    private final StackPane middle = new StackPane();
    private final Presence presence;
    private final StackPane screens = new StackPane();
    private Parent front = new Region();
    private final Band band = new Band();
    private final Palette palette = new Palette(this::actions);
    private final Sidebar sidebar;
    private final OperationDesk desk;
    /// Of the Posture screen that is shown, or was last.
    private @Nullable PostureDesk posture;
    private final CreateDesk creates;
    private final Unfinished unfinished;
    private final Button account = new Button();
    private final Button instance = new Button();
    private final SignInDesk signIn;
    private final Label override = Cards.chip("", dev.howdah.ui.kit.Tone.INFO);
    private final Label refreshed = new Label();
    private final Ticking clock = new Ticking();
    /// The run of a scenario that goes on, on every screen.
    private final Label practised = new Label();
    private Scope screen = new Scope();
    private @Nullable AwsScope current;
    private Place.@Nullable Overview lastOverview;
    private @Nullable String awaited;
    private boolean awaiting;
    /// What was reviewed on the Migrate screen of each instance.
    private final Map<InstanceRef, Map<String, MigrateDesk.Kept>> reviews = new HashMap<>();
    private boolean startUpTold;
    /// What follows when the user closed the window, and no transaction stood in the way.
    private Runnable closed;
    /// Kept while hidden: whoever comes back finds filter and selection as they were, and 500 rows are not laid out anew.
    private final FleetView fleetView;

    /// Builds and shows the window, on the choice of environments; call it on the JavaFX thread.
    public HowdahWindow(Stage stage, Console console) {
        this(stage, console, _ -> {});
    }

    /// Builds the window, goes where it is told, and shows it; call it on the JavaFX thread.
    ///
    /// @param first told before anything is laid out: a screen that nobody sees is then not made
    public HowdahWindow(Stage stage, Console console, Consumer<HowdahWindow> first) {
        Fx.mustBeHere();
        StillTimer.install();
        this.console = console;
        this.stage = stage;
        closed = stage::hide;
        Settings settings = console.settings().get();
        theme = new Theme(Theme.Choice.valueOf(settings.theme().name()));
        sidebar = new Sidebar(
                List.of(new Sidebar.Item(TEXTS.get("SEE"), TEXTS.get("Overview"), "1", this::toOverview),
                        new Sidebar.Item(TEXTS.get("SEE"), TEXTS.get("Fleet"), "2", this::toFleet),
                        new Sidebar.Item(TEXTS.get("REACH"), TEXTS.get("Reach"), "3", () -> to(Place.Reach::new)),
                        new Sidebar.Item(TEXTS.get("REACH"), TEXTS.get("Query"), "4", () -> to(Place.Query::new)),
                        new Sidebar.Item(TEXTS.get("REACH"), TEXTS.get("Activity"), "5", () -> to(Place.Activity::new)),
                        new Sidebar.Item(TEXTS.get("REACH"), TEXTS.get("Insights"), "6", () -> to(Place.Insights::new)),
                        new Sidebar.Item(TEXTS.get("REACH"), TEXTS.get("Timeline"), "Shift+T", () -> to(Place.Timeline::new)),
                        new Sidebar.Item(TEXTS.get("REACH"), TEXTS.get("Health"), "Shift+H", () -> to(Place.Health::new)),
                        new Sidebar.Item(TEXTS.get("CHANGE"), TEXTS.get("Backups & restore"), "7", () -> to(Place.Backups::new)),
                        new Sidebar.Item(TEXTS.get("CHANGE"), TEXTS.get("Migrate"), "8", () -> to(Place.Migrate::new)),
                        new Sidebar.Item(TEXTS.get("GUARD"), TEXTS.get("Posture"), "Shift+P", () -> to(Place.Posture::new)),
                        new Sidebar.Item(TEXTS.get("GUARD"), TEXTS.get("Secrets"), "Shift+K", () -> to(Place.Secrets::new)),
                        new Sidebar.Item(TEXTS.get("START"), TEXTS.get("Drill"), "Shift+D", this::toDrill),
                        new Sidebar.Item(TEXTS.get("START"), TEXTS.get("Environments"), "9", this::toLaunch)));
        presence = new Presence(console.time()::now, this::tick);
        fleetView = new FleetView(console.time()::now, row -> go(new Place.Overview(row.scope(), row.ref())), console.fleet()::refresh,
                this::create);
        navigator = new Navigator(new Place.Launch(), this::show);
        desk = new OperationDesk(console, work, scope, () -> Fx.THREAD.execute(() -> front.requestFocus()));
        unfinished = new Unfinished(console.queries(), console.time()::now,
                () -> Fx.THREAD.execute(() -> front.requestFocus()));
        creates = new CreateDesk(console, work, desk, () -> Fx.THREAD.execute(() -> front.requestFocus()));
        signIn = new SignInDesk(console.signIns(), console.time()::now, console.fleet()::refresh,
                () -> Fx.THREAD.execute(() -> front.requestFocus()), work, scope);
        frame.setTop(new VBox(top(), band.strip()));
        middle.getChildren().setAll(screens, desk.overlay(), creates.overlay(), unfinished.overlay(), signIn.overlay());
        frame.setCenter(middle);
        frame.setLeft(sidebar.node());
        frame.setBottom(new VBox(desk.strip(), foot()));
        var scene = new Scene(new StackPane(frame, palette.node()));
        Theme.dress(scene);
        keys(scene);
        stage.setScene(scene);
        tellFirstFrame(scene);
        presence.watch(scene);
        stage.setTitle("Howdah");
        // what a screen of 1920 × 1080 has to give at 200 %
        stage.setMinWidth(960);
        stage.setMinHeight(540);
        stage.setOnCloseRequest(e -> {
            e.consume();
            unfinished.before(TEXTS.get("close the window"), _ -> true, () -> closed.run());
        });
        place(settings.window());
        scope.hold(console.fleet().live().follow(computing, this::arrived));
        scope.hold(console.drill().state().follow(Fx.THREAD, this::drill));
        scope.hold(console.practice().state().follow(Fx.THREAD, _ -> {
            sidebar.offer(TEXTS.get("Drill"), practising());
            tick();
        }));
        Fx.every(Duration.ofSeconds(1), scope, this::tick);
        Fx.ages(scope, this::age);
        stage.iconifiedProperty().subscribe(hidden -> console.fleet().hidden(hidden));
        first.accept(this);
        if (navigator.here() instanceof Place.Launch) {
            show(navigator.here());
        }
        stage.show();
    }

    /// Opens scopes and goes to what they hold: the only instance, the one named, or the fleet.
    ///
    /// @param named identifier to show once it is listed, or null
    public void open(List<AwsScope> scopes, @Nullable String named) {
        console.fleet().open(scopes);
        console.settings().update(s -> s.with(scopes.stream().filter(o -> console.environment(o) != Environment.DRILL).toList()));
        current = scopes.getFirst();
        awaited = named;
        awaiting = true;
        navigator.go(new Place.Fleet());
        chrome(console.fleet().live().get());
    }

    /// Starts the drill, if it does not run, and goes to it once it answers.
    public void openDrill() {
        awaited = null;
        awaiting = true;
        console.drill().start();
        drill(console.drill().state().get());
    }

    /// Goes to a place, as a link or a test would.
    public void go(Place place) {
        navigator.go(place);
    }

    public Place here() {
        return navigator.here();
    }

    public Scene scene() {
        return stage.getScene();
    }

    public Theme theme() {
        return theme;
    }

    // --- places

    private void show(Place place) {
        screen.close();
        screen = new Scope();
        sidebar.mark(switch (place) {
            case Place.Overview _ -> TEXTS.get("Overview");
            case Place.Reach _ -> TEXTS.get("Reach");
            case Place.Query _ -> TEXTS.get("Query");
            case Place.Migrate _ -> TEXTS.get("Migrate");
            case Place.Activity _ -> TEXTS.get("Activity");
            case Place.Insights _ -> TEXTS.get("Insights");
            case Place.Timeline _ -> TEXTS.get("Timeline");
            case Place.Health _ -> TEXTS.get("Health");
            case Place.Backups _,Place.Verify _ -> TEXTS.get("Backups & restore");
            case Place.Posture _ -> TEXTS.get("Posture");
            case Place.Secrets _ -> TEXTS.get("Secrets");
            case Place.Fleet _ -> TEXTS.get("Fleet");
            case Place.Drill _ -> TEXTS.get("Drill");
            case Place.Launch _ -> TEXTS.get("Environments");
        });
        front = switch (place) {
            case Place.Overview at -> overview(at);
            case Place.Reach at -> reach(at);
            case Place.Query at -> query(at);
            case Place.Activity at -> activity(at);
            case Place.Insights at -> insights(at);
            case Place.Timeline at -> timeline(at);
            case Place.Health at -> health(at);
            case Place.Backups at -> backups(at);
            case Place.Migrate at -> migrate(at);
            case Place.Verify at -> verify(at);
            case Place.Posture at -> posture(at);
            case Place.Secrets at -> secrets(at);
            case Place.Fleet _ -> fleet();
            case Place.Drill _ -> practice();
            case Place.Launch _ -> launch();
        };
        bring(front);
        chrome(console.fleet().live().get());
        shownInstance().ifPresent(console.timelines()::attend);
        if (place instanceof Place.Overview) {
            front.requestFocus();
        }
    }

    /// The Fleet stays in the scene when another screen is shown: to take its table out and put it in again would cost a style pass
    /// over each cell of it. What is shown comes first.
    private void bring(Parent next) {
        Parent fleet = fleetView.node();
        screens.getChildren().removeIf(each -> each != fleet && each != next);
        if (!screens.getChildren().contains(next)) {
            screens.getChildren().addFirst(next);
        }
        for (Node each : screens.getChildren()) {
            each.setVisible(each == next);
            each.setManaged(each == next);
        }
    }

    private Parent overview(Place.Overview at) {
        lastOverview = at;
        current = at.scope();
        console.fleet().watch(at.scope(), at.ref());
        var view = new OverviewView(console.time()::now, console.zone(), console.fleet()::refresh, () -> {
            connect(at.scope(), at.ref(), Reach.Choice.OURS);
            navigator.go(new Place.Reach(at.scope(), at.ref()));
        }, changes(), () -> to(Place.Posture::new));
        var shown = new Live<>(OverviewState.of(console.fleet().live().get(), at.scope(), at.ref(), console.time().now()));
        var looking = new AtomicBoolean();
        Executor worker = computing;
        screen.hold(console.fleet().live().follow(worker,
                fleet -> shown.set(OverviewState.of(fleet, at.scope(), at.ref(), console.time().now()))));
        screen.hold(shown.follow(Fx.THREAD, state -> {
            view.show(state);
            usable(state);
            if (state.instance().isPresent() && looking.compareAndSet(false, true)) {
                // what the checks need is read once the instance is on the screen: that comes first
                screen.hold(console.postures().look(at.scope(), at.ref()));
            }
        }));
        screen.hold(console.postures().of(at.ref()).follow(Fx.THREAD, state -> {
            PostureState.Chip chip = PostureState.chip(state);
            view.posture(chip.words(), chip.tone(), chip.help());
        }));
        screen.hold(console.ways().of(at.ref()).follow(Fx.THREAD, view::show));
        view.live(screen);
        return view.node();
    }

    private Parent reach(Place.Reach at) {
        lastOverview = new Place.Overview(at.scope(), at.ref());
        current = at.scope();
        console.fleet().watch(at.scope(), at.ref());
        Ways ways = console.ways();
        var view = new ReachView(at.ref().id(), console.time()::now, new ReachView.Answers() {
            @Override
            public void connect(@Nullable String via, LoginForm.Typed login) {
                HowdahWindow.this.connect(at.scope(), at.ref(), switch (login) {
                    case LoginForm.Typed.BySecret() -> new Reach.Choice(via, null, null);
                    case LoginForm.Typed.ByIam(var user) -> new Reach.Choice(via, null, user);
                    case LoginForm.Typed.ByPassword(var user, var password, var database) -> new Reach.Choice(via,
                            new Login(user, password, null, null, database, "what was typed in"), null);
                });
            }

            @Override
            public void disconnect() {
                HowdahWindow.this.disconnect(at.ref());
            }

            @Override
            public void ask(String sql) {
                ways.ask(at.ref(), sql);
            }

            @Override
            public void port(int wanted) {
                ways.port(at.ref(), wanted);
            }
        });
        screen.hold(ways.of(at.ref()).follow(Fx.THREAD, view::show));
        view.live(screen);
        Fx.THREAD.execute(view::focus);
        return view.node();
    }

    private void disconnect(InstanceRef ref) {
        unfinished.before(TEXTS.get("disconnect"), sheet -> sheet.instance().equals(ref), () -> console.ways().disconnect(ref));
    }

    private Parent activity(Place.Activity at) {
        lastOverview = new Place.Overview(at.scope(), at.ref());
        current = at.scope();
        var desktop = new ActivityDesk(console, at, screen, computing, desk, this::toDatabase);
        Fx.THREAD.execute(desktop.view()::focus);
        return desktop.view().node();
    }

    private Parent insights(Place.Insights at) {
        lastOverview = new Place.Overview(at.scope(), at.ref());
        current = at.scope();
        console.fleet().watch(at.scope(), at.ref());
        var desk = new InsightsDesk(console, at, screen, computing);
        Fx.THREAD.execute(desk.view()::focus);
        return desk.view().node();
    }

    private Parent health(Place.Health at) {
        lastOverview = new Place.Overview(at.scope(), at.ref());
        current = at.scope();
        console.fleet().watch(at.scope(), at.ref());
        var desktop = new HealthDesk(console, at, screen, computing);
        Fx.THREAD.execute(desktop.view()::focus);
        return desktop.view().node();
    }

    private Parent timeline(Place.Timeline at) {
        lastOverview = new Place.Overview(at.scope(), at.ref());
        current = at.scope();
        console.fleet().watch(at.scope(), at.ref());
        var desktop = new TimelineDesk(console, at, screen, computing, navigator::go);
        Fx.THREAD.execute(desktop.view()::focus);
        return desktop.view().node();
    }

    private Parent query(Place.Query at) {
        lastOverview = new Place.Overview(at.scope(), at.ref());
        current = at.scope();
        Queries queries = console.queries();
        var showing = new AtomicReference<QueryView>();
        var view = new QueryView(new QueryView.Setting(at.ref(), console.environment(at.scope())), queries.drafts(at.ref()).get(),
                console.time()::now, new QueryView.Answers() {
                    @Override
                    public void run(int sheet, String sql, int most) {
                        queries.run(new Sheet(at.ref(), sheet), sql, most);
                    }

                    @Override
                    public void cancel(int sheet) {
                        queries.cancel(new Sheet(at.ref(), sheet));
                    }

                    @Override
                    public void preview(int sheet, String sql, int most) {
                        queries.preview(new Sheet(at.ref(), sheet), sql, most);
                    }

                    @Override
                    public void allowWrites(int sheet, Duration length, String typed) {
                        queries.allowWrites(new Sheet(at.ref(), sheet),
                                new Writes.Wish(at.scope(), console.environment(at.scope()), length, typed));
                    }

                    @Override
                    public void stopWriting(int sheet) {
                        queries.stopWriting(new Sheet(at.ref(), sheet));
                    }

                    @Override
                    public void answer(int sheet, Leave.Choice choice) {
                        queries.answer(new Sheet(at.ref(), sheet), choice);
                    }

                    @Override
                    public void connect() {
                        HowdahWindow.this.connect(at.scope(), at.ref(), Reach.Choice.OURS);
                    }

                    @Override
                    public void opened(int sheet) {
                        screen.hold(queries.of(new Sheet(at.ref(), sheet)).follow(Fx.THREAD, state -> {
                            QueryView shown = showing.get();
                            if (shown != null) {
                                shown.show(sheet, state);
                            }
                        }));
                        screen.hold(queries.writes(new Sheet(at.ref(), sheet)).follow(Fx.THREAD, writes -> {
                            QueryView shown = showing.get();
                            if (shown != null) {
                                shown.show(sheet, writes);
                            }
                        }));
                        screen.hold(queries.prompt(new Sheet(at.ref(), sheet)).follow(Fx.THREAD, words -> {
                            QueryView shown = showing.get();
                            if (shown != null) {
                                shown.prompt(sheet, words);
                            }
                        }));
                        screen.hold(queries.held(new Sheet(at.ref(), sheet)).follow(Fx.THREAD, words -> {
                            QueryView shown = showing.get();
                            if (shown != null) {
                                shown.held(sheet, words);
                            }
                        }));
                        queries.prepare(new Sheet(at.ref(), sheet));
                    }

                    @Override
                    public void closing(int sheet, Runnable then) {
                        unfinished.before(TEXTS.get("close the sheet"), new Sheet(at.ref(), sheet)::equals, then);
                    }

                    @Override
                    public void closed(int sheet) {
                        queries.close(new Sheet(at.ref(), sheet));
                    }

                    @Override
                    public void prompted(int sheet, @Nullable String value) {
                        queries.prompted(new Sheet(at.ref(), sheet), value);
                    }

                    @Override
                    public void beside(Runnable work) {
                        queries.beside(work);
                    }

                    @Override
                    public void browse() {
                        queries.browse(at.ref(), "");
                    }

                    @Override
                    public void details(long oid) {
                        queries.details(at.ref(), oid);
                    }

                    @Override
                    public void keep(List<Queries.Draft> drafts) {
                        queries.keep(at.ref(), drafts);
                    }
                });
        showing.set(view);
        screen.hold(console.ways().of(at.ref()).follow(Fx.THREAD, view::show));
        screen.hold(queries.drafts(at.ref()).follow(Fx.THREAD, (List<Queries.Draft> drafts) -> view.show(drafts)));
        screen.hold(queries.names(at.ref()).follow(Fx.THREAD, (Completion.Names names) -> view.show(names)));
        screen.hold(queries.contents(at.ref()).follow(Fx.THREAD, (Contents contents) -> view.show(contents)));
        view.live(screen);
        Fx.THREAD.execute(view::focus);
        return view.node();
    }

    private Parent backups(Place.Backups at) {
        lastOverview = new Place.Overview(at.scope(), at.ref());
        current = at.scope();
        console.fleet().watch(at.scope(), at.ref());
        var view = new BackupsView(at.ref().id(), console.time()::now, console.zone(), new BackupsView.Answers() {
            @Override
            public void snapshot(String reason) {
                desk.ask(at.scope(), new Request.TakeSnapshot(at.ref(), reason));
            }

            @Override
            public void copy(String snapshot) {
                desk.ask(at.scope(), new Request.CopySnapshot(at.ref(), snapshot));
            }

            @Override
            public void share(String snapshot, String with) {
                desk.ask(at.scope(), new Request.ShareSnapshot(at.ref(), snapshot, with, true));
            }

            @Override
            public void restoreTo(Instant when, String copy) {
                desk.ask(at.scope(), new Request.RestoreToTime(at.ref(), when, copy));
            }

            @Override
            public void restoreFrom(String snapshot, String copy) {
                desk.ask(at.scope(), new Request.RestoreSnapshot(at.ref(), snapshot, copy));
            }

            @Override
            public void delete(String snapshot) {
                desk.ask(at.scope(), new Request.DeleteSnapshot(at.ref(), snapshot));
            }

            @Override
            public void open(InstanceRef copy) {
                go(new Place.Overview(at.scope(), copy));
            }

            @Override
            public void restart(EcsService service) {
                desk.ask(at.scope(), new Request.RestartService(at.ref(), service.cluster(), service.name()));
            }

            @Override
            public void verify(InstanceRef copy) {
                go(new Place.Verify(at.scope(), at.ref(), copy));
            }

            @Override
            public void remove(InstanceRef copy, boolean guarded) {
                desk.ask(at.scope(), guarded ? new Request.Protection(copy, false) : new Request.DeleteInstance(copy));
            }

            @Override
            public void swap(String copy) {
                HowdahWindow.this.swap(at.scope(), at.ref(), copy);
            }

            @Override
            public void refresh() {
                console.fleet().refresh();
            }
        });
        Thread reading = work.background("services", () -> {
            try {
                List<EcsService> services = console.operations().services(at.scope());
                Fx.THREAD.execute(() -> view.show(services));
            } catch (Problem.Thrown e) {
                System.getLogger(HowdahWindow.class.getName()).log(Level.INFO, "services are not listed: {0}", Sentences.of(e.problem()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        screen.hold(reading::interrupt);
        var shown = new Live<>(BackupsState.of(console.fleet().live().get(), at.scope(), at.ref(), List.of(), console.time().now()));
        // on the computing thread: it reads the journal
        screen.hold(console.fleet().live().follow(computing,
                fleet -> shown.set(BackupsState.of(fleet, at.scope(), at.ref(), copies(at.ref()), console.time().now()))));
        screen.hold(shown.follow(Fx.THREAD, view::show));
        view.live(screen);
        Fx.THREAD.execute(view::focus);
        return view.node();
    }

    private Parent migrate(Place.Migrate at) {
        lastOverview = new Place.Overview(at.scope(), at.ref());
        current = at.scope();
        console.fleet().watch(at.scope(), at.ref());
        var desktop = new MigrateDesk(console, work, screen, at, desk, () -> connect(at.scope(), at.ref(), Reach.Choice.OURS),
                reviews.computeIfAbsent(at.ref(), _ -> new HashMap<>()));
        Fx.THREAD.execute(desktop.view()::focus);
        return desktop.view().node();
    }

    private void swap(AwsScope of, InstanceRef ref, String copy) {
        desk.ask(of, new Request.Rename(ref, BackupsState.name(ref.id() + "-old", console.time().now()), copy));
    }

    private Parent verify(Place.Verify at) {
        lastOverview = new Place.Overview(at.scope(), at.ref());
        current = at.scope();
        console.fleet().watch(at.scope(), at.ref());
        var comparing = console.comparing();
        var wanted = new AtomicBoolean();
        var view = new VerifyView(at.ref().id(), at.copy().id(), new VerifyView.Answers() {
            @Override
            public void compare() {
                wanted.set(true);
                connect(at.scope(), at.ref(), Reach.Choice.OURS);
                connect(at.scope(), at.copy(), Reach.Choice.OURS);
                begin(at, wanted);
            }

            @Override
            public void compareRows(List<String> tables) {
                comparing.compareRows(at.ref(), at.copy(), tables);
            }

            @Override
            public void ask(String sql) {
                comparing.ask(at.ref(), at.copy(), sql);
            }

            @Override
            public void cancel() {
                comparing.cancel(at.ref(), at.copy());
            }

            @Override
            public void repair(List<String> tables, boolean missing, boolean changed) {
                desk.ask(at.scope(), new Request.RepairRows(at.ref(), at.copy().id(), tables, missing, changed));
            }

            @Override
            public void swap() {
                HowdahWindow.this.swap(at.scope(), at.ref(), at.copy().id());
            }
        });
        Ways ways = console.ways();
        Runnable refresh = () -> {
            begin(at, wanted);
            view.show(VerifyState.of(comparing.of(at.ref(), at.copy()).get(), ways.of(at.ref()).get(), ways.of(at.copy()).get(),
                    console.time().now()));
        };
        screen.hold(comparing.of(at.ref(), at.copy()).follow(Fx.THREAD, _ -> refresh.run()));
        screen.hold(ways.of(at.ref()).follow(Fx.THREAD, _ -> refresh.run()));
        screen.hold(ways.of(at.copy()).follow(Fx.THREAD, _ -> refresh.run()));
        Fx.every(Duration.ofSeconds(10), screen, refresh);
        Fx.THREAD.execute(view::focus);
        return view.node();
    }

    /// Compares once both are reached.
    private void begin(Place.Verify at, AtomicBoolean wanted) {
        boolean both = console.ways().reached(at.ref()).isPresent() && console.ways().reached(at.copy()).isPresent();
        if (both && wanted.compareAndSet(true, false)) {
            console.comparing().compare(at.ref(), at.copy());
        }
    }

    private List<String> copies(InstanceRef source) {
        try {
            return console.operations().copies(source);
        } catch (IOException e) {
            System.getLogger(HowdahWindow.class.getName()).log(Level.WARNING, "the journal cannot be read: copies are not listed", e);
            return List.of();
        }
    }

    /// Begins to climb to an instance, if it is known.
    private void connect(AwsScope to, InstanceRef ref, Reach.Choice choice) {
        console.fleet().live().get().account(to).flatMap(a -> a.instances().value()).orElse(List.of()).stream()
                .filter(i -> i.ref().equals(ref)).findFirst()
                .ifPresent(i -> unfinished.before(TEXTS.get("connect anew"), sheet -> sheet.instance().equals(ref),
                        () -> console.ways().connect(to, i, choice)));
    }

    private Parent practice() {
        console.fleet().unwatch();
        var desktop = new DrillDesk(console, screen, computing);
        Fx.THREAD.execute(desktop.view()::focus);
        return desktop.view().node();
    }

    private Parent fleet() {
        console.fleet().unwatch();
        FleetView view = fleetView;
        var shown = new Live<>(Optional.<FleetState>empty());
        screen.hold(console.fleet().live().follow(computing,
                fleet -> shown.set(Optional.of(FleetState.of(fleet, console::environment, console.time().now())))));
        view.live(screen);
        Fx.THREAD.execute(view::focusTable);
        // the table comes in one frame, what changed in it in the next: both at once would keep the window away for twice as long
        Scope here = screen;
        Fx.afterFrame(stage.getScene(), () -> {
            if (screen == here) {
                here.hold(shown.follow(Fx.THREAD, state -> state.ifPresent(view::show)));
            }
        });
        return view.node();
    }

    private Parent launch() {
        console.fleet().unwatch();
        var view = new LaunchView(console.time()::now, new LaunchView.Answers() {
            @Override
            public void open(List<AwsScope> scopes, @Nullable String instance) {
                HowdahWindow.this.open(scopes, instance);
            }

            @Override
            public void declare(@Nullable String profile, Environment environment) {
                console.settings().update(s -> s.with(profile, environment));
            }

            @Override
            public void startDrill() {
                openDrill();
            }

            @Override
            public void refresh() {
                show(navigator.here());
            }
        });
        var drill = console.drill().state();
        screen.hold(drill.follow(Fx.THREAD, view::show));
        work.start("profiles", () -> {
            var state = console.launch().get();
            Fx.THREAD.execute(() -> {
                view.show(state);
                view.focus();
            });
        });
        view.live(screen);
        return view.node();
    }

    private void toOverview() {
        Place.Overview last = lastOverview;
        if (last != null) {
            awaiting = false;
            navigator.go(last);
        } else {
            palette.open(TEXTS.get("go to") + " ");
        }
    }

    private Parent posture(Place.Posture at) {
        lastOverview = new Place.Overview(at.scope(), at.ref());
        current = at.scope();
        console.fleet().watch(at.scope(), at.ref());
        var desktop = new PostureDesk(console, at, screen, computing, desk, () -> palette.open(PostureDesk.COMPARE));
        posture = desktop;
        Fx.THREAD.execute(desktop.view()::focus);
        return desktop.view().node();
    }

    private Parent secrets(Place.Secrets at) {
        lastOverview = new Place.Overview(at.scope(), at.ref());
        current = at.scope();
        console.fleet().watch(at.scope(), at.ref());
        var desktop = new SecretsDesk(console, at, screen, computing, desk);
        Fx.THREAD.execute(desktop.view()::focus);
        return desktop.view().node();
    }

    /// To a screen of the instance that was looked at last; without one, to the choice of one.
    private void to(BiFunction<AwsScope, InstanceRef, Place> screenOf) {
        Place.Overview last = lastOverview;
        if (last != null) {
            awaiting = false;
            navigator.go(screenOf.apply(last.scope(), last.ref()));
        } else {
            palette.open(TEXTS.get("go to") + " ");
        }
    }

    /// One key from an instance to its database.
    private void toDatabase() {
        Place.Overview last = lastOverview;
        if (last != null) {
            connect(last.scope(), last.ref(), Reach.Choice.OURS);
        }
        to(Place.Reach::new);
    }

    /// What is shown; on the Fleet, the first environment that is open.
    private Optional<AwsScope> creatingIn() {
        return Optional.ofNullable(current)
                .or(() -> console.fleet().live().get().accounts().stream().map(Fleet.Account::scope).findFirst());
    }

    private void create() {
        creatingIn().ifPresent(creates::begin);
    }

    private void toFleet() {
        awaiting = false;
        navigator.go(new Place.Fleet());
    }

    private boolean practising() {
        return console.practice().state().get() instanceof Practice.State.On;
    }

    private void toDrill() {
        awaiting = false;
        navigator.go(new Place.Drill());
    }

    private void toLaunch() {
        awaiting = false;
        navigator.go(new Place.Launch());
    }

    // --- what arrives

    private void drill(DrillDoor.State state) {
        if (awaiting && state instanceof DrillDoor.State.Open(var where, var id)) {
            open(List.of(where), id);
        }
    }

    /// Runs on the computing thread.
    private void arrived(Fleet fleet) {
        Fx.THREAD.execute(() -> {
            chrome(fleet);
            AwsScope asked = current;
            if (!awaiting || asked == null || !(navigator.here() instanceof Place.Fleet)) {
                return;
            }
            List<Instance> known = fleet.account(asked).flatMap(a -> a.instances().value()).orElse(List.of());
            String name = awaited;
            Optional<Instance> target = name != null
                    ? known.stream().filter(i -> i.ref().id().equals(name)).findFirst()
                    : known.size() == 1 && fleet.accounts().size() == 1 ? Optional.of(known.getFirst()) : Optional.empty();
            if (!known.isEmpty()) {
                awaiting = false;
            }
            target.ifPresent(i -> navigator.go(new Place.Overview(asked, i.ref())));
        });
    }

    /// How long a stranger waits for an instance that serves: told once, to whoever turned the logger `dev.howdah.startup` up.
    private void usable(OverviewState state) {
        if (!startUpTold && state.instance().filter(i -> Status.of(i.status()) == Status.SERVING).isPresent()) {
            startUpTold = true;
            told("first usable Overview");
        }
    }

    /// Whether an instance that serves was shown.
    boolean usable() {
        return startUpTold;
    }

    /// @param then instead of only hiding the window, once the user closed it and what was unfinished is rolled back
    public void whenClosed(Runnable then) {
        closed = then;
    }

    /// As if the user closed the window.
    void leave() {
        stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
    }

    private static void told(String what) {
        Instant started = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        STARTUP.log(Level.DEBUG, "{0} after {1} ms", what, String.valueOf(Duration.between(started, Instant.now()).toMillis()));
    }

    /// The first that anybody sees: laid out and about to be drawn.
    private static void tellFirstFrame(Scene scene) {
        scene.addPostLayoutPulseListener(new Runnable() {
            @Override
            public void run() {
                scene.removePostLayoutPulseListener(this);
                told("first frame");
            }
        });
    }

    private void chrome(Fleet fleet) {
        AwsScope shown = current;
        boolean open = shown != null && !fleet.accounts().isEmpty();
        Environment environment = shown == null ? Environment.UNDECLARED : console.environment(shown);
        Optional<Environments.Entry> written = shown == null ? Optional.empty() : console.environments().get().of(shown);
        band.show(environment, written.map(Environments.Entry::colour).orElse(null), open);
        account.setVisible(open);
        account.setManaged(open);
        instance.setVisible(open);
        instance.setManaged(open);
        Optional<Fleet.Account> from = shown == null ? Optional.empty() : fleet.account(shown);
        Optional<Identity> me = from.flatMap(a -> a.identity().value());
        String label = written.map(Environments.Entry::title)
                .orElse(shown == null ? "" : (shown.profile() == null ? TEXTS.get("default") : shown.profile()));
        account.setText(
                label + "   " + me.map(Identity::account).orElse(TEXTS.get("account unknown")) + " · "
                        + (shown == null ? "" : shown.region()));
        instance.setText(shownInstance().map(InstanceRef::id).orElse(TEXTS.get("choose an instance")));
        signIn.show(shown, from);
        Map<String, String> overrides = shown == null ? Map.of() : console.overrides().apply(shown);
        override.setVisible(!overrides.isEmpty());
        override.setManaged(!overrides.isEmpty());
        override.setText(overrides.isEmpty() ? "" : TEXTS.get("endpoint {0}", overrides.values().iterator().next()));
        sidebar.badge(TEXTS.get("Fleet"), fleet.accounts().stream().mapToInt(a -> a.instances().value().map(List::size).orElse(0)).sum());
        String name = shownInstance().map(ref -> ref.id() + " – ").orElse("");
        stage.setTitle(open && shown != null
                ? name + environment.band() + " " + me.map(Identity::account).orElse("") + " " + shown.region() + " – Howdah"
                : "Howdah");
        tick();
        age();
    }

    private Optional<InstanceRef> shownInstance() {
        return switch (navigator.here()) {
            case Place.Overview(var _, var ref) -> Optional.of(ref);
            case Place.Reach(var _, var ref) -> Optional.of(ref);
            case Place.Query(var _, var ref) -> Optional.of(ref);
            case Place.Activity(var _, var ref) -> Optional.of(ref);
            case Place.Insights(var _, var ref) -> Optional.of(ref);
            case Place.Timeline(var _, var ref) -> Optional.of(ref);
            case Place.Health(var _, var ref) -> Optional.of(ref);
            case Place.Backups(var _, var ref) -> Optional.of(ref);
            case Place.Migrate(var _, var ref) -> Optional.of(ref);
            case Place.Posture(var _, var ref) -> Optional.of(ref);
            case Place.Secrets(var _, var ref) -> Optional.of(ref);
            case Place.Verify(var _, var ref, var _) -> Optional.of(ref);
            case Place.Fleet _,Place.Drill _,Place.Launch _ -> Optional.empty();
        };
    }

    private void tick() {
        Instant now = console.time().now();
        signIn.tick();
        presence.tick();
        clock.say(Fx.resting() ? Words.minute(now, console.zone()) : Words.both(now, now, console.zone()));
        practised.setText(DrillState.strip(console.practice().state().get(), now));
    }

    private void age() {
        Instant now = console.time().now();
        Fleet fleet = console.fleet().live().get();
        Optional<Instant> newest = fleet.accounts().stream().flatMap(a -> a.instances().asOf().stream()).max(Instant::compareTo);
        long failing = fleet.accounts().stream().filter(a -> a.instances().problem().isPresent()).count();
        refreshed.setText(fleet.accounts().isEmpty()
                ? TEXTS.get("nothing open")
                : newest.map(at -> TEXTS.get("refreshed {0}", Words.ago(at, now))).orElse(TEXTS.get("reading…"))
                        + (failing == 0 ? "" : " · " + TEXTS.get("{0} of {1} not answering", failing, fleet.accounts().size())));
    }

    // --- the frame

    private HBox top() {
        var mark = new Polygon(0, 11, 6.5, 0, 13, 11);
        mark.getStyleClass().add("logo-mark");
        var logo = new HBox(7, mark, Cards.text("Howdah", "logo"));
        logo.setAlignment(Pos.CENTER_LEFT);
        logo.setPrefWidth(168);
        account.setOnAction(_ -> toLaunch());
        account.setTooltip(whole(account, TEXTS.get("Choose another environment (Ctrl+9)")));
        instance.setOnAction(_ -> palette.open(TEXTS.get("go to") + " "));
        instance.setTooltip(whole(instance, TEXTS.get("Choose another instance")));
        for (Button button : new Button[]{account, instance}) {
            button.setFocusTraversable(true);
            // what comes last tells two of them apart: the region, the end of a name
            button.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        }
        override.setTooltip(whole(override, TEXTS.get("Calls go there, not to AWS")));
        var commands = new Button(TEXTS.get("Actions   Ctrl+K"));
        commands.setMinWidth(Region.USE_PREF_SIZE);
        commands.getStyleClass().add("flat");
        commands.setOnAction(_ -> palette.open(""));
        var top = new YieldingRow(12, logo, band.word(), account, instance, Cards.spacer(), override, signIn.badge(), commands)
                .yields(override, 70).yields(signIn.badge(), 140).yields(logo, 104).yields(instance, 120).yields(account, 190);
        top.getStyleClass().add("top");
        return top;
    }

    /// The words may be cut where there is no room.
    private static Tooltip whole(Labeled of, String help) {
        var tooltip = new Tooltip();
        tooltip.textProperty().bind(of.textProperty().map(words -> words + "\n" + help));
        return tooltip;
    }

    private HBox foot() {
        var foot = new HBox(refreshed, Cards.spacer(), practised, Cards.spacer(), clock);
        foot.getStyleClass().add("foot");
        return foot;
    }

    /// Everything that can be done now; instances are places to go to.
    List<Action> actions() {
        var all = new ArrayList<Action>();
        all.add(new Action(TEXTS.get("Overview"), TEXTS.get("Go to"), "Shortcut+1", () -> Optional.empty(), this::toOverview));
        all.add(Action.always(TEXTS.get("Fleet"), TEXTS.get("Go to"), "Shortcut+2", this::toFleet));
        all.add(Action.always(TEXTS.get("Reach"), TEXTS.get("Go to"), "Shortcut+3", () -> to(Place.Reach::new)));
        all.add(Action.always(TEXTS.get("Query"), TEXTS.get("Go to"), "Shortcut+4", () -> to(Place.Query::new)));
        all.add(Action.always(TEXTS.get("Activity: what runs, who blocks whom"), TEXTS.get("Go to"), "Shortcut+5",
                () -> to(Place.Activity::new)));
        all.add(Action.always(TEXTS.get("Insights: what loads the database, and by which statements"), TEXTS.get("Go to"), "Shortcut+6",
                () -> to(Place.Insights::new)));
        all.add(Action.always(TEXTS.get("Health: bloat, indexes, vacuum, sequences, settings"), TEXTS.get("Go to"), "Shortcut+Shift+H",
                () -> to(Place.Health::new)));
        all.add(Action.always(TEXTS.get("Timeline: what happened, and the post-mortem"), TEXTS.get("Go to"), "Shortcut+Shift+T",
                () -> to(Place.Timeline::new)));
        all.add(new Action(TEXTS.get("Connect to the database"), TEXTS.get("Reach"), "Shortcut+T",
                () -> lastOverview == null ? Optional.of(TEXTS.get("Choose an instance first.")) : Optional.empty(), this::toDatabase));
        all.add(new Action(TEXTS.get("Disconnect from the database"), TEXTS.get("Reach"), null,
                () -> lastOverview == null ? Optional.of(TEXTS.get("Choose an instance first.")) : Optional.empty(), () -> {
                    Place.Overview last = lastOverview;
                    if (last != null) {
                        navigator.go(new Place.Reach(last.scope(), last.ref()));
                        disconnect(last.ref());
                    }
                }));
        all.add(Action.always(TEXTS.get("Backups & restore"), TEXTS.get("Go to"), "Shortcut+7", () -> to(Place.Backups::new)));
        all.add(Action.always(TEXTS.get("Migrate"), TEXTS.get("Go to"), "Shortcut+8", () -> to(Place.Migrate::new)));
        all.add(Action.always(TEXTS.get("Posture: what would hurt next time"), TEXTS.get("Go to"), "Shortcut+Shift+P",
                () -> to(Place.Posture::new)));
        all.add(Action.always(TEXTS.get("Secrets: rotation, and which task holds which version"), TEXTS.get("Go to"), "Shortcut+Shift+K",
                () -> to(Place.Secrets::new)));
        if (navigator.here() instanceof Place.Posture && posture != null) {
            all.addAll(posture.choices());
        }
        all.addAll(changes());
        all.add(new Action(TEXTS.get("Create a database…"), TEXTS.get("Make"), "Shortcut+Shift+N", () -> creatingIn().isPresent()
                ? Optional.empty()
                : Optional.of(TEXTS.get("Open an environment first.")), this::create));
        all.add(new Action(TEXTS.get("Drill: practise what can go wrong"), TEXTS.get("Go to"), "Shortcut+Shift+D",
                () -> practising() ? Optional.empty() : Optional.of(TEXTS.get("No drill runs in this window.")), this::toDrill));
        all.add(Action.always(TEXTS.get("Environments"), TEXTS.get("Go to"), "Shortcut+9", this::toLaunch));
        all.add(new Action(TEXTS.get("Sign in again"), TEXTS.get("Go to"), "Shortcut+Shift+I",
                () -> current == null ? Optional.of(TEXTS.get("Open an environment first.")) : Optional.empty(), signIn::begin));
        all.add(new Action(TEXTS.get("Back"), TEXTS.get("Go"), "Alt+LEFT",
                () -> navigator.canGoBack() ? Optional.empty() : Optional.of(TEXTS.get("There is no place before this one.")),
                navigator::back));
        all.add(Action.always(TEXTS.get("Refresh everything"), TEXTS.get("Read"), "F5", console.fleet()::refresh));
        all.add(Action.always(TEXTS.get("Light or dark"), TEXTS.get("Look"), "Shortcut+Shift+L", this::switchTheme));
        all.add(Action.always(TEXTS.get("Follow the system's theme"), TEXTS.get("Look"), null, () -> choose(Theme.Choice.SYSTEM)));
        Place.Overview known = lastOverview;
        if (known != null) {
            for (ReadyMade question : ReadyMade.ALL) {
                all.add(Action.always(question.title(), TEXTS.get("Ask {0}", known.ref().id()), null, () -> {
                    console.queries().ask(known.ref(), question.sql());
                    navigator.go(new Place.Query(known.scope(), known.ref()));
                    console.queries().run(known.ref(), question.sql(), Queries.USUAL);
                }));
            }
        }
        for (Fleet.Account a : console.fleet().live().get().accounts()) {
            for (Instance i : a.instances().value().orElse(List.of())) {
                all.add(Action.always(TEXTS.get("Go to {0}", i.ref().id()), a.scope().label(), null,
                        () -> navigator.go(new Place.Overview(a.scope(), i.ref()))));
            }
        }
        return all;
    }

    /// What can be asked for of the instance that is shown. Each opens a plan, and changes nothing by itself.
    private List<Action> changes() {
        return List.of(change(TEXTS.get("Take a snapshot…"), "Shortcut+Shift+S", ref -> new Request.TakeSnapshot(ref, "by-hand")),
                change(TEXTS.get("Fail over…"), null, Request.Failover::new), change(TEXTS.get("Reboot…"), null, Request.Reboot::new),
                change(TEXTS.get("More storage…"), null, Request.Grow::new));
    }

    private Action change(String name, @Nullable String keys, Function<InstanceRef, Request> request) {
        return new Action(name, TEXTS.get("Change"), keys,
                () -> lastOverview == null ? Optional.of(TEXTS.get("Choose an instance first.")) : Optional.empty(),
                () -> {
                    Place.Overview last = lastOverview;
                    if (last != null) {
                        desk.ask(last.scope(), request.apply(last.ref()));
                    }
                });
    }

    private void keys(Scene scene) {
        for (Action action : actions()) {
            if (action.keys() != null) {
                scene.getAccelerators().put(KeyCombination.valueOf(action.keys()), () -> {
                    if (action.whyOff().get().isEmpty()) {
                        action.run().run();
                    }
                });
            }
        }
        scene.getAccelerators().put(KeyCombination.valueOf("Shortcut+K"), () -> palette.open(""));
        scene.getAccelerators().put(KeyCombination.valueOf("Shortcut+R"), console.fleet()::refresh);
        scene.addEventHandler(SignInWanted.TYPE, e -> {
            signIn.begin(e.problem(), console.fleet().live().get());
            e.consume();
        });
        scene.addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE && !palette.isOpen()) {
                if (signIn.isOpen()) {
                    console.signIns().cancel();
                } else if (unfinished.isOpen()) {
                    unfinished.close();
                } else if (creates.isOpen()) {
                    creates.close();
                } else if (desk.isOpen()) {
                    desk.close();
                } else {
                    navigator.back();
                }
                e.consume();
            } else if ((e.getCode() == KeyCode.SLASH || "/".equals(e.getText())) && !(e.getTarget() instanceof TextInputControl)
                    && navigator.here() instanceof Place.Fleet) {
                Fx.THREAD.execute(fleetView::focusFilter);
                e.consume();
            }
        });
    }

    private void switchTheme() {
        choose(theme.dark() ? Theme.Choice.LIGHT : Theme.Choice.DARK);
    }

    private void choose(Theme.Choice choice) {
        theme.choose(choice);
        console.settings().update(s -> s.with(Settings.Theme.valueOf(choice.name())));
    }

    /// Puts the window where it was, if that is still on a screen.
    private void place(Settings.@Nullable Window remembered) {
        Rectangle2D whole = Screen.getPrimary().getVisualBounds();
        boolean visible = remembered != null && !Screen
                .getScreensForRectangle(remembered.x() + 40, remembered.y() + 20, Math.max(1, remembered.width() - 80), 60).isEmpty();
        if (remembered != null && visible) {
            stage.setX(remembered.x());
            stage.setY(remembered.y());
            stage.setWidth(remembered.width());
            stage.setHeight(remembered.height());
            stage.setMaximized(remembered.maximized());
        } else {
            stage.setWidth(Math.min(1440, whole.getWidth()));
            stage.setHeight(Math.min(900, whole.getHeight()));
        }
    }

    /// Remembers the window's place, hides it and ends all that it follows.
    @Override
    public void close() {
        Fx.mustBeHere();
        console.settings().update(
                s -> s.with(new Settings.Window(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized())));
        screen.close();
        scope.close();
        stage.hide();
        computing.shutdownNow();
        work.close();
    }
}
