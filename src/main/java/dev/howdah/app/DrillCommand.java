package dev.howdah.app;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.scenario.Scenarios;
import dev.howdah.drill.world.Pace;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `howdah drill`: serves the drill without a window, until Ctrl-C.
@Command(name = "drill", mixinStandardHelpOptions = true, description = "Serves a drill until Ctrl-C: AWS on the wire at 127.0.0.1, "
        + "real PostgreSQL servers behind blog-db. Nothing leaves this machine.")
final class DrillCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--fleet", paramLabel = "N", description = "this many more instances, as metadata only (default: ${DEFAULT-VALUE})", defaultValue = "0")
    private int fleet;

    @Option(names = "--pace", paramLabel = "PACE", description = "realistic (states last as in AWS) or brisk (default: ${DEFAULT-VALUE})", defaultValue = "brisk")
    private String pace = "brisk";

    @Option(names = "--port", paramLabel = "PORT", description = "listen here (default: a free port)", defaultValue = "0")
    private int port;

    @Option(names = "--no-servers", description = "metadata only: no PostgreSQL is started")
    private boolean noServers;

    @Option(names = "--with-bad-instance", description = "also forum-db, at which everything is wrong that howdah posture knows; metadata only")
    private boolean badInstance;

    @Option(names = "--empty", description = "an account without a database: network, cluster and the service blog-api, as the chapter before "
            + "leaves it; whatever is created gets real servers")
    private boolean empty;

    @Option(names = "--scenario", paramLabel = "ID", description = "once blog-db is available let this go wrong, and tell what it came to: "
            + "runaway-query, idle-in-transaction, cpu-saturation, blocking-migration, connection-flood, stale-secret, az-loss, "
            + "storage-nearly-full, bad-delete")
    private @Nullable String scenario;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        DrillOptions options = options();
        long begun = System.nanoTime();
        var stopped = new CountDownLatch(1);
        try (Drill drill = Drill.start(options, step -> {
            err.println("howdah: " + step);
            err.flush();
        })) {
            Thread stop = new Thread(() -> {
                drill.close();
                stopped.countDown();
            }, "drill-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            out.println("# In another shell, paste these; then any AWS client talks to the drill:");
            out.println(drill.environment());
            out.flush();
            drill.awaitReady();
            @Nullable
            String url = drill.databaseUrl();
            if (url != null) {
                out.println("# The database, with the certificate checked against the drill's own authority:");
                out.println("export PGSSLROOTCERT=" + drill.certificateAuthority());
                out.println("psql '" + url + "'");
            }
            out.println("# Ready after " + Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0
                    + " s. Ctrl-C stops it and leaves nothing behind.");
            out.flush();
            String chosen = scenario;
            if (chosen != null) {
                drill.referee().follow(new ScenarioReport(out)::see);
                drill.referee().start(chosen);
            }
            stopped.await();
            return 0;
        } catch (IOException e) {
            err.println("howdah: the drill could not start: " + e.getMessage()
                    + (e.getCause() == null ? "" : ": " + e.getCause().getMessage()));
            return 1;
        }
    }

    private DrillOptions options() {
        Pace chosen = switch (pace) {
            case "realistic" -> Pace.REALISTIC;
            case "brisk" -> Pace.BRISK;
            default -> throw new CommandLine.ParameterException(spec.commandLine(), "--pace is realistic or brisk, not '" + pace + "'");
        };
        if (fleet < 0 || port < 0 || port > 65_535) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--fleet and --port cannot be negative, nor a port above 65535");
        }
        String wished = scenario;
        if (wished != null && (noServers || Scenarios.ALL.stream().noneMatch(s -> s.card().id().equals(wished)))) {
            throw new CommandLine.ParameterException(spec.commandLine(), noServers
                    ? "--scenario needs servers, and --no-servers starts none"
                    : "there is no scenario '" + wished + "': "
                            + String.join(", ", Scenarios.ALL.stream().map(s -> s.card().id()).toList()));
        }
        if (empty && (fleet > 0 || badInstance || scenario != null)) {
            throw new CommandLine.ParameterException(spec.commandLine(),
                    "--empty is an account without any database: it goes with neither --fleet nor --with-bad-instance nor --scenario");
        }
        DrillOptions options = DrillOptions.standard().withFleet(fleet).withPace(chosen).withPort(port);
        options = badInstance ? options.withBadInstance() : options;
        options = empty ? options.withEmptyAccount() : options;
        return noServers ? options.withoutServers() : options;
    }
}
