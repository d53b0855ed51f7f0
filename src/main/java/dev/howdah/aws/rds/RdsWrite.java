package dev.howdah.aws.rds;

import dev.howdah.aws.session.AwsWrite;
import dev.howdah.aws.session.Resources;
import dev.howdah.model.Hardening;
import dev.howdah.model.InstanceRef;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One call that changes something at Amazon RDS, with all that it sends. What is shown, permitted and sent is this one object.
public sealed interface RdsWrite extends AwsWrite {
    /// A manual snapshot (`rds:CreateDBSnapshot`).
    ///
    /// @param tags in the order of their keys; with any, `rds:AddTagsToResource` is needed too
    record CreateSnapshot(InstanceRef target, String name, Map<String, String> tags) implements RdsWrite {
        public CreateSnapshot {
            tags = new TreeMap<>(tags);
        }

        @Override
        public String action() {
            return "rds:CreateDBSnapshot";
        }

        @Override
        public String resource() {
            return Resources.snapshotOf(target.account(), target.region(), target.id(), name);
        }
    }

    /// Another manual snapshot with what one holds, with its tags (`rds:CopyDBSnapshot`); of an automated one, one that no retention
    /// ends.
    ///
    /// @param snapshot what is copied
    /// @param name of the copy
    record CopySnapshot(InstanceRef target, String snapshot, String name) implements RdsWrite {
        @Override
        public String action() {
            return "rds:CopyDBSnapshot";
        }

        @Override
        public String resource() {
            return Resources.snapshotCopied(target.account(), target.region(), snapshot, name);
        }
    }

    /// Another account that may restore a manual snapshot, or may not any more (`rds:ModifyDBSnapshotAttribute` of `restore`).
    ///
    /// @param with its id, 12 digits
    record ShareSnapshot(InstanceRef target, String snapshot, String with, boolean on) implements RdsWrite {
        @Override
        public String action() {
            return "rds:ModifyDBSnapshotAttribute";
        }

        @Override
        public String resource() {
            return Resources.snapshotShared(target.account(), target.region(), snapshot, on ? with : "", on ? "" : with);
        }
    }

    /// The end of a manual snapshot (`rds:DeleteDBSnapshot`).
    record DeleteSnapshot(InstanceRef target, String name) implements RdsWrite {
        @Override
        public String action() {
            return "rds:DeleteDBSnapshot";
        }

        @Override
        public String resource() {
            return Resources.snapshot(target.account(), target.region(), name);
        }
    }

    /// A new instance with what `target` held at a time (`rds:RestoreDBInstanceToPointInTime`).
    ///
    /// @param at to the second; null for the latest that can be had
    /// @param copy name of the new instance
    record RestoreToTime(InstanceRef target, @Nullable Instant at, String copy, CloneSettings settings) implements RdsWrite {
        @Override
        public String action() {
            return "rds:RestoreDBInstanceToPointInTime";
        }

        @Override
        public String resource() {
            return Resources.restoredTo(target.account(), target.region(), target.id(), at == null ? "" : at.toString(), copy);
        }
    }

    /// A new instance with what a snapshot of `target` holds (`rds:RestoreDBInstanceFromDBSnapshot`).
    record RestoreSnapshot(InstanceRef target, String snapshot, String copy, CloneSettings settings) implements RdsWrite {
        @Override
        public String action() {
            return "rds:RestoreDBInstanceFromDBSnapshot";
        }

        @Override
        public String resource() {
            return Resources.restoredFrom(target.account(), target.region(), snapshot, copy);
        }
    }

    /// Settings of an instance, at once (`rds:ModifyDBInstance` with `ApplyImmediately`, which also puts in force whatever else waits).
    record Modify(InstanceRef target, LaterSettings settings) implements RdsWrite {
        @Override
        public String action() {
            return "rds:ModifyDBInstance";
        }

        @Override
        public String resource() {
            return Resources.modified(target.account(), target.region(), target.id(), "", RdsWrites.request(this));
        }
    }

    /// Another name for an instance, at once (`rds:ModifyDBInstance` with `NewDBInstanceIdentifier`).
    record Rename(InstanceRef target, String to) implements RdsWrite {
        @Override
        public String action() {
            return "rds:ModifyDBInstance";
        }

        @Override
        public String resource() {
            return Resources.modified(target.account(), target.region(), target.id(), to, RdsWrites.request(this));
        }
    }

    /// Deletion protection, which comes into force at once whatever else waits (`rds:ModifyDBInstance`).
    record Protect(InstanceRef target, boolean on) implements RdsWrite {
        @Override
        public String action() {
            return "rds:ModifyDBInstance";
        }

        @Override
        public String resource() {
            return Resources.modified(target.account(), target.region(), target.id(), "", RdsWrites.request(this));
        }
    }

    /// One setting that should be in force (`rds:ModifyDBInstance`).
    ///
    /// @param ceilingGib up to what storage is to grow; only for [Hardening#STORAGE_AUTOSCALING]
    record Harden(InstanceRef target, Hardening what, @Nullable Integer ceilingGib) implements RdsWrite {
        @Override
        public String action() {
            return "rds:ModifyDBInstance";
        }

        @Override
        public String resource() {
            return Resources.modified(target.account(), target.region(), target.id(), "", RdsWrites.request(this));
        }
    }

    /// More storage, at once (`rds:ModifyDBInstance`).
    ///
    /// @param gib how much it is to have
    /// @param ceilingGib up to what it is to grow by itself from then on; null leaves that as it is
    record Grow(InstanceRef target, int gib, @Nullable Integer ceilingGib) implements RdsWrite {
        @Override
        public String action() {
            return "rds:ModifyDBInstance";
        }

        @Override
        public String resource() {
            return Resources.modified(target.account(), target.region(), target.id(), "", RdsWrites.request(this));
        }
    }

    /// Another half hour of the day for backups (`rds:ModifyDBInstance`), in force as soon as RDS has it.
    ///
    /// @param window `hh:mm-hh:mm` in UTC
    record MoveBackups(InstanceRef target, String window) implements RdsWrite {
        @Override
        public String action() {
            return "rds:ModifyDBInstance";
        }

        @Override
        public String resource() {
            return Resources.modified(target.account(), target.region(), target.id(), "", RdsWrites.request(this));
        }
    }

    /// What waits for the maintenance window, at once: `rds:ModifyDBInstance` with `ApplyImmediately` and nothing else.
    record ApplyWaiting(InstanceRef target) implements RdsWrite {
        @Override
        public String action() {
            return "rds:ModifyDBInstance";
        }

        @Override
        public String resource() {
            return Resources.modified(target.account(), target.region(), target.id(), "", RdsWrites.request(this));
        }
    }

    /// The next maintenance window, for what waits (`rds:ApplyPendingMaintenanceAction`).
    ///
    /// @param arn what RDS names with it
    /// @param maintenance such as `system-update`
    record ChooseWindow(InstanceRef target, String arn, String maintenance) implements RdsWrite {
        @Override
        public String action() {
            return "rds:ApplyPendingMaintenanceAction";
        }

        @Override
        public String resource() {
            return Resources.maintained(arn, RdsWrites.request(this));
        }
    }

    /// Values in a DB parameter group (`rds:ModifyDBParameterGroup`).
    ///
    /// @param values name → value, at most 20
    /// @param atOnce whether all of them can change while the server runs; if not, all wait for a reboot
    record SetParameters(InstanceRef target, String group, Map<String, String> values, boolean atOnce) implements RdsWrite {
        public SetParameters {
            values = Collections.unmodifiableMap(new TreeMap<>(values));
        }

        @Override
        public String action() {
            return "rds:ModifyDBParameterGroup";
        }

        @Override
        public String resource() {
            return Resources.parameters(target.account(), target.region(), group, RdsWrites.request(this));
        }
    }

    /// The end of an instance (`rds:DeleteDBInstance`), with a final snapshot and its automated backups kept: there is no other.
    ///
    /// @param last name of the final snapshot
    record DeleteInstance(InstanceRef target, String last) implements RdsWrite {
        @Override
        public String action() {
            return "rds:DeleteDBInstance";
        }

        @Override
        public String resource() {
            return Resources.deleted(target.account(), target.region(), target.id(), last, true);
        }
    }

    /// A reboot, onto the standby or in place (`rds:RebootDBInstance`).
    record Reboot(InstanceRef target, boolean failover) implements RdsWrite {
        @Override
        public String action() {
            return "rds:RebootDBInstance";
        }

        @Override
        public String resource() {
            return Resources.reboot(target.account(), target.region(), target.id(), failover);
        }
    }

    /// Where instances may be (`rds:CreateDBSubnetGroup`).
    ///
    /// @param tags in the order of their keys; with any, `rds:AddTagsToResource` is needed too
    record CreateSubnetGroup(InstanceRef target, String name, String description, List<String> subnets, Map<String, String> tags)
            implements
                RdsWrite {
        public CreateSubnetGroup {
            subnets = List.copyOf(subnets);
            tags = new TreeMap<>(tags);
        }

        @Override
        public String action() {
            return "rds:CreateDBSubnetGroup";
        }

        @Override
        public String resource() {
            return Resources.subnetGroup(target.account(), target.region(), name, RdsWrites.request(this));
        }
    }

    /// A new and empty instance (`rds:CreateDBInstance`), with deletion protection and encryption. Its password RDS makes, keeps
    /// in Secrets Manager and changes by itself, or it is handed over when it is sent ([RdsWrites#send(Permit, CreateInstance, Secret)]).
    record CreateInstance(InstanceRef target, NewInstance of) implements RdsWrite {
        @Override
        public String action() {
            return "rds:CreateDBInstance";
        }

        @Override
        public String resource() {
            return Resources.made(target.account(), target.region(), target.id(), RdsWrites.request(this));
        }
    }
}
