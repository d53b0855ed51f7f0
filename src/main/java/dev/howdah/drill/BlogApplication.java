package dev.howdah.drill;

import dev.howdah.drill.postgres.EndpointSocketFactory;
import dev.howdah.drill.postgres.Password;
import dev.howdah.drill.postgres.Servers;
import dev.howdah.drill.postgres.Waiting;
import dev.howdah.drill.postgres.workload.Target;
import dev.howdah.drill.postgres.workload.Task;
import dev.howdah.drill.postgres.workload.Workload;
import dev.howdah.drill.tls.DrillCa;
import dev.howdah.drill.world.Application;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.EcsSeed;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.NetworkSeed;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.Secret;
import dev.howdah.drill.world.SecretSeed;
import dev.howdah.drill.world.World;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The blog API's tasks. They belong to no database: each looks up the host that the secret named when it started, by the
/// account's DNS and past its security groups, for every new connection. So they follow a rename, and stay away from a clone
/// whose groups do not let them in.
final class BlogApplication implements Application {
    private static final String ROLE = "blog_app";
    private static final int TASKS = 3;
    private static final int CONNECT_MILLIS = 3000;
    private static final Pattern HOST = Pattern.compile("\"host\": *\"([^\"]+)\"");
    private final World world;
    private final Region region;
    private final DrillCa ca;
    private final String firstHost;
    /// Where the first servers listen, for as long as the account does not show them.
    private final int firstPort;
    private volatile boolean shown;
    private final Servers servers;
    private volatile Password password;
    /// Task → where it is.
    private final Map<String, String> addresses = new ConcurrentHashMap<>();
    private final Workload workload;

    private BlogApplication(World world, DrillCa ca, Servers servers, String firstHost, int firstPort, Password password,
            Workload workload) {
        this.world = world;
        this.region = world.home();
        this.ca = ca;
        this.servers = servers;
        this.firstHost = firstHost;
        this.firstPort = firstPort;
        this.password = password;
        this.workload = workload;
    }

    /// Loads the blog's rows and starts the service that lives on them.
    static BlogApplication load(World world, DrillCa ca, Servers servers, DataPlane.Login owner, Consumer<String> progress)
            throws IOException {
        Password app = Password.random();
        servers.createRole(ROLE, app);
        String host = servers.endpointHost();
        String url = "jdbc:postgresql://127.0.0.1:" + servers.endpointPort() + "/" + owner.database();
        Properties tasks = EndpointSocketFactory.properties(host, ca.caPem(), ROLE, app);
        var workload = new Workload(new Target(url,
                EndpointSocketFactory.properties(host, ca.caPem(), owner.user(), new Password(owner.password())), tasks));
        progress.accept("Loading the blog");
        workload.load(ROLE);
        archived(servers, progress);
        progress.accept("Starting the tasks of blog-api");
        var application = new BlogApplication(world, ca, servers, host, servers.endpointPort(), app, workload);
        for (String address : EcsSeed.addresses(world.home(), EcsSeed.API, TASKS)) {
            application.start(Workload.newId(), address);
        }
        return application;
    }

    /// Whoever restores a drill that has just begun finds in the copy what is in the drill.
    private static void archived(Servers servers, Consumer<String> progress) throws IOException {
        progress.accept("Archiving what was loaded");
        Instant loaded = Instant.now();
        servers.switchWal();
        Waiting.until("what was loaded can be restored", Duration.ofSeconds(60), () -> servers.restoreWindow().contains(loaded));
    }

    @Override
    public List<String> tasks() {
        return workload.tasks().stream().map(Task::id).toList();
    }

    @Override
    public void start(String task, String address) {
        addresses.put(task, address);
        String host = host();
        Properties login = EndpointSocketFactory.properties(host, ca.caPem(), ROLE, password);
        workload.start(task, login, () -> connect(host, address));
    }

    @Override
    public void stop(String task) {
        addresses.remove(task);
        workload.task(task).ifPresent(workload::stop);
    }

    @Override
    public String rotate() throws IOException {
        Password next = Password.random();
        servers.setPassword(ROLE, next);
        password = next;
        return next.value();
    }

    @Override
    public void renew() {
        for (Task task : workload.tasks()) {
            String address = addresses.get(task.id());
            if (address != null) {
                workload.stop(task);
                start(task.id(), address);
            }
        }
    }

    /// The host in the secret that the service's tasks are given.
    private String host() {
        Secret secret = region.secret(SecretSeed.BLOG);
        Secret.Version current = secret == null ? null : secret.stage(Secret.CURRENT);
        Matcher host = HOST.matcher(current == null ? "" : current.text());
        return shown && host.find() ? host.group(1) : firstHost;
    }

    @Override
    public void hang(String task) {
        workload.hang(task);
    }

    private Socket connect(String host, String address) throws IOException {
        for (DbInstance db : region.instances()) {
            DbInstance.Endpoint endpoint = db.endpoint();
            if (endpoint != null && endpoint.address().equals(host) && region.resolves(host, world.clock().now())) {
                shown = true;
                return connect(db, endpoint.port(), address);
            }
        }
        if (!shown) {
            return open(firstPort, address);
        }
        throw new UnknownHostException(host);
    }

    private Socket connect(DbInstance db, int port, String address) throws IOException {
        var from = new Network.Peer(address, List.of(NetworkSeed.SG_FARGATE));
        var to = new Network.Peer(NetworkSeed.BLOCK + ".20.10", db.placement().securityGroups());
        DataPlane servers = region.servers(db.id());
        if (servers == null) {
            throw new ConnectException("Connection refused");
        }
        if (!region.network().lets(from, to, port)) {
            throw new SocketTimeoutException("connect timed out");
        }
        return open(servers.port(), address);
    }

    private static Socket open(int port, String address) throws IOException {
        var socket = new Socket();
        try {
            if (address.startsWith("127.")) {
                socket.bind(new InetSocketAddress(address, 0));
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public Traffic traffic() {
        return new Traffic(workload.answered(), workload.failed());
    }

    @Override
    public void close() {
        workload.close();
    }
}
