package dev.howdah.ops.reach;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.ecs.EcsReads;
import dev.howdah.aws.secrets.SecretReads;
import dev.howdah.model.Hop;
import dev.howdah.model.Identity;
import dev.howdah.model.IngressRule;
import dev.howdah.model.Instance;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.ops.reach.Ladder.Outcome;
import dev.howdah.ops.reach.Ladder.Rung;
import dev.howdah.ops.reach.Ladder.Step;
import dev.howdah.sql.session.ConnectFailure;
import dev.howdah.sql.session.Database;
import dev.howdah.sql.session.Server;
import dev.howdah.task.Time;
import dev.howdah.tunnel.forward.Gateway;
import dev.howdah.tunnel.forward.SessionApi;
import dev.howdah.tunnel.forward.Tunnel;
import dev.howdah.tunnel.forward.TunnelSocket;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Climbs the ladder to one instance.
public final class Reach {
    private static final Duration CONNECT = Duration.ofSeconds(30);
    /// A way that is healed tries often and briefly: a server that takes the connection and then dies must not hold it up.
    private static final Duration CONNECT_AGAIN = Duration.ofSeconds(4);
    /// Lets the server look every two seconds, while it runs a query, whether we are still there: what a killed console had running
    /// ends by itself (PostgreSQL 14 and newer; the option needs Linux).
    private static final String NOTICES_OUR_END = "SELECT CASE WHEN current_setting('server_version_num')::int >= 140000 AND version() ~ "
            + "'linux' THEN set_config('client_connection_check_interval', '2s', false) END AS interval";
    private static final System.Logger LOG = System.getLogger(Reach.class.getName());
    private final AwsAccount account;
    private final Path roots;
    private final OpenSessions open;
    private final Time time;
    private Ladder ladder = Ladder.bottom();
    private Consumer<Ladder> tell = _ -> {};
    private Duration patience = CONNECT;

    /// @param roots PEM file of the authorities that may sign the server's certificate
    /// @param open where sessions are noted before they are used
    public Reach(AwsAccount account, Path roots, OpenSessions open, Time time) {
        this.account = account;
        this.roots = roots;
        this.open = open;
        this.time = time;
    }

    /// What the operator chose; nulls are chosen by us.
    ///
    /// @param via name or target of the hop
    /// @param login typed in
    /// @param iamUser database user that logs in by an IAM token, made anew for each login
    public record Choice(@Nullable String via, @Nullable Login login, @Nullable String iamUser) {
        public static final Choice OURS = new Choice(null, null, null);

        public Choice(@Nullable String via, @Nullable Login login) {
            this(via, login, null);
        }
    }

    /// The ladder broke; it says where, and what to do.
    public static final class Broken extends Exception {
        private final transient Ladder ladder;
        private final transient List<Hop> hops;

        Broken(Ladder ladder, List<Hop> hops) {
            super(ladder.broken().map(s -> s.rung().words() + ": " + s.saw()).orElse("the ladder broke"));
            this.ladder = ladder;
            this.hops = hops;
        }

        public Ladder ladder() {
            return ladder;
        }

        public List<Hop> hops() {
            return hops;
        }

        /// What happened, what it means and what to do, in one line.
        public String sentences() {
            return ladder.broken().map(s -> s.rung().words() + ": " + s.saw() + " " + s.means() + " " + s.fix()).orElse("");
        }
    }

    /// The hops and the tunnel, for whoever brings a client of their own.
    public record Way(List<Hop> hops, Tunnel tunnel) {}

    /// Climbs to a verified session.
    public Reached climb(Instance instance, Choice choice, Consumer<Ladder> progress) throws Broken, InterruptedException {
        Way way = way(instance, choice, progress);
        try {
            return login(instance, choice, way);
        } catch (Broken | InterruptedException | RuntimeException e) {
            way.tunnel().close();
            throw e;
        }
    }

    /// Logs in again on a way that is there: after a failover, a rotation, a lost connection. The secret is read anew.
    public Reached again(Instance instance, Choice choice, Way way, Consumer<Ladder> progress) throws Broken, InterruptedException {
        tell = progress;
        // what held on an earlier climb is not known to hold now
        ladder = ladder.downTo(Rung.SECRET);
        Reached reached = login(instance, choice, way);
        patience = CONNECT_AGAIN;
        return reached;
    }

    /// Climbs as far as the tunnel; nothing is opened yet.
    public Way way(Instance instance, Choice choice, Consumer<Ladder> progress) throws Broken, InterruptedException {
        tell = progress;
        Instance.Endpoint endpoint = instance.endpoint();
        Identity me = step(Rung.CREDENTIALS, account::identity, List.of());
        holds(Rung.CREDENTIALS, me.shortName());
        if (endpoint == null) {
            throw breaks(Rung.HOP, "the instance has no endpoint yet", "It is " + instance.status() + ".", "Wait until it is available.",
                    List.of());
        }
        List<Hop> hops = hops(instance, endpoint.port());
        List<Hop> usable = usable(hops, choice, instance);
        var destination = new Tunnel.Destination(endpoint.host(), endpoint.port());
        List<SessionApi> sessions = usable.stream().<SessionApi>map(h -> new Noted(account, h, destination, instance, open)).toList();
        return new Way(hops, new Tunnel(destination, sessions, new Gateway(account.proxies(), account.trust()), Tunnel.Settings.STANDARD,
                time));
    }

    // --- hops ---------------------------------------------------------------------------------------------------------

    private List<Hop> hops(Instance instance, int port) throws Broken, InterruptedException {
        climbing(Rung.HOP);
        var problems = new ArrayList<Problem>();
        List<Hop> found = new ArrayList<>();
        tasksSeen = attempt(() -> account.ecs().tasks(), problems).orElse(List.of());
        Map<String, Set<String>> groups = attempt(() -> account.network()
                .groupsOf(tasksSeen.stream().map(EcsReads.TaskHop::interfaceId).filter(Objects::nonNull).distinct().toList()), problems)
                .orElse(Map.of());
        tasksSeen.forEach(t -> found.add(grouped(t.hop(), t.interfaceId() == null
                ? Set.of()
                : groups.getOrDefault(t.interfaceId(),
                        Set.of()))));
        List<Hop> nodes = attempt(() -> account.ssm().nodes(), problems).orElse(List.of());
        var machines = attempt(() -> account.network().machines(nodes.stream().map(Hop::target).filter(t -> t.startsWith("i-")).toList()),
                problems).orElse(Map.of());
        nodes.forEach(n -> {
            var machine = machines.get(n.target());
            found.add(machine == null
                    ? n
                    : new Hop(n.kind(), n.target(), (machine.name() == null ? "machine" : machine.name()) + " " + n.target(), machine.az(),
                            n.agentVersion(), machine.address() == null ? n.address() : machine.address(), machine.securityGroups(),
                            n.obstacles(), n.notes()));
        });
        List<IngressRule> rules = attempt(() -> account.network().ingress(Hops.groups(instance)), problems).orElse(null);
        if (found.isEmpty()) {
            throw breaks(Rung.HOP, problems.isEmpty() ? "there is no ECS task and no managed node" : Sentences.of(problems.getFirst()),
                    "A private database is reached through a task or machine with an agent.",
                    "Enable ECS Exec on a service in the same VPC, or start a bastion with the SSM agent.", List.of());
        }
        List<Hop> ranked = Hops.ranked(found, instance, port, rules);
        rulesKnown = rules != null;
        return ranked;
    }

    private List<EcsReads.TaskHop> tasksSeen = List.of();
    private boolean rulesKnown;

    private static Hop grouped(Hop h, Set<String> groups) {
        return new Hop(h.kind(), h.target(), h.name(), h.az(), h.agentVersion(), h.address(), groups, h.obstacles(), h.notes());
    }

    private List<Hop> usable(List<Hop> hops, Choice choice, Instance instance) throws Broken {
        String via = choice.via();
        List<Hop> asked = via == null ? hops : hops.stream().filter(h -> h.target().equals(via) || h.name().contains(via)).toList();
        if (asked.isEmpty()) {
            throw breaks(Rung.HOP, "there is no hop named " + via, "", "Hops are: "
                    + String.join(", ", hops.stream().map(Hop::name).toList()), hops);
        }
        List<Hop> usable = asked.stream().filter(Hop::usable).toList();
        if (!usable.isEmpty()) {
            holds(Rung.HOP, usable.getFirst().name() + (usable.size() > 1 ? " and " + (usable.size() - 1) + " more" : ""));
            if (rulesKnown) {
                holds(Rung.PATH, "from " + String.join(", ", usable.getFirst().securityGroups()) + " to "
                        + String.join(", ", Hops.groups(instance)));
            } else {
                step(new Step(Rung.PATH, Outcome.UNKNOWN, "the rules could not be read", "", ""));
            }
            return usable;
        }
        List<Hop> onlyPath = asked.stream().filter(h -> h.obstacles().size() == 1 && h.obstacles().getFirst().saw().startsWith("no rule"))
                .toList();
        if (!onlyPath.isEmpty()) {
            holds(Rung.HOP, onlyPath.getFirst().name());
            var obstacle = onlyPath.getFirst().obstacles().getFirst();
            throw breaks(Rung.PATH, obstacle.saw(), "The hop is fine, but the database's security group does not let it in.",
                    obstacle.fix(), hops);
        }
        var obstacle = asked.getFirst().obstacles().getFirst();
        throw breaks(Rung.HOP, asked.getFirst().name() + ": " + obstacle.saw(), "No hop can be used; " + asked.size() + " were looked at.",
                obstacle.fix(), hops);
    }

    // --- login --------------------------------------------------------------------------------------------------------

    private Reached login(Instance instance, Choice choice, Way way) throws Broken, InterruptedException {
        Instance.Endpoint endpoint = Objects.requireNonNull(instance.endpoint());
        List<Hop> hops = way.hops();
        climbing(Rung.SECRET);
        List<Login> logins = logins(instance, endpoint, choice);
        if (logins.isEmpty()) {
            throw breaks(Rung.SECRET, "no secret that can be read holds a login for " + endpoint.host(),
                    "The instance has no secret managed by RDS, and no running task is given one that names this host.",
                    "Type user and password, or allow secretsmanager:GetSecretValue on the secret.", hops);
        }
        Login login = logins.getFirst();
        holds(Rung.SECRET, login.user() + " from " + login.from());
        climbing(Rung.SESSION);
        try {
            way.tunnel().connect(Tunnel.Use.INTERACTIVE, CONNECT).close();
        } catch (IOException e) {
            throw sessionBroke(e, way, hops);
        }
        String via = Optional.ofNullable(way.tunnel().state().get().via()).orElse("");
        Hop hop = hops.stream().filter(h -> h.name().equals(via)).findFirst().orElse(hops.getFirst());
        holds(Rung.SESSION, "through " + hop.name());
        climbing(Rung.DNS);
        String database = Optional.ofNullable(login.database()).orElse("postgres");
        var server = new Server(endpoint.host(), endpoint.port(), database);
        Database session;
        try {
            session = connect(server, login, way, hops);
        } catch (Broken e) {
            Login before = e.ladder().broken().filter(s -> s.rung() == Rung.LOGIN).isPresent() ? previous(login) : null;
            if (before == null) {
                throw e;
            }
            session = connect(server, before, way, hops);
            login = before;
        }
        try {
            Map<String, @Nullable String> facts = proven(instance, session, hops);
            Login by = login;
            return new Reached(instance.ref(), hop, hops, way.tunnel(), session, login.user(), login.from(), facts,
                    () -> open(server, anew(by, endpoint, choice), way));
        } catch (Broken | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /// The login for one more session: an IAM token lives for a quarter of an hour, so each session gets one of its own.
    private Login anew(Login first, Instance.Endpoint endpoint, Choice choice) {
        String iam = choice.iamUser();
        if (iam == null || choice.login() != null) {
            return first;
        }
        try {
            return token(endpoint, iam);
        } catch (InterruptedException e) {
            // what follows is a connect, which ends at once for the same reason
            Thread.currentThread().interrupt();
            return first;
        }
    }

    private Login token(Instance.Endpoint endpoint, String user) throws InterruptedException {
        return new Login(user, account.rds().loginToken(endpoint.host(), endpoint.port(), user), endpoint.host(), endpoint.port(), null,
                "an IAM token");
    }

    private Broken sessionBroke(IOException e, Way way, List<Hop> hops) {
        String why = String.valueOf(e.getMessage());
        String lower = why.toLowerCase(java.util.Locale.ROOT);
        if (unknownName(why)) {
            return noName(why, way, hops);
        }
        if (lower.contains("unable to connect to specified port") || lower.contains("is forbidden")) {
            holds(Rung.SESSION, "");
            holds(Rung.DNS, "the agent resolves the endpoint's name");
            return breaks(Rung.TCP, why, "The agent cannot connect to " + way.tunnel().destination() + ".",
                    "Check security groups and network ACLs between the two.", hops);
        }
        boolean denied = lower.contains("accessdenied") || lower.contains("not authorized");
        return breaks(Rung.SESSION, why, denied ? "This identity may not start a session there." : "No hop gave a session.",
                denied
                        ? "Ask for ssm:StartSession on the task or instance and on the document "
                                + "AWS-StartPortForwardingSessionToRemoteHost."
                        : "Try another hop, or look at the agent: aws ssm get-connection-status --target "
                                + hops.stream().filter(Hop::usable).findFirst().map(Hop::target).orElse("TARGET"),
                hops);
    }

    /// Whether the agent's words (Go's net.DNSError) say that the name has no address. The agent resolves the destination when a
    /// session begins, and ends the session when it cannot.
    private static boolean unknownName(String said) {
        return said.contains("no such host");
    }

    private Broken noName(String said, Way way, List<Hop> hops) {
        holds(Rung.SESSION, "");
        return breaks(Rung.DNS, said, "The hop's network does not resolve " + way.tunnel().destination().host() + ".",
                "Check that the VPC has DNS on (aws ec2 describe-vpc-attribute --attribute enableDnsSupport --vpc-id VPC), that the hop "
                        + "asks it, and that the instance still exists.",
                hops);
    }

    private List<Login> logins(Instance instance, Instance.Endpoint endpoint, Choice choice) throws Broken, InterruptedException {
        Login typed = choice.login();
        String iam = choice.iamUser();
        if (typed != null) {
            return List.of(typed);
        }
        if (iam == null) {
            return logins(instance);
        }
        if (Boolean.FALSE.equals(instance.security().iamAuthentication())) {
            throw breaks(Rung.SECRET, "IAM authentication is off for " + instance.ref().id(), "Tokens are not accepted.",
                    "aws rds modify-db-instance --db-instance-identifier " + instance.ref().id()
                            + " --enable-iam-database-authentication --apply-immediately",
                    List.of());
        }
        return List.of(step(Rung.SECRET, () -> token(endpoint, iam), List.of()));
    }

    /// The value that a secret had before its last rotation: a server that has not taken the new one still knows it.
    private @Nullable Login previous(Login login) throws InterruptedException {
        String arn = login.secretArn();
        return arn == null
                ? null
                : read(arn, login.secretKey(), login.from().replace(" (" + SecretReads.CURRENT + ")", ""), SecretReads.PREVIOUS,
                        new ArrayList<>()).filter(l -> !l.password().equals(login.password())).orElse(null);
    }

    /// Logins in the order in which they are tried: the secret that RDS manages, then those that running tasks are given for
    /// this host. A password that has just been rotated is met by reading the secret anew each time.
    /// A restored copy keeps its source's roles and passwords, and no secret names it. The certificate still has to be this
    /// instance's own, and SCRAM does not tell the password to whoever asks for it.
    private static Login ofSource(Login login) {
        return new Login(login.user(), login.password(), null, null, login.database(),
                login.from() + ", made for " + login.host() + ": tried because this has the same master user, as a copy has");
    }

    private List<Login> logins(Instance instance) throws InterruptedException {
        var found = new ArrayList<Login>();
        var others = new ArrayList<Login>();
        var ignored = new ArrayList<Problem>();
        String managed = instance.security().masterSecretArn();
        if (managed != null) {
            read(managed, null, "the secret that RDS manages", SecretReads.CURRENT, ignored).ifPresent(found::add);
        }
        Instance.Endpoint endpoint = instance.endpoint();
        var arns = new LinkedHashSet<String>();
        for (String definition : EcsReads.definitions(tasksSeen)) {
            attempt(() -> account.ecs().secrets(definition), ignored).ifPresent(s -> arns.addAll(s.values()));
        }
        for (String valueFrom : arns) {
            if (!valueFrom.startsWith("arn:") || !valueFrom.contains(":secretsmanager:")) {
                continue;
            }
            String[] parts = valueFrom.split(":", -1);
            String arn = String.join(":", List.of(parts).subList(0, Math.min(7, parts.length)));
            String key = parts.length > 7 && !parts[7].isEmpty() ? parts[7] : null;
            String name = parts.length > 6 ? parts[6].replaceAll("-[A-Za-z0-9]{6}$", "") : arn;
            Optional<Login> read = read(arn, key, "secret " + name, SecretReads.CURRENT, ignored);
            if (endpoint != null && read.isPresent()) {
                String host = read.get().host();
                (host == null || host.equals(endpoint.host()) ? found : others).add(read.get());
            }
        }
        if (found.isEmpty()) {
            others.stream().filter(l -> l.user().equals(instance.security().masterUser())).map(Reach::ofSource).forEach(found::add);
        }
        return found;
    }

    private Optional<Login> read(String arn, @Nullable String key, String name, String stage, List<Problem> problems)
            throws InterruptedException {
        return attempt(() -> account.secrets().value(arn, stage), problems)
                .flatMap(v -> Login.of(v.text(), key, name + " (" + stage + ")")).map(l -> l.of(arn, key));
    }

    private Database connect(Server server, Login login, Way way, List<Hop> hops) throws Broken {
        try {
            Database session = open(server, login, way);
            holds(Rung.DNS, "the agent resolves " + server.host());
            holds(Rung.TCP, "the agent connected to " + way.tunnel().destination());
            holds(Rung.TLS, "verified in full for " + server.host());
            holds(Rung.LOGIN, login.user() + " on " + server.database());
            holds(Rung.SLOTS, "there was one");
            return session;
        } catch (ConnectFailure e) {
            throw refused(e, server, login, way, hops);
        }
    }

    private Database open(Server server, Login login, Way way) throws ConnectFailure {
        Database session = Database.open(server, login.user(), login.password(), roots,
                () -> new TunnelSocket(way.tunnel(), Tunnel.Use.INTERACTIVE), patience);
        try {
            session.row(NOTICES_OUR_END, patience);
        } catch (Problem.Thrown e) {
            LOG.log(Level.DEBUG, "the server may run a query on after this program is gone: {0}", e.getMessage());
        }
        return session;
    }

    private Broken refused(ConnectFailure e, Server server, Login login, Way way, List<Hop> hops) {
        String said = String.valueOf(e.getMessage());
        if (unknownName(said)) {
            return noName(said, way, hops);
        }
        holds(Rung.DNS, "the agent resolves " + server.host());
        Rung rung = switch (e.rung()) {
            case TCP, NOT_READY, OTHER -> Rung.TCP;
            case TLS, TLS_AUTHORITY, TLS_EXPIRED, TLS_NAME -> Rung.TLS;
            case LOGIN, DATABASE -> Rung.LOGIN;
            case SLOTS -> Rung.SLOTS;
        };
        for (Rung below : List.of(Rung.TCP, Rung.TLS, Rung.LOGIN)) {
            if (below.compareTo(rung) < 0) {
                holds(below, below == Rung.TLS ? "verified in full for " + server.host() : "");
            }
        }
        return switch (e.rung()) {
            case TCP -> breaks(rung, said, "The session works, but the agent gets no connection to " + way.tunnel().destination() + ".",
                    "Check that the instance is available, and the security groups between it and the hop.", hops);
            case NOT_READY ->
                breaks(rung, said, "The server is starting, stopping or recovering.", "Wait; a failover takes a minute or two.",
                        hops);
            case OTHER ->
                breaks(rung, said, "The connection ended before the login.", "Try again; if it stays so, look at the instance's log.",
                        hops);
            case TLS_AUTHORITY -> breaks(rung, said,
                    "The server's certificate is not signed by an authority of Amazon RDS, nor by one of the "
                            + "file given: something else may be answering.",
                    "If this region's authority is newer than this program, set PGSSLROOTCERT to the region's bundle from "
                            + "truststore.pki.rds.amazonaws.com.",
                    hops);
            case TLS_NAME -> breaks(rung, said, "The certificate is for another name: this is not " + server.host() + ".",
                    "Do not log in. Check which instance the endpoint leads to.", hops);
            case TLS_EXPIRED -> breaks(rung, said, "The server's certificate is out of its time.",
                    "Rotate it: aws rds modify-db-instance --ca-certificate-identifier rds-ca-rsa2048-g1 --apply-immediately; or set this "
                            + "machine's clock.",
                    hops);
            case TLS -> breaks(rung, said, "There is no trusted connection.", "Check that the server has TLS on (rds.force_ssl).", hops);
            case LOGIN -> breaks(rung, said, "The server does not accept " + login.user() + " with the password of " + login.from() + ".",
                    hint(login), hops);
            case DATABASE -> breaks(rung, said, "The login is good, the database is not there.", "Choose another database name.", hops);
            case SLOTS -> breaks(rung, said, "Every connection slot that this user may have is taken.",
                    "Find idle sessions, or log in as a user with reserved slots.", hops);
        };
    }

    private String hint(Login login) {
        return login.from().contains(SecretReads.CURRENT)
                ? "If the password was changed by hand, the secret still has the old one: set it again, or rotate the secret."
                : "Type it again, or use a secret.";
    }

    // --- proof --------------------------------------------------------------------------------------------------------

    /// The certificate named the endpoint; now the server's own words must fit what RDS says of the instance.
    private Map<String, @Nullable String> proven(Instance instance, Database session, List<Hop> hops) throws Broken {
        climbing(Rung.IDENTITY);
        Map<String, @Nullable String> facts;
        try {
            facts = session.row("""
                    SELECT current_setting('server_version') AS version, current_user AS "user", current_database() AS "database",
                           host(inet_server_addr()) AS address, pg_postmaster_start_time() AS started,
                           pg_is_in_recovery() AS recovering,
                           (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()) AS tls,
                           (SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()) AS tls_version""");
        } catch (Problem.Thrown e) {
            throw breaks(Rung.IDENTITY, String.valueOf(e.getMessage()), "The server does not answer a plain question.", "Try again.", hops);
        }
        String version = facts.get("version");
        String expected = instance.engine().version();
        String shown = version == null ? "" : version.split(" ")[0];
        if (expected != null && !shown.equals(expected)) {
            throw breaks(Rung.IDENTITY, "it runs PostgreSQL " + shown + ", and RDS says that " + instance.ref().id() + " runs " + expected,
                    "This may be another server behind the same name.", "Do not use this session. Refresh and look at the instance.", hops);
        }
        if ("t".equals(facts.get("recovering")) && instance.placement().replicaOf() == null) {
            throw breaks(Rung.IDENTITY, "it is a standby in recovery, and RDS says that " + instance.ref().id() + " is a primary",
                    "A failover may be going on, or this is another server.", "Wait a minute, then try again.", hops);
        }
        holds(Rung.IDENTITY, "PostgreSQL " + shown + " at " + facts.get("address") + ", up since " + facts.get("started"));
        return facts;
    }

    // --- the ladder ---------------------------------------------------------------------------------------------------

    private void step(Step step) {
        ladder = ladder.with(step);
        tell.accept(ladder);
    }

    private void climbing(Rung rung) {
        step(new Step(rung, Outcome.CLIMBING, "", "", ""));
    }

    private void holds(Rung rung, String saw) {
        step(new Step(rung, Outcome.HOLDS, saw, "", ""));
    }

    private Broken breaks(Rung rung, String saw, String means, String fix, List<Hop> hops) {
        step(new Step(rung, Outcome.BREAKS, saw, means, fix));
        return new Broken(ladder, hops);
    }

    private interface Read<T> {
        T get() throws InterruptedException;
    }

    private <T> T step(Rung rung, Read<T> read, List<Hop> hops) throws Broken, InterruptedException {
        climbing(rung);
        try {
            return read.get();
        } catch (Problem.Thrown e) {
            throw breaks(rung, Sentences.happened(e.problem()), Sentences.meaning(e.problem()), Sentences.next(e.problem()), hops);
        }
    }

    /// A part that is denied makes the picture smaller, not the climb impossible.
    private static <T> Optional<T> attempt(Read<T> read, List<Problem> problems) throws InterruptedException {
        try {
            return Optional.of(read.get());
        } catch (Problem.Thrown e) {
            problems.add(e.problem());
            return Optional.empty();
        }
    }
}
