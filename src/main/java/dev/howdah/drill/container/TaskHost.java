package dev.howdah.drill.container;

import dev.howdah.drill.world.ContainerHost;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.NetworkSeed;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Runs containers as child processes of this one, with this program's own classes. A child gets what ECS would give it, variables and
/// nothing else, and learns which ways its network interface has.
public final class TaskHost implements ContainerHost {
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx96m");
    private final World world;
    private final Region region;
    /// Task → its process.
    private final Map<String, Process> children = new ConcurrentHashMap<>();
    private volatile boolean closed;

    public TaskHost(World world, Region region) {
        this.world = world;
        this.region = region;
    }

    @Override
    public boolean has(List<String> command) {
        return !command.isEmpty() && Image.PROGRAMS.contains(command.getFirst());
    }

    @Override
    public Running start(Start what, Consumer<String> line) throws IOException {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(JVM);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), Image.class.getName()));
        words.addAll(what.command());
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(what.environment());
        environment.put(Image.TAG, what.image().substring(what.image().lastIndexOf(':') + 1));
        environment.put(Image.WAYS, String.join("\n", ways(what)));
        if (closed) {
            throw new IOException("the drill is closing");
        }
        Process child = builder.start();
        children.put(what.task(), child);
        child.getOutputStream().close();
        Thread lines = Thread.ofVirtual().name("drill-task-lines").start(() -> read(child, line));
        return new Child(what.task(), child, lines);
    }

    /// For each endpoint where it leads for this task: `host address:port file-of-the-authority`, or why nowhere.
    private List<String> ways(Start what) {
        var from = new Network.Peer(what.address(), what.groups());
        var ways = new ArrayList<String>();
        for (DbInstance db : region.instances()) {
            DbInstance.Endpoint endpoint = db.endpoint();
            DataPlane servers = region.servers(db.id());
            if (endpoint == null || !region.resolves(endpoint.address(), world.clock().now())) {
                continue;
            }
            var to = new Network.Peer(NetworkSeed.BLOCK + ".20.10", db.placement().securityGroups());
            String way = !region.network().lets(from, to, endpoint.port())
                    ? Route.TIMES_OUT
                    : servers == null
                            ? Route.REFUSED
                            : "127.0.0.1:" + servers.port() + " " + what.address() + " " + servers.certificateAuthority();
            ways.add(endpoint.address() + " " + way);
        }
        return ways;
    }

    private static void read(Process child, Consumer<String> line) {
        try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                line.accept(text);
            }
        } catch (IOException e) {
            // the pipe of a process that was killed
            System.getLogger(TaskHost.class.getName()).log(System.Logger.Level.DEBUG, "a container's lines ended", e);
        }
    }

    @Override
    public boolean kill(String task) {
        Process child = children.get(task);
        if (child != null) {
            child.destroyForcibly();
        }
        return child != null;
    }

    @Override
    public void close() {
        closed = true;
        children.values().forEach(Process::destroyForcibly);
    }

    private final class Child implements Running {
        private final String task;
        private final Process process;
        private final Thread lines;

        Child(String task, Process process, Thread lines) {
            this.task = task;
            this.process = process;
            this.lines = lines;
        }

        @Override
        public int await() throws InterruptedException {
            int code = process.waitFor();
            lines.join();
            children.remove(task);
            return code;
        }

        @Override
        public void terminate() {
            process.destroy();
        }

        @Override
        public void kill() {
            process.destroyForcibly();
        }
    }
}
