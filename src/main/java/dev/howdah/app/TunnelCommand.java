package dev.howdah.app;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.config.Folders;
import dev.howdah.json.Json;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Instance;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.ops.reach.Leftovers;
import dev.howdah.ops.reach.OpenSessions;
import dev.howdah.ops.reach.Reach;
import dev.howdah.ops.reach.Roots;
import dev.howdah.task.Time;
import dev.howdah.tunnel.forward.LocalPort;
import dev.howdah.tunnel.forward.Tunnel;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `howdah tunnel`: a local port that leads to a private database, for tools that are not Howdah.
@Command(name = "tunnel", mixinStandardHelpOptions = true, description = {"Holds a port of 127.0.0.1 open that leads to a private DB "
        + "instance, until Ctrl-C.", "No plugin and no second terminal: sessions go through an ECS task or a managed node."}, footer = {"",
                "Exit status: 0 ended by Ctrl-C; 2 usage; 3 no usable credentials; 4 the way is broken, and where is said."})
final class TunnelCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--instance", paramLabel = "ID", description = "the DB instance to reach")
    private @Nullable String instance;

    @Option(names = "--via", paramLabel = "HOP", description = "through this task or node: a part of its name, or its target")
    private @Nullable String via;

    @Option(names = "--port", paramLabel = "N", description = "local port (default: the one that this instance always gets, else a free one)")
    private @Nullable Integer port;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Option(names = "--profile", paramLabel = "P", description = "profile of ~/.aws")
    private @Nullable String profile;

    @Option(names = "--region", paramLabel = "R", description = "region")
    private @Nullable String region;

    private final AwsSettings settings;
    private final OpenSessions open = new OpenSessions(Folders.ofProcess().state());

    TunnelCommand(AwsSettings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        if (instance == null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--instance is missing: which DB instance is to be reached?");
        }
        String where = region != null ? region : settings.region(profile).orElse(null);
        if (where == null) {
            err.println("howdah: no region is set: pass --region, or set AWS_REGION or the profile's region");
            return 4;
        }
        ServerSocket bound;
        try {
            bound = port == null ? LocalPort.bindFor(where + "/" + instance) : LocalPort.bind(port);
        } catch (IOException e) {
            err.println("howdah: " + e.getMessage() + ". Nothing was asked of AWS.");
            return 4;
        }
        try (bound; AwsAccount account = new AwsAccount(new AwsScope(profile, where), settings)) {
            Leftovers.end(open, scope -> new AwsAccount(scope, settings));
            return hold(account, bound);
        } catch (Problem.Thrown e) {
            err.println("howdah: " + Sentences.of(e.problem()));
            return e.problem() instanceof Problem.SignIn ? StatusCommand.CREDENTIALS : StatusCommand.PARTLY;
        } catch (Reach.Broken e) {
            err.println("howdah: " + e.sentences());
            return e.ladder().broken().filter(s -> s.rung() == dev.howdah.ops.reach.Ladder.Rung.CREDENTIALS).isPresent()
                    ? StatusCommand.CREDENTIALS
                    : StatusCommand.PARTLY;
        } catch (IOException e) {
            err.println("howdah: " + e.getMessage());
            return StatusCommand.PARTLY;
        }
    }

    private int hold(AwsAccount account, ServerSocket bound) throws InterruptedException, Reach.Broken, IOException {
        PrintWriter out = spec.commandLine().getOut();
        Instance target = account.rds().instances("").stream().filter(i -> i.ref().id().equals(instance)).findFirst()
                .orElseThrow(() -> new Problem.Thrown(new Problem.Missing("DB instance " + instance,
                        new Problem.Source("rds:DescribeDBInstances", null, "no DB instance of that name here")), null));
        Path roots = Roots.file(settings.databaseRoots(), Folders.ofProcess().state());
        var reach = new Reach(account, roots, open, Time.SYSTEM);
        Reach.Way way = reach.way(target, new Reach.Choice(via, null), _ -> {});
        var stopped = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        Tunnel tunnel = way.tunnel();
        Thread stop = new Thread(() -> {
            stopped.countDown();
            try {
                ended.await(15, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "tunnel-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try (tunnel) {
            // one connection proves the way before anybody is told that it is there
            tunnel.connect(Tunnel.Use.BULK, Duration.ofSeconds(30)).close();
            try (LocalPort local = LocalPort.open(bound, tunnel)) {
                open.port(ProcessHandle.current().pid(), local.port());
                String through = Optional.ofNullable(tunnel.state().get().via()).orElse("");
                if (json) {
                    out.println(Json.line(Json.object("instance", target.ref().id(), "host", "127.0.0.1", "port", local.port(), "via",
                            through, "destination", tunnel.destination().toString())));
                } else {
                    out.println("127.0.0.1:" + local.port() + " leads to " + tunnel.destination() + " through " + through
                            + ". Ctrl-C ends it.");
                }
                out.flush();
                stopped.await();
            }
        } catch (IOException e) {
            throw new IOException("the way to " + tunnel.destination() + " is broken: " + e.getMessage(), e);
        } finally {
            ended.countDown();
        }
        return 0;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the tunnels that are open on this machine.")
    int list(@Option(names = "--json", description = "print JSON") boolean asJson) {
        PrintWriter out = spec.commandLine().getOut();
        List<OpenSessions.Entry> all = new ArrayList<>(open.all());
        all.sort(Comparator.comparing(OpenSessions.Entry::pid));
        if (asJson) {
            var rows = new ArrayList<@Nullable Object>();
            all.forEach(e -> rows.add(Json.object("session", e.sessionId(), "instance", e.instance(), "region", e.region(), "via", e.via(),
                    "port", e.port(), "pid", e.pid(), "alive", e.alive())));
            out.println(Json.line(Json.object("sessions", rows)));
        } else if (all.isEmpty()) {
            out.println("No session of Howdah is open.");
        } else {
            all.forEach(e -> out.println((e.port() == null ? "no port" : "127.0.0.1:" + e.port()) + "  " + e.instance() + "  "
                    + e.region() + "  through " + e.via() + "  " + e.sessionId()
                    + (e.alive() ? "  process " + e.pid() : "  left open by process " + e.pid() + ", which is gone")));
        }
        out.flush();
        return 0;
    }

    @Command(name = "close", mixinStandardHelpOptions = true, description = "Ends a tunnel by its port, and whatever killed processes left open.")
    int close(
            @Parameters(paramLabel = "PORT", arity = "0..1", description = "local port; without one, only what was left open is ended") @Nullable Integer local)
            throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (local != null) {
            Optional<OpenSessions.Entry> entry = open.all().stream().filter(e -> local.equals(e.port()) && e.alive()).findFirst();
            if (entry.isEmpty()) {
                spec.commandLine().getErr().println("howdah: no tunnel has the local port " + local);
                return StatusCommand.PARTLY;
            }
            ProcessHandle.of(entry.get().pid()).ifPresent(ProcessHandle::destroy);
            out.println("Told process " + entry.get().pid() + " to end its tunnel.");
        }
        for (OpenSessions.Entry e : Leftovers.end(open, scope -> new AwsAccount(scope, settings))) {
            out.println("Ended " + e.sessionId() + ", which process " + e.pid() + " had left open.");
        }
        out.flush();
        return 0;
    }
}
