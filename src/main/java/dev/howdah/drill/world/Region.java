package dev.howdah.drill.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    private final Map<String, Map<String, String>> tags = new LinkedHashMap<>();
    private final List<RdsEvent> events = new ArrayList<>();
    private final List<PendingMaintenance> maintenance = new ArrayList<>();
    private final Map<String, Secret> secrets = new TreeMap<>();
    private final Map<String, Machine> machines = new TreeMap<>();
    private final List<InnerHost> hosts = new ArrayList<>();
    private final List<AlarmRule> alarms = new ArrayList<>();
    private final Containers containers;
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

    /// Replaces an instance by what `change` makes of it; nothing happens when it is gone.
    /// The instance is gone, as after a deletion that has ended.
    public synchronized void removeInstance(String id) {
        instances.remove(id);
    }

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

    public synchronized void serve(String instanceId, DataPlane plane) {
        servers.put(instanceId, plane);
    }

    public synchronized Map<String, String> tags(String arn) {
        return new LinkedHashMap<>(tags.getOrDefault(arn, Map.of()));
    }

    public synchronized void tag(String arn, Map<String, String> more) {
        tags.computeIfAbsent(arn, _ -> new TreeMap<>()).putAll(more);
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

    public synchronized Network network() {
        return network;
    }

    public synchronized void network(Network next) {
        network = next;
    }

    /// Adds a network interface.
    public synchronized void attach(Network.Interface added) {
        network = network.with(added);
    }

    /// Moves a group's inbound rules to the port on which its database really listens.
    public synchronized void inboundPort(String groupId, int port) {
        network = network.withInboundPort(groupId, port);
    }
}
