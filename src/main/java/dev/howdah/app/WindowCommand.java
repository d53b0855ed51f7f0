package dev.howdah.app;

import dev.howdah.aws.session.AwsSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `howdah`: opens the window.
@Command(name = "howdah", mixinStandardHelpOptions = true, versionProvider = Main.Version.class, description = "Operations console for Amazon RDS for PostgreSQL.")
final class WindowCommand implements Callable<Integer> {
    @Option(names = "--drill", description = "open on a drill: real PostgreSQL servers behind AWS's wire protocols, no account needed")
    private boolean drill;

    private final AwsSettings settings;

    WindowCommand(AwsSettings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return drill && settings.anyConfiguration() ? 0 : 0;
    }
}
