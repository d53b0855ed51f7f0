package dev.howdah.ops;

import dev.howdah.model.EcsDefinition;
import dev.howdah.model.Hardening;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.create.Blueprint;
import dev.howdah.ops.migrate.Locks;
import dev.howdah.ops.migrate.Reviewed;
import dev.howdah.ops.migrate.SqlFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What an operator may ask for. Plain data: safe to journal, to show and to plan again.
public sealed interface Request {
    InstanceRef target();

    /// The instance that it changes: only one operation at a time does. A restore changes the instance that it makes, not its source.
    default InstanceRef touches() {
        return target();
    }

    /// Whether what waits for the maintenance window of the instance comes into force with it.
    default boolean appliesWaiting() {
        return switch (this) {
            case Reboot _,Failover _,CarryOver _,Rename _,Grow _,ApplyWaiting _ -> true;
            case Harden harden -> harden.what().immediately();
            default -> false;
        };
    }

    /// The word in the journal.
    String operation();

    /// What it does, as a title.
    String title();

    /// @param reason goes into the snapshot's name: letters, digits and hyphens; anything else becomes a hyphen
    record TakeSnapshot(InstanceRef target, String reason) implements Request {
        public static final String OPERATION = "take-snapshot";

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Take a snapshot of " + target.id();
        }
    }

    /// A restart in place: Multi-AZ or not, the standby is not used.
    record Reboot(InstanceRef target) implements Request {
        public static final String OPERATION = "reboot";

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Reboot " + target.id();
        }
    }

    /// A reboot onto the standby.
    record Failover(InstanceRef target) implements Request {
        public static final String OPERATION = "failover";

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Fail over " + target.id();
        }
    }

    /// A new instance with what `target` held at a time.
    ///
    /// @param at to the second
    /// @param copy name of the new instance
    record RestoreToTime(InstanceRef target, Instant at, String copy) implements Request {
        public static final String OPERATION = "restore-to-time";

        @Override
        public InstanceRef touches() {
            return new InstanceRef(target.account(), target.region(), copy);
        }

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Restore " + target.id() + " to " + copy;
        }
    }

    /// A new instance with what a snapshot of `target` holds.
    ///
    /// @param copy name of the new instance
    record RestoreSnapshot(InstanceRef target, String snapshot, String copy) implements Request {
        public static final String OPERATION = "restore-snapshot";

        @Override
        public InstanceRef touches() {
            return new InstanceRef(target.account(), target.region(), copy);
        }

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Restore " + snapshot + " to " + copy;
        }
    }

    /// The settings of `source` that no restore can be told, for `target`, which was restored from it.
    record CarryOver(InstanceRef target, String source) implements Request {
        public static final String OPERATION = "carry-over";

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Give " + target.id() + " the rest of " + source + "'s settings";
        }
    }

    /// Another name for `target`.
    ///
    /// @param then the instance that is to take the name that becomes free; null for none. It is asked for on its own.
    record Rename(InstanceRef target, String to, @Nullable String then) implements Request {
        public static final String OPERATION = "rename";

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Rename " + target.id() + " to " + to;
        }
    }

    /// Deletion protection of `target`: a decision of its own, before and apart from a deletion.
    record Protection(InstanceRef target, boolean on) implements Request {
        public static final String OPERATION = "deletion-protection";

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Turn deletion protection of " + target.id() + (on ? " on" : " off");
        }
    }

    /// One setting of `target` that should be in force.
    record Harden(InstanceRef target, Hardening what) implements Request {
        public static final String OPERATION = "harden";

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return what.title() + ": " + target.id();
        }
    }

    /// More storage for `target`: how much is decided when it is planned.
    record Grow(InstanceRef target) implements Request {
        public static final String OPERATION = "grow-storage";

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Give " + target.id() + " more storage";
        }
    }

    /// Rules away by which address ranges come to `target`.
    ///
    /// @param group whose rules they are
    /// @param rules their ids
    /// @param ranges who does not come in any more, for people
    record ShutOut(InstanceRef target, String group, List<String> rules, String ranges) implements Request {
        public static final String OPERATION = "shut-out";

        public ShutOut {
            rules = List.copyOf(rules);
        }

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Shut " + ranges + " out of " + target.id();
        }
    }

    /// What the security groups of `target` let out to everywhere, away: a database opens no connections of its own.
    ///
    /// @param group whose rules they are
    /// @param rules their ids
    record LetNothingOut(InstanceRef target, String group, List<String> rules) implements Request {
        public static final String OPERATION = "let-nothing-out";

        public LetNothingOut {
            rules = List.copyOf(rules);
        }

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Let nothing out of " + target.id() + " by " + group;
        }
    }

    /// Inbound rules that open more than the port of `target`, narrowed to it: who comes in stays.
    ///
    /// @param group whose rules they are
    /// @param rules their ids
    record NarrowPorts(InstanceRef target, String group, List<String> rules) implements Request {
        public static final String OPERATION = "narrow-ports";

        public NarrowPorts {
            rules = List.copyOf(rules);
        }

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Open only the port of " + target.id() + " in " + group;
        }
    }

    /// Values of parameters in the DB parameter group of `target`. Whatever else has the group gets them too.
    ///
    /// @param values name → value, as RDS writes them
    record SetParameters(InstanceRef target, String group, Map<String, String> values) implements Request {
        public static final String OPERATION = "set-parameters";

        public SetParameters {
            values = Collections.unmodifiableMap(new TreeMap<>(values));
        }

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Set " + words(values) + " in " + group;
        }

        /// What [#words] wrote.
        static Map<String, String> read(String words) {
            return Stream.of(words.split(", ")).map(v -> v.split(" = ", 2)).filter(v -> v.length == 2)
                    .collect(Collectors.toMap(v -> v[0], v -> v[1]));
        }

        /// `rds.force_ssl = 1, …`.
        static String words(Map<String, String> values) {
            return values.entrySet().stream().map(v -> v.getKey() + " = " + v.getValue()).collect(Collectors.joining(", "));
        }
    }

    /// Another half hour of the day for the backups of `target`.
    ///
    /// @param window `hh:mm-hh:mm` in UTC
    record MoveBackups(InstanceRef target, String window) implements Request {
        public static final String OPERATION = "move-backups";

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Take the backups of " + target.id() + " at " + window + " UTC";
        }
    }

    /// The next maintenance window of `target`, for what RDS would force on a day of its own.
    ///
    /// @param resource ARN that RDS names with the action
    /// @param action such as `system-update`
    record ChooseWindow(InstanceRef target, String resource, String action) implements Request {
        public static final String OPERATION = "choose-window";

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Let RDS do " + action + " in the next window of " + target.id();
        }
    }

    /// What waits for the maintenance window of `target`, at once.
    record ApplyWaiting(InstanceRef target) implements Request {
        public static final String OPERATION = "apply-waiting";

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Apply now what waits for the maintenance window of " + target.id();
        }
    }

    /// The end of an instance that lost: a copy, or what a swap put aside. A final snapshot is always taken, and the automated backups
    /// are kept.
    record DeleteInstance(InstanceRef target) implements Request {
        public static final String OPERATION = "delete-instance";

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Delete " + target.id() + ", with a final snapshot";
        }
    }

    /// A copy of a snapshot of `target` that no retention ends, as a manual one.
    record CopySnapshot(InstanceRef target, String snapshot) implements Request {
        public static final String OPERATION = "copy-snapshot";

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Copy the snapshot " + snapshot;
        }
    }

    /// Another account that may restore a manual snapshot of `target`, or may not any more.
    ///
    /// @param with its id, 12 digits
    record ShareSnapshot(InstanceRef target, String snapshot, String with, boolean on) implements Request {
        public static final String OPERATION = "share-snapshot";

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return on ? "Share " + snapshot + " with " + with : "Take " + snapshot + " back from " + with;
        }
    }

    /// The end of a manual snapshot of `target`.
    record DeleteSnapshot(InstanceRef target, String snapshot) implements Request {
        public static final String OPERATION = "delete-snapshot";

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Delete the snapshot " + snapshot;
        }
    }

    /// Rows of `target` as a copy has them: what was deleted since is inserted again, and, if that is asked for, what was changed since
    /// is set back. What is new stays.
    ///
    /// @param copy the instance that has them
    /// @param tables full names, `schema.name`
    /// @param missing whether deleted rows are put back
    /// @param changed whether changed rows are set back
    record RepairRows(InstanceRef target, String copy, List<String> tables, boolean missing, boolean changed) implements Request {
        public static final String OPERATION = "repair-rows";

        public RepairRows {
            tables = List.copyOf(tables);
        }

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Bring rows of " + (tables.size() == 1 ? tables.getFirst() : tables.size() + " tables") + " back into " + target.id();
        }
    }

    /// A repair taken back, by its before-image.
    ///
    /// @param repair id of its plan
    record UndoRepair(InstanceRef target, String repair) implements Request {
        public static final String OPERATION = "undo-repair";

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Take the repair of " + target.id() + " back";
        }
    }

    /// One run of a migration as a task of its own, on what `target` holds.
    ///
    /// @param service whose network it is given
    /// @param definition `family:revision`
    /// @param startedBy what ECS shows of who started it
    /// @param review what the review of its SQL came to
    /// @param limit at which its own sessions are cancelled; null for never
    /// @param blockers how long a transaction has held locks at least that the plan warns of
    record RunMigration(InstanceRef target, String cluster, String service, String definition, String startedBy, Reviewed review,
            Locks.@Nullable Limit limit, Duration blockers)
            implements
                Request {
        public static final String OPERATION = "run-migration";
        /// Shorter ones come and go.
        public static final Duration BLOCKERS = Duration.ofSeconds(5);

        public RunMigration(InstanceRef target, String cluster, String service, String definition, String startedBy) {
            this(target, cluster, service, definition, startedBy, Reviewed.NOTHING, null);
        }

        public RunMigration(InstanceRef target, String cluster, String service, String definition, String startedBy, Reviewed review,
                Locks.@Nullable Limit limit) {
            this(target, cluster, service, definition, startedBy, review, limit, BLOCKERS);
        }

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Migrate " + target.id() + " with " + definition;
        }
    }

    /// A migration's SQL applied to a copy of the database, and measured.
    ///
    /// @param target whose copy it is; it is not touched
    /// @param copy name of the copy, which is changed
    /// @param of which copy that is, and what becomes of it
    /// @param sql that is applied
    /// @param definition `family:revision` that is to run it later; empty when none is meant
    record Rehearse(InstanceRef target, String copy, Copy of, SqlFiles.Sources sql, String definition) implements Request {
        public static final String OPERATION = "rehearse";

        /// The copy.
        public enum Copy {
            /// Restored for the rehearsal, and removed afterwards however it went.
            REMOVED,
            /// Restored for the rehearsal, and kept.
            KEPT,
            /// There before, and left as the rehearsal leaves it.
            THERE
        }

        @Override
        public InstanceRef touches() {
            return new InstanceRef(target.account(), target.region(), copy);
        }

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Rehearse on " + copy;
        }
    }

    /// The end of a task before it ends by itself.
    ///
    /// @param task ARN
    record StopTask(InstanceRef target, String cluster, String task) implements Request {
        public static final String OPERATION = "stop-task";

        @Override
        public InstanceRef touches() {
            return new InstanceRef(target.account(), target.region(), "task " + task);
        }

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Stop task " + EcsDefinition.last(task);
        }
    }

    /// A service's tasks replaced by new ones of the same revision: they let go of dead connections and old passwords.
    record RestartService(InstanceRef target, String cluster, String service) implements Request {
        public static final String OPERATION = "restart-service";

        @Override
        public InstanceRef touches() {
            return new InstanceRef(target.account(), target.region(), "service " + cluster + "/" + service);
        }

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Restart " + service;
        }
    }

    /// The end of what a session runs, or of the session.
    ///
    /// @param pid the server's process
    /// @param began when the session began: another one may have its number later
    /// @param what of whom, for people: `pid 4302 of blog_app`
    record SignalSession(InstanceRef target, int pid, Instant began, boolean terminate, String what) implements Request {
        public static final String OPERATION = "signal-session";

        @Override
        public InstanceRef touches() {
            return new InstanceRef(target.account(), target.region(), "session " + pid);
        }

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return (terminate ? "End session " : "Cancel the statement of ") + pid + " on " + target.id();
        }
    }

    /// Another revision for a service, after a migration that went well.
    ///
    /// @param definition `family:revision`
    /// @param migration `family:revision` of the migration that went before it; empty when none is known
    record RollOut(InstanceRef target, String cluster, String service, String definition, String migration) implements Request {
        public static final String OPERATION = "roll-out";

        public RollOut(InstanceRef target, String cluster, String service, String definition) {
            this(target, cluster, service, definition, "");
        }

        @Override
        public InstanceRef touches() {
            return new InstanceRef(target.account(), target.region(), "service " + cluster + "/" + service);
        }

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Roll " + service + " out to " + definition;
        }
    }

    /// A database where there is none, with all that stands around it, up to its first migration and the service that is told of it.
    ///
    /// @param target the instance that is made
    record Create(InstanceRef target, Blueprint of) implements Request {
        public static final String OPERATION = "create";

        @Override
        public String operation() {
            return OPERATION;
        }

        @Override
        public String title() {
            return "Create " + target.id();
        }
    }
}
