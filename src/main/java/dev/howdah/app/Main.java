package dev.howdah.app;

import dev.howdah.aws.session.AwsSettings;
import dev.howdah.aws.signin.Asker;
import dev.howdah.aws.signin.Keyring;
import dev.howdah.config.Folders;
import dev.howdah.task.Time;
import java.io.IOException;
import java.io.InputStream;
import java.security.Security;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// The `howdah` program: its commands, and what must be set before the first request.
public final class Main {
    private static final String SQL = "sql";

    private Main() {}

    static void main(String[] args) {
        String first = args.length == 0 ? "" : args[0];
        if (first.equals(SQL)) {
            Ahead.begin();
        }
        prepare();
        log();
        // a window asks in the window
        boolean command = !first.isEmpty() && !first.startsWith("-");
        System.exit(commandLine(() -> AwsSettings.ofProcess()
                .with(new Keyring(Folders.ofProcess().state(), command ? new TerminalAsker() : Asker.NOBODY, Time.SYSTEM)), args)
                .execute(args));
    }

    /// Process-wide settings that must come before the first look-up or request.
    private static void prepare() {
        // The JVM caches names for 30 s; an RDS endpoint moves within 5 s of a failover (its TTL).
        Security.setProperty("networkaddress.cache.ttl", "5");
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
    }

    /// What is worth a line on standard error. A file of one's own is named as java.util.logging wants it.
    private static void log() {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        try (InputStream levels = Main.class.getResourceAsStream("/dev/howdah/logging.properties")) {
            LogManager.getLogManager().readConfiguration(levels);
        } catch (IOException e) {
            System.err.println("howdah: the logging levels could not be read: " + e.getMessage());
        }
    }

    /// The window with all commands.
    static CommandLine commandLine(AwsSettings settings) {
        return whole(new CommandLine(new WindowCommand(settings)), commands(() -> settings));
    }

    /// Only what the arguments ask for is made: the other commands, or the window's options, would take longer than most of them run.
    ///
    /// @param wanted not asked by a `sql` that goes straight to a server: it runs without the archives that the answer is made of
    private static CommandLine commandLine(Supplier<AwsSettings> wanted, String... args) {
        Supplier<CommandLine> asked = args.length == 0 ? null : commands(wanted).get(args[0]);
        if (asked != null) {
            return new CommandLine(CommandSpec.create().name("howdah")).addSubcommand(args[0], asked.get());
        }
        AwsSettings settings = wanted.get();
        var window = new CommandLine(new WindowCommand(settings));
        return opensTheWindow(window, args) ? window : whole(window, commands(() -> settings));
    }

    private static CommandLine whole(CommandLine window, Map<String, Supplier<CommandLine>> commands) {
        commands.forEach((name, command) -> window.addSubcommand(name, command.get()));
        return window;
    }

    private static Map<String, Supplier<CommandLine>> commands(Supplier<AwsSettings> settings) {
        var commands = new LinkedHashMap<String, Supplier<CommandLine>>();
        commands.put("status", () -> new CommandLine(new StatusCommand(settings.get())));
        commands.put("tunnel", () -> new CommandLine(new TunnelCommand(settings.get())));
        commands.put(SQL, () -> SqlCommand.line(settings));
        commands.put("journal", () -> new CommandLine(new JournalCommand()).setCaseInsensitiveEnumValuesAllowed(true));
        commands.put("review", () -> new CommandLine(new ReviewCommand(settings.get())));
        commands.put("posture", () -> new CommandLine(new PostureCommand(settings.get())));
        commands.put("terraform", () -> new CommandLine(new TerraformCommand(settings.get())));
        commands.put("health", () -> new CommandLine(new HealthCommand(settings.get())));
        commands.put("timeline", () -> new CommandLine(new TimelineCommand(settings.get())).setCaseInsensitiveEnumValuesAllowed(true));
        commands.put("migrate", () -> new CommandLine(new MigrateCommand(settings.get())));
        commands.put("create", () -> new CommandLine(new CreateCommand(settings.get())));
        commands.put("drill", () -> new CommandLine(new DrillCommand()));
        return commands;
    }

    /// Whether the arguments are understood by the window alone, and ask for no help, which tells of all commands.
    private static boolean opensTheWindow(CommandLine window, String... args) {
        try {
            var parsed = window.parseArgs(args);
            return !parsed.isUsageHelpRequested() && !parsed.isVersionHelpRequested();
        } catch (CommandLine.ParameterException e) {
            return false;
        }
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
