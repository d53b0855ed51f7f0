package dev.howdah.drill;

import dev.howdah.drill.cloudtrail.CloudTrailService;
import dev.howdah.drill.cloudwatch.CloudWatchService;
import dev.howdah.drill.container.TaskHost;
import dev.howdah.drill.ec2.Ec2Service;
import dev.howdah.drill.ecr.EcrService;
import dev.howdah.drill.ecs.EcsService;
import dev.howdah.drill.http.HttpFront;
import dev.howdah.drill.iam.IamService;
import dev.howdah.drill.logs.LogsService;
import dev.howdah.drill.metadata.InstanceRoles;
import dev.howdah.drill.pi.PiService;
import dev.howdah.drill.postgres.practice.Ground;
import dev.howdah.drill.protocol.Front;
import dev.howdah.drill.rds.RdsService;
import dev.howdah.drill.scenario.Referee;
import dev.howdah.drill.scenario.Scenarios;
import dev.howdah.drill.secretsmanager.SecretsManagerService;
import dev.howdah.drill.signin.ConsolePage;
import dev.howdah.drill.signin.SigninService;
import dev.howdah.drill.ssm.SsmService;
import dev.howdah.drill.sso.DevicePage;
import dev.howdah.drill.sso.SsoService;
import dev.howdah.drill.ssm.gateway.Sessions;
import dev.howdah.drill.sts.StsService;
import dev.howdah.drill.world.Application;
import dev.howdah.drill.world.BadSeed;
import dev.howdah.drill.world.ChapterSeed;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Faults;
import dev.howdah.drill.world.FleetSeed;
import dev.howdah.drill.world.RequestLog;
import dev.howdah.drill.world.TunnelFault;
import dev.howdah.drill.world.TunnelFaults;
import dev.howdah.drill.world.Vault;
import dev.howdah.drill.world.World;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A running practice account.
public final class Drill implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Drill.class.getName());
    private static final String ACCESS_KEY = "AKIDDRILLOPSADMIN000";
    /// The secret key of every caller; no signature is checked.
    public static final String SECRET_KEY = "drill/any/secret/will/do/nothing/is/checked";
    private final World world;
    private final Faults faults = new Faults();
    private final RequestLog log = new RequestLog();
    private final TunnelFaults tunnelFaults = new TunnelFaults();
    private final Sessions sessions;
    private final HttpFront http;
    private final Referee referee;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private @Nullable Thread opening;
    private volatile @Nullable DataPlane servers;

    private Drill(DrillOptions options) throws IOException {
        world = new World(options.clock(), options.pace());
        if (options.empty()) {
            ChapterSeed.plantWithoutDatabase(world);
        } else {
            ChapterSeed.plant(world, options.servers());
        }
        if (options.badInstance()) {
            BadSeed.plant(world);
        }
        FleetSeed.plant(world, options.fleet(), options.snapshotsEach());
        sessions = new Sessions(world, tunnelFaults, this::endpoint);
        world.home().containers().whenStopping(task -> task.containers().forEach(
                c -> tunnelFaults.inject(new TunnelFault.KillAgent("ecs:" + task.cluster() + "_" + task.id() + "_" + c.runtimeId()))));
        world.home().containers().host(new TaskHost(world, world.home()));
        var services = new ArrayList<>(List.of(RdsService.of(world), Ec2Service.of(world), StsService.of(world),
                CloudWatchService.of(world), EcsService.of(world), EcrService.of(world), IamService.of(world), CloudTrailService.of(world),
                LogsService.of(world),
                PiService.of(world),
                SecretsManagerService.of(world),
                SsmService.of(world, sessions, tunnelFaults), SigninService.of(world)));
        services.addAll(SsoService.of(world, this::endpoint));
        var front = new Front(services, new Reception(world, faults, log));
        var roles = new InstanceRoles(world);
        var page = new DevicePage(world);
        var console = new ConsolePage(world);
        http = HttpFront.open(options.port(),
                request -> roles.answer(request).or(() -> page.answer(request)).or(() -> console.answer(request))
                        .orElseGet(() -> front.answer(request)),
                sessions);
        referee = new Referee(world, Scenarios.ALL, this::ground, this::application, this::clear);
    }

    private Optional<Ground> ground() {
        return application() != null && world.home().servers(ChapterSeed.BLOG) instanceof PostgresServers real && available()
                ? Optional.of(real.ground())
                : Optional.empty();
    }

    private boolean available() {
        DbInstance blog = world.home().instance(ChapterSeed.BLOG);
        return blog != null && blog.isAvailable();
    }

    private @Nullable Application application() {
        DataPlane first = servers;
        return first == null ? null : first.application();
    }

    private void clear() {
        faults.clear();
        tunnelFaults.clear();
    }

    /// Starts the account. Returns once HTTP answers; real servers come up behind it, see [#ready].
    ///
    /// @param progress is told each step in a few words, from several threads
    /// @throws IOException when the port is taken
    public static Drill start(DrillOptions options, Consumer<String> progress) throws IOException {
        var drill = new Drill(options);
        if (options.empty() && options.servers()) {
            drill.furnish();
        }
        drill.run(options, progress, steps -> PostgresServers.start(drill.world, steps));
        return drill;
    }

    static Drill start(DrillOptions options, Consumer<String> progress, ServerSource source) throws IOException {
        var drill = new Drill(options);
        drill.run(options, progress, source);
        return drill;
    }

    /// Makes room for the servers of the instances that will be created.
    private void furnish() throws IOException {
        try {
            world.home().keep(MachineRoom.open(world));
            // what is on offer is what can be built
            world.home().offerOnly(ChapterSeed.VERSION.substring(0, ChapterSeed.VERSION.indexOf('.')));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void run(DrillOptions options, Consumer<String> progress, ServerSource source) {
        progress.accept("AWS answers at " + endpoint());
        if (options.servers() && !options.empty()) {
            opening = Thread.ofVirtual().name("drill-opening").start(() -> open(progress, source));
        } else {
            ready.complete(null);
        }
    }

    private void open(Consumer<String> progress, ServerSource source) {
        try {
            new Opening(world, progress).run(steps -> {
                DataPlane started = source.start(steps);
                servers = started;
                return started;
            });
            ready.complete(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ready.completeExceptionally(e);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "drill: blog-db did not start", e);
            ready.completeExceptionally(e);
        }
    }

    /// Waits until blog-db is available for the first time; at once without servers.
    ///
    /// @throws IOException when its servers did not start
    public void awaitReady() throws IOException {
        try {
            ready.join();
        } catch (CompletionException e) {
            throw new IOException("blog-db did not start", e.getCause());
        }
    }

    /// Where AWS clients must be pointed, for all services: `http://127.0.0.1:port`.
    public URI endpoint() {
        return http.endpoint();
    }

    /// The administrator's. Any other key works too; for keys with a meaning see [dev.howdah.drill.world].
    public String accessKey() {
        return ACCESS_KEY;
    }

    public String secretKey() {
        return SECRET_KEY;
    }

    public String region() {
        return World.HOME;
    }

    /// What a shell must export so that the unmodified `aws` client talks to this drill.
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AWS_ENDPOINT_URL", endpoint().toString());
        variables.put("AWS_ACCESS_KEY_ID", ACCESS_KEY);
        variables.put("AWS_SECRET_ACCESS_KEY", SECRET_KEY);
        variables.put("AWS_REGION", World.HOME);
        variables.put("AWS_DEFAULT_REGION", World.HOME);
        Path authority = certificateAuthority();
        if (authority != null) {
            variables.put("PGSSLROOTCERT", authority.toString());
        }
        return variables;
    }

    /// [#variables] as lines for a shell.
    public String environment() {
        return variables().entrySet().stream().map(v -> "export " + v.getKey() + "=" + v.getValue()).collect(Collectors.joining("\n"));
    }

    /// The URL of the database `blogdb` for psql, password included; null until its servers answer.
    public @Nullable String databaseUrl() {
        return databaseUrl(ChapterSeed.BLOG);
    }

    /// The same for any instance of the home region that has servers: a clone answers on a port of this machine that its
    /// endpoint does not tell, for it shares the endpoint's port with its source.
    public @Nullable String databaseUrl(String instanceId) {
        DataPlane running = world.home().servers(instanceId);
        return running == null ? null : running.url();
    }

    /// The PEM file of the authority behind the database's certificate; null without servers, and for a
    /// moment at the start.
    public @Nullable Path certificateAuthority() {
        Vault room = world.home().vault();
        return room == null ? null : room.certificateAuthority();
    }

    public World world() {
        return world;
    }

    public Faults faults() {
        return faults;
    }

    /// What can go wrong with Session Manager's sessions.
    public TunnelFaults tunnelFaults() {
        return tunnelFaults;
    }

    /// Session Manager's sessions, and what their clients did wrong.
    public Sessions sessions() {
        return sessions;
    }

    /// Runs what a learner practises.
    public Referee referee() {
        return referee;
    }

    public RequestLog requestLog() {
        return log;
    }

    private static void join(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Stops answering, then stops the servers.
    @Override
    public void close() {
        Thread starting = opening;
        referee.close();
        sessions.close();
        http.close();
        if (starting != null) {
            starting.interrupt();
            join(starting);
        }
        world.close();
        // handed to the account already, unless opening was cut short; closing twice does nothing
        DataPlane first = servers;
        if (first != null) {
            Application application = first.application();
            if (application != null) {
                application.close();
            }
            first.close();
            first.vault().close();
        }
    }
}
