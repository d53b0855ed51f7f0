package dev.howdah.ops;

import dev.howdah.aws.ecs.EcsWrite;
import dev.howdah.aws.ecs.EcsWrites;
import dev.howdah.aws.network.NetworkWrite;
import dev.howdah.aws.network.NetworkWrites;
import dev.howdah.aws.policy.PolicyWrite;
import dev.howdah.aws.policy.PolicyWrites;
import dev.howdah.aws.rds.RdsWrite;
import dev.howdah.aws.rds.RdsWrites;
import dev.howdah.aws.secrets.SecretWrite;
import dev.howdah.aws.secrets.SecretWrites;
import dev.howdah.aws.session.AwsCommand;
import dev.howdah.aws.session.AwsWrite;
import dev.howdah.model.AwsScope;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.compare.Script;
import dev.howdah.ops.migrate.SqlFiles;
import dev.howdah.sql.session.Signal;
import dev.howdah.sql.session.SqlSession;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The one thing that a plan carries out. What is shown as a command, permitted and sent is this object.
public sealed interface Change {
    /// As IAM names it, or [SqlSession#WRITE].
    String action();

    /// What a permit for it names.
    String resource();

    /// The line that does the same, for a POSIX shell.
    String command(Plan.Setting setting);

    /// One call of AWS.
    sealed interface Call extends Change {
        /// What is sent.
        AwsWrite write();

        @Override
        default String action() {
            return write().action();
        }

        @Override
        default String resource() {
            return write().resource();
        }

        /// The words of [#command], for who quotes them in another way.
        List<String> words(Plan.Setting setting);

        @Override
        default String command(Plan.Setting setting) {
            return AwsCommand.line(words(setting));
        }

        private static AwsScope scope(Plan.Setting setting) {
            return new AwsScope(setting.profile(), setting.scope().region());
        }
    }

    /// A call of Amazon RDS.
    record Rds(RdsWrite write) implements Call {
        @Override
        public List<String> words(Plan.Setting setting) {
            return RdsWrites.words(write, Call.scope(setting), setting.endpoint());
        }
    }

    /// A call of Amazon ECS.
    record Ecs(EcsWrite write) implements Call {
        @Override
        public List<String> words(Plan.Setting setting) {
            return EcsWrites.words(write, Call.scope(setting), setting.endpoint());
        }
    }

    /// A call of Amazon EC2.
    record Network(NetworkWrite write) implements Call {
        @Override
        public List<String> words(Plan.Setting setting) {
            return NetworkWrites.words(write, Call.scope(setting), setting.endpoint());
        }
    }

    /// A call of IAM.
    record Policy(PolicyWrite write) implements Call {
        @Override
        public List<String> words(Plan.Setting setting) {
            return PolicyWrites.words(write, Call.scope(setting), setting.endpoint());
        }
    }

    /// A call of Secrets Manager. What is to be kept is handed over beside it when it is sent.
    record Secrets(SecretWrite write) implements Call {
        @Override
        public List<String> words(Plan.Setting setting) {
            return SecretWrites.words(write, Call.scope(setting), setting.endpoint());
        }
    }

    /// A new database with all that stands around it: several calls, one after the other. Each has a permit of its own.
    record Create(Creation creation) implements Change {
        @Override
        public String action() {
            return "rds:CreateDBInstance";
        }

        @Override
        public String resource() {
            InstanceRef target = creation.target();
            return "arn:aws:rds:" + target.region() + ":" + target.account() + ":db:" + target.id();
        }

        @Override
        public String command(Plan.Setting setting) {
            return creation.script(setting);
        }
    }

    /// Rows put back, or that taken back: one transaction in the database.
    ///
    /// @param where DBNAME, USER, HOST and PORT, as psql's variables name them; empty while there is no session
    /// @param file that holds the script, for a person to read and for psql to run
    record Repair(InstanceRef target, Map<String, String> where, Script script, String file) implements Change {
        @Override
        public String action() {
            return SqlSession.WRITE;
        }

        @Override
        public String resource() {
            return "arn:aws:rds:" + target.region() + ":" + target.account() + ":db:" + target.id() + " " + script.database() + " sha256 "
                    + script.digest();
        }

        @Override
        public String command(Plan.Setting setting) {
            return "psql \"host=" + where.getOrDefault("HOST", target.id()) + " port=" + where.getOrDefault("PORT", "5432") + " dbname="
                    + script.database() + " user=" + where.getOrDefault("USER", "") + " sslmode=verify-full\" -v ON_ERROR_STOP=1 -f '"
                    + file.replace("'", "'\\''") + "'";
        }
    }

    /// A migration's SQL applied to a copy.
    ///
    /// @param target the copy
    /// @param where DBNAME, USER, HOST and PORT, as psql's variables name them; empty while there is no session
    /// @param image digest of the image that is to run it later; empty when it is not known
    /// @param make how the copy is made; null for one that is there
    /// @param mark value of a tag that only the copy has that is made; empty for one that is there
    /// @param remove how it is removed afterwards; null when it is kept
    record Rehearse(InstanceRef target, Map<String, String> where, SqlFiles.Sources sql, List<SqlFiles.Statement> statements, String image,
            RdsWrite.@Nullable RestoreToTime make, String mark, RdsWrite.@Nullable DeleteInstance remove)
            implements
                Change {
        @Override
        public String action() {
            return SqlSession.WRITE;
        }

        @Override
        public String resource() {
            return "arn:aws:rds:" + target.region() + ":" + target.account() + ":db:" + target.id() + " "
                    + where.getOrDefault("DBNAME", "") + " sha256 " + sql.digest();
        }

        @Override
        public String command(Plan.Setting setting) {
            var scope = new AwsScope(setting.profile(), setting.scope().region());
            String at = " --db-instance-identifier " + target.id() + " --region " + scope.region()
                    + (scope.profile() == null ? "" : " --profile " + scope.profile())
                    + (setting.endpoint() == null ? "" : " --endpoint-url " + setting.endpoint());
            String made = make == null
                    ? ""
                    : RdsWrites.command(make, scope, setting.endpoint()) + "\naws rds wait db-instance-available" + at + "\n";
            return made + psql(make == null
                    ? where.getOrDefault("HOST", target.id())
                    : "$(aws rds describe-db-instances" + at + " --query 'DBInstances[0].Endpoint.Address' --output text)")
                    + (remove == null ? "" : "\n" + RdsWrites.command(remove, scope, setting.endpoint()));
        }

        private String psql(String host) {
            return "psql \"host=" + host + where.entrySet().stream().filter(e -> List.of("PORT", "DBNAME", "USER").contains(e.getKey()))
                    .sorted(Map.Entry.comparingByKey()).map(e -> " " + e.getKey().toLowerCase(Locale.ROOT) + "=" + e.getValue())
                    .collect(Collectors.joining()) + " sslmode=verify-full\" -v ON_ERROR_STOP=1"
                    + sql.files().stream().map(f -> " -f '" + f.name().replace("'", "'\\''") + "'").collect(Collectors.joining());
        }
    }

    /// The end of what a session of the database runs, or of the session.
    ///
    /// @param began when it began: another one may have its number later
    record SignalOne(InstanceRef target, int pid, Instant began, Signal how) implements Change {
        @Override
        public String action() {
            return how.action();
        }

        @Override
        public String resource() {
            return "arn:aws:rds:" + target.region() + ":" + target.account() + ":db:" + target.id() + " process " + pid + " of " + began;
        }

        @Override
        public String command(Plan.Setting setting) {
            return command();
        }

        String command() {
            return "howdah sql --instance " + target.id() + " -c \"" + how.statement(pid, began) + "\"";
        }
    }
}
