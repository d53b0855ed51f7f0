package dev.howdah.ops;

import dev.howdah.aws.ecs.EcsWrite;
import dev.howdah.aws.ecs.EcsWrites;
import dev.howdah.aws.rds.RdsWrite;
import dev.howdah.aws.rds.RdsWrites;
import dev.howdah.model.AwsScope;

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
}
