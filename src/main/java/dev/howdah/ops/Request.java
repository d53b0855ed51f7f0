package dev.howdah.ops;

import dev.howdah.model.InstanceRef;

/// What an operator may ask for. Plain data: safe to journal, to show and to plan again.
public sealed interface Request {
    InstanceRef target();

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
}
