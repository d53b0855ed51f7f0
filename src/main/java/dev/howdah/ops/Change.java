package dev.howdah.ops;

import dev.howdah.aws.ecs.EcsWrite;
import dev.howdah.aws.ecs.EcsWrites;
import dev.howdah.aws.rds.RdsWrite;
import dev.howdah.aws.rds.RdsWrites;
import dev.howdah.model.AwsScope;
import dev.howdah.model.InstanceRef;
import java.time.Instant;

/// The one thing that a plan carries out. What is shown as a command, permitted and sent is this object.
public sealed interface Change {
    /// As IAM names it.
    String action();

    /// What a permit for it names.
    String resource();

    /// The line that does the same, for a POSIX shell.
    String command(Plan.Setting setting);

    /// A call of Amazon RDS.
    record Rds(RdsWrite write) implements Change {
        @Override
        public String action() {
            return write.action();
        }

        @Override
        public String resource() {
            return write.resource();
        }

        @Override
        public String command(Plan.Setting setting) {
            return RdsWrites.command(write, new AwsScope(setting.profile(), setting.scope().region()), setting.endpoint());
        }
    }

    /// A call of Amazon ECS.
    record Ecs(EcsWrite write) implements Change {
        @Override
        public String action() {
            return write.action();
        }

        @Override
        public String resource() {
            return write.resource();
        }

        @Override
        public String command(Plan.Setting setting) {
            return EcsWrites.command(write, new AwsScope(setting.profile(), setting.scope().region()), setting.endpoint());
        }
    }

    /// The end of what a session of the database runs, or of the session.
    ///
    /// @param began when it began: another one may have its number later
    record Signal(InstanceRef target, int pid, Instant began, boolean terminate) implements Change {
        @Override
        public String action() {
            return terminate ? "sql:TerminateBackend" : "sql:CancelBackend";
        }

        @Override
        public String resource() {
            return "arn:aws:rds:" + target.region() + ":" + target.account() + ":db:" + target.id() + " process " + pid + " of " + began;
        }

        @Override
        public String command(Plan.Setting setting) {
            return "howdah sql --instance " + target.id() + " -c \"SELECT " + (terminate ? "pg_terminate_backend" : "pg_cancel_backend")
                    + "(pid) FROM pg_stat_activity WHERE pid = " + pid + " AND backend_start = '" + began + "'\"";
        }
    }
}
