package dev.howdah.drill.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// All that the account has in one region. Lists come in order of their names and are copies.
public final class Region {
    private final String account;
    private final String name;
    private final Map<String, DbInstance> instances = new TreeMap<>();
    private final Map<String, DbSnapshot> snapshots = new TreeMap<>();
    private final Map<String, DbCluster> clusters = new TreeMap<>();
    private final Map<String, SubnetGroup> subnetGroups = new TreeMap<>();
    private final Map<String, ParameterGroup> parameterGroups = new TreeMap<>();
    private final Map<String, DataPlane> servers = new LinkedHashMap<>();
    /// Instance without servers → what is told of its load.
    private final Map<String, Measures> recorded = new LinkedHashMap<>();
    private final List<DbProxy> proxies = new ArrayList<>();
    private final Map<String, Map<String, String>> tags = new LinkedHashMap<>();
    private final List<RdsEvent> events = new ArrayList<>();
    private final List<PendingMaintenance> maintenance = new ArrayList<>();
    private final Map<String, Secret> secrets = new TreeMap<>();
    private final Map<String, Machine> machines = new TreeMap<>();
    private final List<InnerHost> hosts = new ArrayList<>();
    private final List<AlarmRule> alarms = new ArrayList<>();
    private final Containers containers;
    private final LogGroups logs = new LogGroups();
    /// What was just made is there, but reads do not see it until then. Instance → time.
    private final Map<String, Instant> unseen = new LinkedHashMap<>();
    /// Endpoint name → when it begins to resolve. A name that is not here resolves as long as an instance has it.
    private final Map<String, Instant> names = new LinkedHashMap<>();
    /// Names that a rename on its way will need.
    private final Set<String> promised = new TreeSet<>();
    /// Resource id → the network interfaces of its hosts.
    private final Map<String, List<String>> cards = new LinkedHashMap<>();
    /// Resource id → what is kept of an instance that was deleted.
    private final Map<String, Retained> retained = new TreeMap<>();
    /// Snapshot → accounts that may restore it, or `all`.
    private final Map<String, Set<String>> shares = new LinkedHashMap<>();
    /// Resource id → how many changes of it are on their way.
    private final Map<String, Integer> changes = new LinkedHashMap<>();
    private final Map<String, Instant> storageChanges = new LinkedHashMap<>();
    private final Set<String> lostKeys = new TreeSet<>();
    private @Nullable Vault vault;
    private @Nullable String onlyMajor;
    private int mostInstances = 40;
    private long mostStorage = 100_000;
    private Network network = Network.EMPTY;

    Region(String account, String name) {
        this.account = account;
        this.name = name;
        this.containers = new Containers(account, name);
    }

    public String account() {
        return account;
    }

    public String name() {
        return name;
    }

    /// `arn:aws:rds:region:account:kind:name`, where kind is `db`, `snapshot`, `subgrp`, `pg`, `cluster`.
    public String arn(String kind, String id) {
        return "arn:aws:rds:" + name + ":" + account + ":" + kind + ":" + id;
    }

    public synchronized List<DbInstance> instances() {
        return List.copyOf(instances.values());
    }

    public synchronized @Nullable DbInstance instance(String id) {
        return instances.get(id);
    }

    public synchronized void put(DbInstance instance) {
        instances.put(instance.id(), instance);
    }

    /// Adds a new instance that reads see from `seen` on. False, and nothing is done, when the name is taken.
    public synchronized boolean create(DbInstance instance, Instant seen) {
        if (taken(instance.id())) {
            return false;
        }
        instances.put(instance.id(), instance);
        unseen.put(instance.id(), seen);
        return true;
    }

    /// Whether no new instance may have this name.
    public synchronized boolean taken(String id) {
        return instances.containsKey(id) || promised.contains(id);
    }

    /// One more change of an instance is on its way.
    public synchronized void begin(String resourceId) {
        changes.merge(resourceId, 1, Integer::sum);
    }

    /// A change of an instance has ended; true when it was the last one.
    public synchronized boolean end(String resourceId) {
        return changes.merge(resourceId, -1, (a, b) -> a + b <= 0 ? null : a + b) == null;
    }

    /// When an instance's storage was last changed, or null.
    public synchronized @Nullable Instant storageChanged(String resourceId) {
        return storageChanges.get(resourceId);
    }

    public synchronized void storageChanged(String resourceId, Instant at) {
        storageChanges.put(resourceId, at);
    }

    /// Removes the secret that RDS manages for an instance, if there is one.
    public synchronized void dropSecretOf(String instanceId) {
        String arn = arn("db", instanceId);
        secrets.values().removeIf(s -> arn.equals(s.tags().get(Secret.OF_INSTANCE)));
    }

    /// Keeps a name for a rename that is on its way; false when it is taken.
    public synchronized boolean promise(String id) {
        return !taken(id) && promised.add(id);
    }

    /// The instances that reads see at `now`.
    public synchronized List<DbInstance> seen(Instant now) {
        return instances.values().stream().filter(i -> !unseen.getOrDefault(i.id(), Instant.MIN).isAfter(now)).toList();
    }

    /// Gives an instance its new name, which resolves from `from` on; the old one is gone at once. Servers, tags, the managed
    /// secret and what waits for maintenance go with it; events, snapshots and alarms stay with the name.
    public synchronized void rename(String id, String next, String address, Instant from) {
        DbInstance old = instances.remove(id);
        promised.remove(next);
        if (old == null) {
            return;
        }
        DbInstance.Endpoint endpoint = old.endpoint();
        instances.put(next,
                old.withId(next).withEndpoint(endpoint == null ? null : new DbInstance.Endpoint(address, endpoint.port())));
        names.put(address, from);
        DataPlane plane = servers.remove(id);
        if (plane != null) {
            servers.put(next, plane);
        }
        String before = arn("db", id);
        String after = arn("db", next);
        Map<String, String> kept = tags.remove(before);
        if (kept != null) {
            tags.put(after, kept);
        }
        maintenance.replaceAll(m -> m.arn().equals(before) ? m.of(after) : m);
        secrets.replaceAll((_, s) -> before.equals(s.tags().get(Secret.OF_INSTANCE)) ? s.of(after) : s);
    }

    /// The instance is gone, as after a deletion that has ended, with its tags, interfaces and managed secret. What servers it
    /// had is handed out, to be stopped.
    public synchronized @Nullable DataPlane removeInstance(String id) {
        DbInstance old = instances.remove(id);
        String arn = arn("db", id);
        tags.remove(arn);
        unseen.remove(id);
        maintenance.removeIf(m -> m.arn().equals(arn));
        secrets.values().removeIf(s -> arn.equals(s.tags().get(Secret.OF_INSTANCE)));
        if (old != null) {
            List<String> own = cards.remove(old.resourceId());
            network = own == null ? network : network.without(own);
        }
        return servers.remove(id);
    }

    /// Whether the name of an endpoint resolves at `now`.
    public synchronized boolean resolves(String address, Instant now) {
        return !names.getOrDefault(address, Instant.MIN).isAfter(now);
    }

    /// What is left of a deleted instance: its last description, and the servers that can still be restored from, if any.
    ///
    /// @param window from when to when it can be restored
    public record Retained(DbInstance instance, DataPlane.Window window, @Nullable DataPlane servers, Map<String, String> tags) {}

    public synchronized List<Retained> retained() {
        return List.copyOf(retained.values());
    }

    public synchronized void retain(Retained backups) {
        retained.put(backups.instance().resourceId(), backups);
    }

    /// The accounts with which a snapshot is shared; `all` for everybody.
    public synchronized Set<String> shares(String snapshotId) {
        return new TreeSet<>(shares.getOrDefault(snapshotId, Set.of()));
    }

    public synchronized void share(String snapshotId, Set<String> accounts) {
        shares.put(snapshotId, accounts);
    }

    /// A KMS key is disabled, or enabled again: nothing can be restored with it meanwhile.
    public synchronized void key(String arn, boolean enabled) {
        if (enabled) {
            lostKeys.remove(arn);
        } else {
            lostKeys.add(arn);
        }
    }

    public synchronized boolean keyWorks(@Nullable String arn) {
        return arn == null || !lostKeys.contains(arn);
    }

    /// How much the account may have: instances, and GiB in all of them.
    public synchronized void quotas(int instancesAtMost, long gibAtMost) {
        mostInstances = instancesAtMost;
        mostStorage = gibAtMost;
    }

    /// The only major version of PostgreSQL that is offered here from now on: `16`.
    public synchronized void offerOnly(String major) {
        onlyMajor = major;
    }

    /// Whether a version such as `16.15` is offered here.
    public synchronized boolean offers(String version) {
        return onlyMajor == null || version.startsWith(onlyMajor + ".");
    }

    public synchronized int mostInstances() {
        return mostInstances;
    }

    public synchronized long mostStorage() {
        return mostStorage;
    }

    /// GiB allocated in all instances.
    public synchronized long storage() {
        return instances.values().stream().mapToLong(i -> i.storage().gib()).sum();
    }

    /// Replaces an instance by what `change` makes of it; nothing happens when it is gone.
    public synchronized void change(String id, UnaryOperator<DbInstance> change) {
        instances.computeIfPresent(id, (_, old) -> change.apply(old));
    }

    /// Moves an available instance into `status` in one step: false, and nothing is done, when it is in another state.
    public synchronized boolean leaveAvailable(String id, String status) {
        DbInstance instance = instances.get(id);
        if (instance == null || !instance.isAvailable()) {
            return false;
        }
        instances.put(id, instance.withStatus(status));
        return true;
    }

    public synchronized List<DbSnapshot> snapshots() {
        return List.copyOf(snapshots.values());
    }

    public synchronized @Nullable DbSnapshot snapshot(String id) {
        return snapshots.get(id);
    }

    public synchronized void put(DbSnapshot snapshot) {
        snapshots.put(snapshot.id(), snapshot);
    }

    public synchronized void changeSnapshot(String id, UnaryOperator<DbSnapshot> change) {
        snapshots.computeIfPresent(id, (_, old) -> change.apply(old));
    }

    public synchronized void removeSnapshot(String id) {
        snapshots.remove(id);
        tags.remove(arn("snapshot", id));
        shares.remove(id);
    }

    public synchronized List<DbCluster> clusters() {
        return List.copyOf(clusters.values());
    }

    public synchronized void put(DbCluster cluster) {
        clusters.put(cluster.id(), cluster);
    }

    public synchronized List<SubnetGroup> subnetGroups() {
        return List.copyOf(subnetGroups.values());
    }

    public synchronized @Nullable SubnetGroup subnetGroup(String id) {
        return subnetGroups.get(id);
    }

    public synchronized void put(SubnetGroup group) {
        subnetGroups.put(group.name(), group);
    }

    public synchronized void removeSubnetGroup(String id) {
        subnetGroups.remove(id);
        tags.remove(arn("subgrp", id));
    }

    public synchronized List<ParameterGroup> parameterGroups() {
        return List.copyOf(parameterGroups.values());
    }

    public synchronized @Nullable ParameterGroup parameterGroup(String id) {
        return parameterGroups.get(id);
    }

    public synchronized void put(ParameterGroup group) {
        parameterGroups.put(group.name(), group);
    }

    /// The servers behind an instance, or null for one that is metadata only.
    public synchronized @Nullable DataPlane servers(String instanceId) {
        return servers.get(instanceId);
    }

    /// What was measured of an instance; null where nothing was.
    public synchronized @Nullable Measures measures(String instanceId) {
        DataPlane plane = servers.get(instanceId);
        return plane == null ? recorded.get(instanceId) : plane;
    }

    /// An instance without servers gets a past.
    synchronized void record(String instanceId, Measures past) {
        recorded.put(instanceId, past);
    }

    /// In the order of their names.
    public synchronized List<DbProxy> proxies() {
        return proxies.stream().sorted(Comparator.comparing(DbProxy::name)).toList();
    }

    public synchronized void put(DbProxy proxy) {
        proxies.add(proxy);
    }

    /// An instance gets its servers; false when it is gone meanwhile or being deleted, and then they are the caller's to stop.
    public synchronized boolean serve(String instanceId, DataPlane plane) {
        DbInstance instance = instances.get(instanceId);
        if (instance == null || instance.status().equals("deleting")) {
            return false;
        }
        servers.put(instanceId, plane);
        vault = plane.vault();
        return true;
    }

    /// Servers can be built here from now on.
    public synchronized void keep(Vault room) {
        vault = room;
    }

    /// Where servers are built and the data of snapshots lies; null without servers.
    public synchronized @Nullable Vault vault() {
        return vault;
    }

    /// Stops all servers and removes what they kept.
    void close() {
        List<DataPlane> all = new ArrayList<>();
        Vault kept;
        synchronized (this) {
            all.addAll(servers.values());
            retained.values().stream().map(Retained::servers).filter(Objects::nonNull).forEach(all::add);
            servers.clear();
            retained.clear();
            kept = vault;
        }
        containers.close();
        all.forEach(DataPlane::close);
        if (kept != null) {
            kept.close();
        }
    }

    public synchronized Map<String, String> tags(String arn) {
        return new LinkedHashMap<>(tags.getOrDefault(arn, Map.of()));
    }

    public synchronized void tag(String arn, Map<String, String> more) {
        tags.computeIfAbsent(arn, _ -> new TreeMap<>()).putAll(more);
    }

    public synchronized void untag(String arn, Collection<String> keys) {
        Map<String, String> all = tags.get(arn);
        if (all != null) {
            keys.forEach(all::remove);
        }
    }

    /// Events in order of their time.
    public synchronized List<RdsEvent> events() {
        return List.copyOf(events);
    }

    /// Adds an event at its place in time.
    public synchronized void tell(Instant at, String sourceType, String sourceId, String message, String... categories) {
        String kind = sourceType.equals("db-snapshot") ? "snapshot" : "db";
        var event = new RdsEvent(events.size(), at, sourceType, sourceId, arn(kind, sourceId), message, List.of(categories));
        int place = events.size();
        while (place > 0 && events.get(place - 1).at().isAfter(at)) {
            place--;
        }
        events.add(place, event);
    }

    public synchronized List<PendingMaintenance> maintenance() {
        return List.copyOf(maintenance);
    }

    public synchronized void replace(PendingMaintenance old, PendingMaintenance next) {
        maintenance.replaceAll(m -> m.equals(old) ? next : m);
    }

    public synchronized void remove(PendingMaintenance action) {
        maintenance.remove(action);
    }

    public synchronized void put(PendingMaintenance action) {
        maintenance.add(action);
    }

    public synchronized List<AlarmRule> alarms() {
        return List.copyOf(alarms);
    }

    public synchronized void put(AlarmRule alarm) {
        alarms.add(alarm);
    }

    public synchronized List<Secret> secrets() {
        return List.copyOf(secrets.values());
    }

    /// By name, ARN, or ARN without its last letters.
    public synchronized @Nullable Secret secret(String id) {
        return secrets.values().stream().filter(s -> s.answersTo(id)).findFirst().orElse(null);
    }

    public synchronized void put(Secret secret) {
        secrets.put(secret.name(), secret);
    }

    /// A secret is gone, unless somebody restored it or its name is another's now.
    ///
    /// @param deleted when that was to be
    public synchronized void dropSecret(String arn, Instant deleted) {
        secrets.values().removeIf(s -> s.arn().equals(arn) && deleted.equals(s.deleted()));
    }

    public synchronized List<Machine> machines() {
        return List.copyOf(machines.values());
    }

    public synchronized @Nullable Machine machine(String id) {
        return machines.get(id);
    }

    public synchronized void put(Machine machine) {
        machines.put(machine.id(), machine);
    }

    public synchronized List<InnerHost> hosts() {
        return List.copyOf(hosts);
    }

    public synchronized void put(InnerHost host) {
        hosts.add(host);
    }

    /// What ECS has here; it guards itself.
    public Containers containers() {
        return containers;
    }

    /// What CloudWatch Logs keeps here; it guards itself.
    public LogGroups logs() {
        return logs;
    }

    public synchronized Network network() {
        return network;
    }

    public synchronized void network(Network next) {
        network = next;
    }

    /// The hosts of an instance that is there from the start have these interfaces.
    synchronized void connect(String instanceId, List<String> interfaceIds) {
        DbInstance instance = instances.get(instanceId);
        if (instance != null) {
            cards.put(instance.resourceId(), List.copyOf(interfaceIds));
        }
    }

    /// Gives the hosts of an instance an interface in each of their zones, as its placement is now; what it has keeps its address.
    public synchronized void wire(String instanceId, Instant at) {
        DbInstance instance = instances.get(instanceId);
        SubnetGroup group = instance == null ? null : subnetGroups.get(instance.placement().subnetGroup());
        if (instance == null || group == null) {
            return;
        }
        DbInstance.Placement place = instance.placement();
        List<String> zones = place.secondaryZone() == null ? List.of(place.zone()) : List.of(place.zone(), place.secondaryZone());
        List<Network.Interface> have = cards(instance.resourceId());
        network = network.without(have.stream().filter(i -> !zones.contains(i.zone())).map(Network.Interface::id).toList());
        List<String> own = new ArrayList<>(have.stream().filter(i -> zones.contains(i.zone())).map(Network.Interface::id).toList());
        for (String zone : zones) {
            if (have.stream().noneMatch(i -> i.zone().equals(zone))) {
                network.subnets().stream().filter(s -> group.subnetIds().contains(s.id()) && s.zone().equals(zone)).findFirst()
                        .ifPresent(s -> own.add(card(s, instance, at)));
            }
        }
        network = network.regrouped(own, place.securityGroups());
        cards.put(instance.resourceId(), own);
    }

    private String card(Network.Subnet subnet, DbInstance instance, Instant at) {
        String id = new Ids((instance.resourceId() + subnet.id()).hashCode()).ec2("eni");
        network = network.with(new Network.Interface(id, subnet.id(), subnet.vpcId(), subnet.zone(), network.freeAddress(subnet), null,
                "RDSNetworkInterface", instance.placement().securityGroups(), "interface", "amazon-rds", at));
        return id;
    }

    /// The interfaces of an instance's hosts.
    public synchronized List<Network.Interface> cards(String resourceId) {
        List<String> own = cards.getOrDefault(resourceId, List.of());
        return network.interfaces().stream().filter(i -> own.contains(i.id())).toList();
    }

    /// Adds a network interface.
    public synchronized void attach(Network.Interface added) {
        network = network.with(added);
    }

    /// Takes a network interface away.
    public synchronized void detach(String interfaceId) {
        network = network.without(List.of(interfaceId));
    }

    /// Moves a group's inbound rules to the port on which its database really listens.
    public synchronized void inboundPort(String groupId, int port) {
        network = network.withInboundPort(groupId, port);
    }
}
