package dev.howdah.app;

import dev.howdah.aws.session.AwsSettings;
import dev.howdah.config.Folders;
import dev.howdah.drill.DrillOptions;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Problem;
import dev.howdah.task.Time;
import dev.howdah.ui.shell.Desktop;
import dev.howdah.ui.shell.Glance;
import dev.howdah.ui.shell.HowdahWindow;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `howdah`: opens the window. On a machine without any AWS configuration, and with `--drill`, it opens on a drill.
@Command(name = "howdah", mixinStandardHelpOptions = true, versionProvider = Main.Version.class, description = "Operations console for Amazon RDS for PostgreSQL.")
final class WindowCommand implements Callable<Integer> {
    @Option(names = "--drill", description = "open on a drill: real PostgreSQL servers behind AWS's wire protocols, no account needed")
    private boolean drill;

    @Option(names = "--fleet", paramLabel = "N", description = "with --drill: this many more instances, as metadata only", defaultValue = "0")
    private int fleet;

    @Option(names = "--with-bad-instance", description = "with --drill: also forum-db, at which everything is wrong that Posture knows")
    private boolean badInstance;

    @Option(names = "--empty", description = "with --drill: an account without a database; neither --fleet nor --with-bad-instance count then")
    private boolean empty;

    @Option(names = "--profile", paramLabel = "P", description = "open this profile at once")
    private @Nullable String profile;

    @Option(names = "--region", paramLabel = "R", description = "in this region (default: the profile's)")
    private @Nullable String region;

    @Option(names = "--instance", paramLabel = "ID", description = "go to this DB instance's Overview")
    private @Nullable String instance;

    /// For the build, which records what the window needs to start quickly.
    @Option(names = "--glance", hidden = true, description = "close once the Overview is usable")
    private boolean closes;

    private volatile @Nullable Glance glance;

    private final AwsSettings settings;

    WindowCommand(AwsSettings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws InterruptedException {
        DrillOptions full = DrillOptions.standard().withFleet(fleet);
        DrillOptions options = empty
                ? DrillOptions.standard().withEmptyAccount()
                : badInstance ? full.withBadInstance() : full;
        Desktop.begin();
        try (var wiring = new Wiring(settings, Folders.ofProcess(), options, Time.SYSTEM, ZoneId.systemDefault())) {
            Thread stop = new Thread(wiring::stop, "stop");
            Runtime.getRuntime().addShutdownHook(stop);
            Desktop.run(wiring.console(), window -> {
                begin(window, wiring);
                glance = closes ? new Glance(window) : null;
            });
            Glance last = glance;
            return last == null || last.usable() ? 0 : 1;
        }
    }

    private void begin(HowdahWindow window, Wiring wiring) {
        if (profile != null || region != null || instance != null) {
            String where = region != null ? region : settings.region(profile).orElse(null);
            if (where != null) {
                window.open(List.of(new AwsScope(profile, where)), instance);
                return;
            }
        }
        if (drill || !configured()) {
            window.openDrill();
        }
    }

    /// A configuration that cannot be read is one all the same: Launch then says what is wrong with it.
    private boolean configured() {
        try {
            return settings.anyConfiguration();
        } catch (Problem.Thrown e) {
            return true;
        }
    }
}
