package dev.howdah.drill.ssm.agent;

import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.DrillClock;
import dev.howdah.drill.world.InnerHost;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.NetworkSeed;
import dev.howdah.drill.world.Pace;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.TunnelFault;
import dev.howdah.drill.world.TunnelFaults;
import dev.howdah.drill.world.World;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The network as one hop sees it: names and addresses inside the VPC lead to what really listens on this machine, as far as
/// the security groups let them. Nothing outside the drill can be reached. What goes wrong is said in the agent's words.
public final class Vpc {
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final List<String> LOCAL = List.of("localhost", "127.0.0.1");
    /// What the agent never forwards to: metadata, time, DNS and other link-local services of AWS.
    private static final List<String> FORBIDDEN = List.of("169.254.169.254", "169.254.169.253", "169.254.169.123", "169.254.169.250",
            "169.254.169.251", "fd00:ec2::254", "fd00:ec2::253", "fd00:ec2::123", "fd00:ec2::240");
    private final Region region;
    private final Hop hop;
    private final TunnelFaults faults;
    private final Duration blackHole;
    private final DrillClock clock;

    public Vpc(World world, Region region, Hop hop, TunnelFaults faults) {
        this.region = region;
        this.hop = hop;
        this.faults = faults;
        this.clock = world.clock();
        this.blackHole = world.pace() == Pace.BRISK ? Duration.ofSeconds(5) : Duration.ofSeconds(127);
    }

    /// The addresses of a name, or why there are none.
    List<String> resolve(String host) throws IOException {
        if (ADDRESS.matcher(host).matches() || host.contains(":")) {
            return List.of(host);
        }
        if (host.equals("localhost")) {
            return List.of("127.0.0.1");
        }
        List<String> found = new ArrayList<>();
        instances(db -> address(db).equals(host) && faults.now(TunnelFault.NoSuchHost.class) == null && region.resolves(host, clock.now()))
                .forEach(db -> found.add(inside(db)));
        region.hosts().stream().filter(h -> h.name().equals(host)).map(InnerHost::address).distinct().forEach(found::add);
        if (found.isEmpty()) {
            throw new IOException("lookup " + host + " on " + dns() + ":53: no such host");
        }
        return found;
    }

    /// Whether the agent refuses to forward to an address, whatever listens there.
    boolean forbids(String address) {
        return FORBIDDEN.contains(address) || ADDRESS.matcher(address).matches() && Network.reserved(hop.vpcCidr(), address);
    }

    private String dns() {
        String base = hop.vpcCidr().substring(0, hop.vpcCidr().indexOf('/'));
        return base.substring(0, base.lastIndexOf('.') + 1) + "2";
    }

    /// Connects; a way that a security group closes swallows the attempt until it times out.
    Socket dial(String address, int port) throws IOException {
        String to = "dial tcp " + (address.contains(":") ? "[" + address + "]" : address) + ":" + port + ": connect: ";
        Place place = place(LOCAL.contains(address) ? hop.place().address() : address, port);
        boolean local = LOCAL.contains(address);
        if (faults.now(TunnelFault.DestinationRefuses.class) != null) {
            throw new IOException(to + "connection refused");
        }
        if (place == null && (local || !ADDRESS.matcher(address).matches())) {
            throw new IOException(to + "connection refused");
        }
        if (place == null || !local && !region.network().lets(hop.place(), new Network.Peer(address, place.groups), port)) {
            swallow();
            throw new IOException(to + "connection timed out");
        }
        if (place.local == null) {
            throw new IOException(to + "connection refused");
        }
        return connect(place.local, to);
    }

    /// From the hop's own address, where this machine has it: the database sees who connects.
    private Socket connect(InetSocketAddress local, String to) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            InetAddress own = InetAddress.getByName(hop.place().address());
            if (own.isLoopbackAddress()) {
                socket.bind(new InetSocketAddress(own, 0));
            }
            socket.connect(local, 3000);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new IOException(to + "connection refused", e);
        }
    }

    private void swallow() throws IOException {
        try {
            Thread.sleep(blackHole);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /// What is at an address: nothing (null), or something with its groups, which may not listen on that port.
    private @Nullable Place place(String address, int port) {
        for (DbInstance db : instances(i -> answers(i, address))) {
            DataPlane servers = region.servers(db.id());
            DbInstance.Endpoint endpoint = db.endpoint();
            InetSocketAddress local = servers == null || endpoint == null || endpoint.port() != port
                    ? null
                    : new InetSocketAddress(InetAddress.getLoopbackAddress(), servers.port());
            return new Place(db.placement().securityGroups(), local);
        }
        List<InnerHost> hosts = region.hosts().stream().filter(h -> h.address().equals(address)).toList();
        for (InnerHost host : hosts) {
            if (host.port() == port) {
                return new Place(host.groups(), host.local());
            }
        }
        return hosts.isEmpty() ? null : new Place(hosts.getFirst().groups(), null);
    }

    private List<DbInstance> instances(Predicate<DbInstance> wanted) {
        return region.instances().stream().filter(db -> db.endpoint() != null).filter(wanted).toList();
    }

    private static String address(DbInstance db) {
        DbInstance.Endpoint endpoint = db.endpoint();
        return endpoint == null ? "" : endpoint.address();
    }

    /// The address that the endpoint's name stands for inside the VPC: the interface in the primary's zone, so that it is
    /// another one after a failover. Instances that have no interface in the drill get an address that nothing answers at.
    private String inside(DbInstance db) {
        DataPlane servers = region.servers(db.id());
        String zone = servers == null ? db.placement().zone() : servers.zone();
        return region.cards(db.resourceId()).stream().filter(i -> i.zone().equals(zone)).map(Network.Interface::address).findFirst()
                .orElseGet(() -> NetworkSeed.BLOCK + ".20." + (100 + Math.floorMod(db.id().hashCode(), 150)));
    }

    private boolean answers(DbInstance db, String address) {
        return inside(db).equals(address) || faults.now(TunnelFault.OldAddressAnswers.class) != null
                && region.cards(db.resourceId()).stream().anyMatch(i -> i.address().equals(address));
    }

    private record Place(List<String> groups, @Nullable InetSocketAddress local) {}
}
