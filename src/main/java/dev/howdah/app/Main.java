package dev.howdah.app;

import dev.howdah.aws.session.AwsSettings;
import java.security.Security;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// The `howdah` program: its commands, and what must be set before the first request.
public final class Main {
    private Main() {}

    static void main(String[] args) {
        prepare();
        System.exit(commandLine(AwsSettings.ofProcess()).execute(args));
    }

    /// Process-wide settings that must come before the first look-up or request.
    private static void prepare() {
        // The JVM caches names for 30 s; an RDS endpoint moves within 5 s of a failover (its TTL).
        Security.setProperty("networkaddress.cache.ttl", "5");
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
    }

    static CommandLine commandLine(AwsSettings settings) {
        return new CommandLine(new WindowCommand(settings)).addSubcommand(new StatusCommand(settings)).addSubcommand(new DrillCommand());
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            @Nullable
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[]{"howdah " + (version == null ? "(built in place)" : version)};
        }
    }
}
