package dev.howdah.drill.rds;

import dev.howdah.drill.world.ChapterSeed;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Changes of an instance as they happen: for a moment it still reads available, then the status of what is being done, then
/// available again; a rename comes last, with its restart and its wait for the new name.
final class Modification {
    /// Kept beside what waits for a major upgrade; RDS does not tell it.
    static final String GROUP = "~group";
    private static final String CHANGE = "configuration change";
    private static final String OPTIMIZING = "storage-optimization";
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private final World world;
    private final Region region;

    Modification(World world, Region region) {
        this.world = world;
        this.region = region;
    }

    /// Begins `steps`, and with them what `pending` says.
    void start(String id, List<Step> steps, Map<String, String> pending) {
        DbInstance db = region.instance(id);
        if (db == null || steps.isEmpty() && pending.isEmpty()) {
            return;
        }
        List<Step> all = new ArrayList<>(steps);
        all.addAll(deferred(db, pending));
        String name = pending.get(Pending.NAME);
        region.begin(db.resourceId());
        world.clock().after(world.pace().settle(), at -> {
            if (all.isEmpty()) {
                rename(id, name, at);
            } else {
                run(id, all, pending, at);
            }
        });
    }

    /// Applies what waits, as a restart does.
    void applyPending(String id) {
        DbInstance db = region.instance(id);
        if (db != null && !db.pending().isEmpty()) {
            String name = db.pending().get(Pending.NAME);
            if (name == null || region.promise(name)) {
                start(id, ModifyDbInstance.NOTHING, db.pending());
            }
        }
    }

    /// What waits then is applied in the next maintenance window.
    void awaitWindow(DbInstance db) {
        Instant now = world.clock().now();
        world.clock().after(Duration.between(now, next(db.upkeep().window(), now)), _ -> {
            for (DbInstance i : region.instances()) {
                if (i.resourceId().equals(db.resourceId()) && i.isAvailable()) {
                    applyPending(i.id());
                }
            }
        });
    }

    private static Instant next(String window, Instant now) {
        var day = DayOfWeek.of(DAYS.indexOf(window.substring(0, 3)) + 1);
        var at = now.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).plusHours(Integer.parseInt(window.substring(4, 6)))
                .plusMinutes(Integer.parseInt(window.substring(7, 9)));
        while (at.getDayOfWeek() != day || !at.toInstant().isAfter(now)) {
            at = at.plusDays(1);
        }
        return at.toInstant();
    }

    private void run(String id, List<Step> steps, Map<String, String> pending, Instant at) {
        String status = steps.stream().map(Step::status).filter(s -> !s.equals(DbInstance.AVAILABLE)).findFirst()
                .orElse(DbInstance.AVAILABLE);
        region.change(id, i -> i.withStatus(status));
        steps.forEach(s -> tell(id, s.begun(), at));
        DataPlane servers = region.servers(id);
        boolean real = steps.stream().anyMatch(s -> s.real() != null);
        world.work("modify-" + id, real ? servers : null, plane -> {
            for (Step step : steps) {
                World.ServerWork work = step.real();
                if (work != null) {
                    work.run(plane);
                }
            }
        }, world.pace().modify(), end -> done(id, steps, pending, end), _ -> region.change(id, i -> i.withStatus("failed")));
    }

    private void done(String id, List<Step> steps, Map<String, String> pending, Instant at) {
        region.change(id, i -> {
            DbInstance next = i;
            for (Step step : steps) {
                next = step.apply().apply(next);
            }
            Map<String, String> left = new LinkedHashMap<>(next.pending());
            left.remove(Pending.PASSWORD);
            pending.forEach((name, value) -> {
                if (!name.equals(Pending.NAME)) {
                    left.remove(name, value);
                }
            });
            return next.withPending(Map.copyOf(left));
        });
        region.wire(id, at);
        steps.forEach(s -> {
            tell(id, s.done(), at);
            s.after().accept(at);
        });
        String name = pending.get(Pending.NAME);
        if (name != null) {
            rename(id, name, at);
        } else {
            settle(id, pending);
        }
    }

    private void settle(String id, Map<String, String> pending) {
        DbInstance db = region.instance(id);
        if (db == null) {
            return;
        }
        boolean last = region.end(db.resourceId());
        boolean stored = pending.containsKey(Pending.STORAGE) || pending.containsKey(Pending.TYPE) || pending.containsKey(Pending.IOPS)
                || pending.containsKey(Pending.THROUGHPUT);
        if (db.status().equals("deleting") || !last) {
            return;
        }
        if ("0".equals(pending.get(Pending.RETENTION)) || !pending.containsKey(Pending.RETENTION)) {
            region.change(id, i -> i.withStatus(stored ? OPTIMIZING : DbInstance.AVAILABLE));
        } else {
            new FirstBackup(world, region).take(id);
        }
        if (stored) {
            world.clock().after(world.pace().modify(),
                    _ -> region.change(id, i -> i.status().equals(OPTIMIZING) ? i.withStatus(DbInstance.AVAILABLE) : i));
        }
    }

    private void tell(String id, @Nullable String message, Instant at) {
        if (message != null) {
            region.tell(at, "db-instance", id, message, message.contains("utomated backups") ? "backup" : CHANGE);
        }
    }

    // ---- what may wait

    private List<Step> deferred(DbInstance db, Map<String, String> pending) {
        List<Step> steps = new ArrayList<>();
        pending.forEach((name, value) -> {
            Step step = switch (name) {
                case Pending.CLASS -> Step.of(Step.MODIFYING, i -> i.withEngine(i.engine().withClass(value)))
                        .telling("Applying modification to database instance class", "Finished applying modification to DB instance class")
                        .doing(s -> {
                            if (s.standbyReady()) {
                                s.failover();
                            } else {
                                s.reboot();
                            }
                        });
                case Pending.STORAGE -> Step.of(Step.MODIFYING, i -> i.withStorage(stored(i.storage(), pending)))
                        .telling("Applying modification to allocated storage", "Finished applying modification to allocated storage")
                        .doing(s -> s.enlarge(Integer.parseInt(value)))
                        .then(at -> region.storageChanged(db.resourceId(), at));
                case Pending.TYPE, Pending.IOPS, Pending.THROUGHPUT -> Step
                        .of(Step.MODIFYING, i -> i.withStorage(stored(i.storage(), pending)))
                        .then(at -> region.storageChanged(db.resourceId(), at));
                case Pending.MULTI_AZ -> multiAz(db, Boolean.parseBoolean(value));
                case Pending.PORT -> Step.of(Step.MODIFYING, i -> i.withEndpoint(on(i.endpoint(), Integer.parseInt(value))))
                        .telling("DB instance shutdown.", "DB instance restarted.").doing(DataPlane::reboot);
                case Pending.RETENTION -> retention(db, Integer.parseInt(value));
                case Pending.CA -> Step.of(Step.MODIFYING, i -> i.withEngine(i.engine().withCa(value,
                        world.clock().now().plus(365, ChronoUnit.DAYS))));
                case Pending.VERSION -> Step.of("upgrading", i -> i.withEngine(upgraded(i.engine(), value, pending.get(GROUP))))
                        .telling("DB engine version upgrade started.", "DB engine version upgrade finished.");
                default -> null;
            };
            if (step != null) {
                steps.add(step);
            }
        });
        return steps;
    }

    private static DbInstance.Storage stored(DbInstance.Storage old, Map<String, String> pending) {
        String type = pending.getOrDefault(Pending.TYPE, old.type());
        boolean plain = type.equals("gp2");
        return new DbInstance.Storage(type, Integer.parseInt(pending.getOrDefault(Pending.STORAGE, Integer.toString(old.gib()))),
                old.maxGib(),
                plain ? null : number(pending.get(Pending.IOPS), old.iops()),
                plain || type.startsWith("io") ? null : number(pending.get(Pending.THROUGHPUT), old.throughput()), old.kmsKey());
    }

    private static @Nullable Integer number(@Nullable String next, @Nullable Integer old) {
        return next == null ? old : Integer.valueOf(next);
    }

    private static DbInstance.@Nullable Endpoint on(DbInstance.@Nullable Endpoint endpoint, int port) {
        return endpoint == null ? null : new DbInstance.Endpoint(endpoint.address(), port);
    }

    private static DbInstance.Engine upgraded(DbInstance.Engine engine, String version, @Nullable String group) {
        DbInstance.Engine next = engine.withVersion(version);
        return group == null ? next : next.withParameterGroup(group, "in-sync");
    }

    private Step multiAz(DbInstance db, boolean on) {
        String kind = on ? "a Multi-AZ DB instance" : "a standard (Single-AZ) DB instance";
        String zone = on
                ? Wishes.standbyZone(region, Wishes.subnetGroup(region, db.placement().subnetGroup()), db.placement().zone())
                : null;
        return Step.of(Step.MODIFYING, i -> i.withPlacement(i.placement().withStandby(zone)))
                .telling("Applying modification to convert to " + kind, "Finished applying modification to convert to " + kind)
                .doing(s -> s.standby(zone));
    }

    /// Switching backups off removes all that there are, at once.
    private Step retention(DbInstance db, int days) {
        return Step.of(Step.MODIFYING, i -> i.withBackup(
                new DbInstance.Backup(days, i.backup().window(), i.backup().copyTags(), i.backup().deletionProtection())))
                .telling(null, days == 0 ? "Disabled automated backups" : "Enabled automated backups").then(_ -> {
                    if (days == 0) {
                        automated(region, db.resourceId()).forEach(s -> Snapshots.remove(world, region, s));
                    }
                });
    }

    static List<DbSnapshot> automated(Region region, String resourceId) {
        return region.snapshots().stream().filter(s -> !s.isManual() && s.source().resourceId().equals(resourceId)).toList();
    }

    // ---- rename

    private void rename(String id, @Nullable String next, Instant at) {
        DbInstance db = region.instance(id);
        if (db == null || next == null) {
            return;
        }
        region.change(id, i -> i.withStatus("renaming"));
        region.tell(at, "db-instance", id, "DB instance shutdown.", "availability");
        String address = ChapterSeed.address(next);
        world.work("rename-" + id, region.servers(id), s -> s.reconfigure(address, db.engine().parameterGroup()), world.pace().reboot(),
                end -> {
                    region.rename(id, next, address, end.plus(world.pace().naming()));
                    region.change(next, i -> renamed(i));
                    region.tell(end, "db-instance", next, "DB instance restarted.", "availability");
                    world.clock().after(world.pace().naming(), _ -> settle(next, Map.of()));
                }, _ -> region.change(id, i -> i.withStatus("failed")));
    }

    /// Its certificate is new, its parameters are in force, and it is not available until its name resolves.
    private DbInstance renamed(DbInstance db) {
        Map<String, String> left = new LinkedHashMap<>(db.pending());
        left.remove(Pending.NAME);
        DbInstance.Engine engine = db.engine();
        DataPlane servers = region.servers(db.id());
        DbInstance.Engine next = servers == null ? engine : engine.running(servers.serverVersion(), servers.certificateEnds());
        return db.withPending(Map.copyOf(left)).withStatus("rebooting")
                .withEngine(next.parameterStatus().equals("pending-reboot") ? next.withParameterStatus("in-sync") : next);
    }
}
