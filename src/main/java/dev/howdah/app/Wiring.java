package dev.howdah.app;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.config.Environments;
import dev.howdah.config.Folders;
import dev.howdah.config.Settings;
import dev.howdah.drill.DrillOptions;
import dev.howdah.fleet.FleetPoller;
import dev.howdah.journal.Journal;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Environment;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.SignedIn;
import dev.howdah.ops.Operations;
import dev.howdah.ops.activity.Activities;
import dev.howdah.ops.compare.Comparing;
import dev.howdah.ops.compare.Doors;
import dev.howdah.ops.compare.Repairs;
import dev.howdah.ops.health.Checkups;
import dev.howdah.ops.insights.Insights;
import dev.howdah.ops.migrate.MigrationWatch;
import dev.howdah.ops.migrate.Sight;
import dev.howdah.ops.posture.Postures;
import dev.howdah.ops.posture.Rotations;
import dev.howdah.ops.query.Queries;
import dev.howdah.ops.reach.OpenSessions;
import dev.howdah.ops.reach.Roots;
import dev.howdah.ops.reach.Ways;
import dev.howdah.ops.signin.SignIns;
import dev.howdah.ops.timeline.Timelines;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import dev.howdah.ui.launch.LaunchState;
import dev.howdah.ui.shell.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Puts the window's console together: plain `new`, in order.
final class Wiring implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Wiring.class.getName());
    private final AwsSettings aws;
    private final DrillInside drill;
    private final FleetPoller fleet;
    private final Live<Settings> settings;
    private final Path written;
    private final Live<Environments> environments;
    private final ExecutorService disk = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("settings").factory());
    private final Ways ways;
    private final Queries queries;
    private final Activities activities;
    private final Insights insights;
    private final Checkups checkups;
    private final Comparing comparing;
    private final Operations operations;
    private final MigrationWatch migrations;
    private final Postures postures;
    private final Rotations rotations;
    private final SignIns signIns;
    private final Timelines timelines;
    private final Work begin = new Work("begin");
    private final Console console;

    Wiring(AwsSettings aws, Folders folders, DrillOptions drillOptions, Time time, ZoneId zone) {
        this.aws = aws;
        drill = new DrillInside(drillOptions);
        settings = new Live<>(load(folders.settings()));
        written = folders.settings();
        environments = new Live<>(Environments.load(written));
        fleet = new FleetPoller(this::account, folders.state(), time);
        settings.follow(disk, new Saver(folders.settings(), settings.get())::save);
        ways = new Ways(this::account, scope -> roots(scope, folders), new OpenSessions(folders.state()), time);
        ways.tidy();
        var journal = new Journal(folders.state(), time::now);
        queries = new Queries(ways, time, this::operator, folders.state(), journal, () -> settings.get().keepsLiterals());
        activities = new Activities(ways, time, this::operator);
        insights = new Insights(this::account, this::instance, ways, time, this::operator);
        checkups = new Checkups(ways, time, this::operator, this::instance);
        Doors doors = Doors.through(ways, this::operator);
        comparing = new Comparing(doors, time);
        Sight sight = Sight.through(ways);
        migrations = new MigrationWatch(this::account, sight, time);
        operations = new Operations(journal, this::account, this::environment, time, new Repairs(doors, folders.state()), sight);
        postures = new Postures(this::account, folders.state(), time);
        rotations = new Rotations(this::account, time);
        signIns = new SignIns(this::account, scope -> at(scope).keyring().stand(own(scope).profile()), time);
        timelines = new Timelines(fleet, this::account, ways, activities, folders.state(), time, this::operator);
        console = new Console(fleet, settings, this::launch, scope -> at(scope).endpointOverrides(own(scope).profile()), drill,
                drill.practice(),
                ways, queries, activities, insights, checkups, comparing, migrations, signIns, environments, operations, postures,
                rotations,
                timelines,
                Path.of(System.getProperty("user.home", ".")), time,
                zone);
        takeUp();
    }

    Console console() {
        return console;
    }

    DrillInside drill() {
        return drill;
    }

    /// Whom AWS says we are, in an instance's account; the machine's user until it has said so.
    private String operator(InstanceRef ref) {
        return fleet.live().get().accounts().stream().flatMap(a -> a.identity().value().stream())
                .filter(i -> i.account().equals(ref.account())).map(i -> i.arn().substring(i.arn().lastIndexOf('/') + 1)).findFirst()
                .orElse(System.getProperty("user.name", "unknown"));
    }

    /// An instance as it was read last.
    private Optional<Instance> instance(InstanceRef ref) {
        return fleet.live().get().accounts().stream().flatMap(a -> a.instances().value().stream()).flatMap(List::stream)
                .filter(i -> i.ref().equals(ref)).findFirst();
    }

    /// Opens the reads of a scope.
    private AwsAccount account(AwsScope scope) {
        return new AwsAccount(own(scope), at(scope));
    }

    /// What earlier runs began and did not see the end of.
    private void takeUp() {
        begin.start("take up", () -> {
            try {
                operations.resume();
            } catch (IOException e) {
                LOG.log(Level.ERROR, "the journal cannot be read; a change that an earlier run began may be going on", e);
            }
        });
    }

    private Environment environment(AwsScope scope) {
        return console.environment(scope);
    }

    private Path roots(AwsScope scope, Folders folders) {
        try {
            return Roots.file(at(scope).databaseRoots(), folders.state());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private AwsSettings at(AwsScope scope) {
        return drill.settings(scope).orElse(aws);
    }

    /// The drill's scope has a name for people; its credentials are those of its environment.
    private AwsScope own(AwsScope scope) {
        return drill.settings(scope).isPresent() ? new AwsScope(null, scope.region()) : scope;
    }

    private LaunchState launch() {
        List<String> regions = AwsAccount.knownRegions();
        Environments all = Environments.load(written);
        environments.set(all);
        List<String> mistakes = all.mistakes().stream().map(Environments.Mistake::words).toList();
        try {
            var choices = LaunchState.choices(all, aws.profiles(), aws.environmentCredentials(),
                    new LaunchState.Told() {
                        @Override
                        public @Nullable String region(@Nullable String profile) {
                            return aws.profileRegion(profile).or(() -> aws.region(profile)).orElse(null);
                        }

                        @Override
                        public Optional<SignedIn> signedIn(String profile) {
                            return aws.signedIn(profile, console.time().now());
                        }
                    }, settings.get(), console.time().now());
            return new LaunchState(choices, regions, aws.endpointOverrides(null), mistakes, Optional.empty());
        } catch (Problem.Thrown e) {
            return new LaunchState(List.of(), regions, Map.of(), mistakes, Optional.of(e.problem()));
        }
    }

    private static Settings load(Path folder) {
        try {
            return Settings.load(folder);
        } catch (Settings.Unreadable e) {
            LOG.log(Level.WARNING, "settings are not used and not overwritten until one is changed: {0}", e.getMessage());
            return Settings.FIRST;
        }
    }

    /// Writes settings when they change, on a thread of its own.
    private static final class Saver {
        private final Path folder;
        private Settings saved;

        Saver(Path folder, Settings first) {
            this.folder = folder;
            this.saved = first;
        }

        void save(Settings next) {
            if (next.equals(saved)) {
                return;
            }
            try {
                next.save(folder);
                saved = next;
            } catch (IOException e) {
                LOG.log(Level.WARNING, "settings are not remembered: {0}", e.getMessage());
            }
        }
    }

    /// Ends all work, then the drill if one runs; the last settings are written first.
    @Override
    public void close() {
        fleet.close();
        disk.close();
        stop();
    }

    /// Ends what would outlive this process: sessions at AWS, then the drill that may be that AWS.
    void stop() {
        begin.close();
        operations.close();
        migrations.close();
        signIns.close();
        postures.close();
        rotations.close();
        timelines.close();
        insights.close();
        checkups.close();
        activities.close();
        comparing.close();
        queries.close();
        ways.close();
        drill.close();
    }
}
