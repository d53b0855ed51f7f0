package dev.howdah.aws.rds;

import dev.howdah.aws.session.Resources;
import dev.howdah.model.InstanceRef;
import java.util.Map;
import java.util.TreeMap;

/// One call that changes something at Amazon RDS, with all that it sends. What is shown, permitted and sent is this one object.
public sealed interface RdsWrite {
    InstanceRef target();

    /// As IAM names it.
    String action();

    /// What a permit for it names.
    String resource();

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
}
