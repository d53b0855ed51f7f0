package dev.howdah.aws.session;

import dev.howdah.journal.Permit;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.regions.Region;

/// Laws 1 and 2: the SDK's own interceptor chain refuses each operation that is not a known read, before anything is signed or sent,
/// unless the call runs inside [AwsSession#write] with a [Permit] for exactly this action on exactly what the request names. A
/// button that is wrongly enabled therefore still cannot write.
public final class Guard implements ExecutionInterceptor {
    /// Service id and operation of every call that only reads. Names are those of the service models.
    static final Set<String> READS = Set.of("Sts:GetCallerIdentity", "Rds:DescribeDBInstances", "Rds:DescribeDBSnapshots",
            "Rds:DescribeDBInstanceAutomatedBackups", "Rds:DescribeEvents", "Rds:DescribePendingMaintenanceActions",
            "Rds:DescribeCertificates", "Rds:DescribeDBSubnetGroups", "Rds:DescribeAccountAttributes", "CloudWatch:GetMetricData",
            "CloudWatch:ListMetrics", "CloudWatch:DescribeAlarms", "CloudWatch:DescribeAlarmHistory", "CloudTrail:LookupEvents",
            "Ec2:DescribeRegions",
            "Sso:GetRoleCredentials", "SsoOidc:CreateToken", "SsoOidc:RegisterClient", "SsoOidc:StartDeviceAuthorization",
            "Sts:AssumeRole", "Sts:AssumeRoleWithWebIdentity", "Signin:CreateOAuth2Token", "Ec2:DescribeSecurityGroupRules",
            "Ec2:DescribeSecurityGroups",
            "Ec2:DescribeNetworkInterfaces", "Ec2:DescribeInstances", "Ecs:ListClusters", "Ecs:ListTasks", "Ecs:DescribeTasks",
            "Ecs:DescribeTaskDefinition", "Ssm:DescribeInstanceInformation", "Ssm:DescribeSessions", "SecretsManager:GetSecretValue",
            "SecretsManager:DescribeSecret", "Rds:DescribeDBSnapshotAttributes", "Ec2:DescribeSubnets", "Rds:DescribeDBParameterGroups",
            "Ecs:ListServices",
            "Ecs:DescribeServices",
            "Ecs:ListTaskDefinitions", "Ecs:DescribeClusters", "CloudWatchLogs:GetLogEvents", "CloudWatchLogs:DescribeLogGroups",
            "Ec2:DescribeRouteTables", "Rds:DescribeDBParameters", "Rds:DescribeDBProxies", "Rds:DescribeDBProxyTargets",
            "Ecr:DescribeImages", "Iam:SimulatePrincipalPolicy", "Pi:GetResourceMetrics", "Pi:DescribeDimensionKeys",
            "Pi:GetDimensionKeyDetails", "Rds:ListTagsForResource", "Rds:DescribeDBEngineVersions",
            "Rds:DescribeOrderableDBInstanceOptions", "Iam:GetRolePolicy", "SecretsManager:ListSecretVersionIds");

    /// What opens and closes a way to look (decision 0011): it changes no resource, ends with its session, and is sent only when the
    /// operator asks for a connection.
    static final Set<String> SESSIONS = Set.of("Ssm:StartSession", "Ssm:ResumeSession", "Ssm:TerminateSession");

    /// Every call that may change something, and how what it names is spelled in a permit. A call that is not here cannot be sent with
    /// any permit.
    private static final Map<String, Write> WRITES = Map.ofEntries(
            Map.entry("Rds:RestoreDBInstanceToPointInTime", new Write("rds:RestoreDBInstanceToPointInTime",
                    named -> Resources.restoredTo(named.account(), named.region(), named.text("SourceDBInstanceIdentifier"),
                            named.time("RestoreTime"), named.text("TargetDBInstanceIdentifier")))),
            Map.entry("Rds:RestoreDBInstanceFromDBSnapshot", new Write("rds:RestoreDBInstanceFromDBSnapshot",
                    named -> Resources.restoredFrom(named.account(), named.region(), named.text("DBSnapshotIdentifier"),
                            named.text("DBInstanceIdentifier")))),
            Map.entry("Rds:ModifyDBInstance", new Write("rds:ModifyDBInstance",
                    named -> Resources.modified(named.account(), named.region(), named.text("DBInstanceIdentifier"),
                            named.text("NewDBInstanceIdentifier"), named.request()))),
            Map.entry("Rds:DeleteDBInstance", new Write("rds:DeleteDBInstance",
                    named -> Resources.deleted(named.account(), named.region(), named.text("DBInstanceIdentifier"),
                            named.text("FinalDBSnapshotIdentifier"),
                            named.says("SkipFinalSnapshot", false) && named.says("DeleteAutomatedBackups", false)))),
            Map.entry("Rds:CreateDBSnapshot", new Write("rds:CreateDBSnapshot",
                    named -> Resources.snapshotOf(named.account(), named.region(), named.text("DBInstanceIdentifier"),
                            named.text("DBSnapshotIdentifier")))),
            Map.entry("Rds:CopyDBSnapshot", new Write("rds:CopyDBSnapshot",
                    named -> Resources.snapshotCopied(named.account(), named.region(), named.text("SourceDBSnapshotIdentifier"),
                            named.text("TargetDBSnapshotIdentifier")))),
            Map.entry("Rds:ModifyDBSnapshotAttribute", new Write("rds:ModifyDBSnapshotAttribute",
                    named -> Resources.snapshotShared(named.account(), named.region(),
                            named.text("DBSnapshotIdentifier") + (named.text("AttributeName").equals("restore") ? "" : " in another way"),
                            named.texts("ValuesToAdd"), named.texts("ValuesToRemove")))),
            Map.entry("Rds:DeleteDBSnapshot", new Write("rds:DeleteDBSnapshot",
                    named -> Resources.snapshot(named.account(), named.region(), named.text("DBSnapshotIdentifier")))),
            Map.entry("Rds:RebootDBInstance", new Write("rds:RebootDBInstance", named -> Resources.reboot(named.account(), named.region(),
                    named.text("DBInstanceIdentifier"), named.flag("ForceFailover")))),
            Map.entry("Rds:CreateDBSubnetGroup", new Write("rds:CreateDBSubnetGroup",
                    named -> Resources.subnetGroup(named.account(), named.region(), named.text("DBSubnetGroupName"), named.request()))),
            Map.entry("Rds:CreateDBInstance", new Write("rds:CreateDBInstance",
                    named -> Resources.made(named.account(), named.region(), named.text("DBInstanceIdentifier"), named.request()))),
            Map.entry("Rds:ApplyPendingMaintenanceAction", new Write("rds:ApplyPendingMaintenanceAction",
                    named -> Resources.maintained(named.text("ResourceIdentifier"), named.request()))),
            Map.entry("Rds:ModifyDBParameterGroup", new Write("rds:ModifyDBParameterGroup",
                    named -> Resources.parameters(named.account(), named.region(), named.text("DBParameterGroupName"), named.request()))),
            Map.entry("Ec2:ModifySecurityGroupRules", new Write("ec2:ModifySecurityGroupRules",
                    named -> Resources.rules(named.account(), named.region(), named.text("GroupId"), named.request()))),
            Map.entry("Ec2:CreateSecurityGroup", new Write("ec2:CreateSecurityGroup",
                    named -> Resources.securityGroup(named.account(), named.region(), named.text("VpcId"), named.request()))),
            Map.entry("Ec2:AuthorizeSecurityGroupIngress", new Write("ec2:AuthorizeSecurityGroupIngress",
                    named -> Resources.rules(named.account(), named.region(), named.text("GroupId"), named.request()))),
            Map.entry("Ec2:RevokeSecurityGroupIngress", new Write("ec2:RevokeSecurityGroupIngress",
                    named -> Resources.rules(named.account(), named.region(), named.text("GroupId"), named.request()))),
            Map.entry("Ec2:RevokeSecurityGroupEgress", new Write("ec2:RevokeSecurityGroupEgress",
                    named -> Resources.rules(named.account(), named.region(), named.text("GroupId"), named.request()))),
            Map.entry("Iam:PutRolePolicy", new Write("iam:PutRolePolicy",
                    named -> Resources.policy(named.account(), named.text("RoleName"), named.request()))),
            Map.entry("SecretsManager:CreateSecret", new Write("secretsmanager:CreateSecret",
                    named -> Resources.secret(named.account(), named.region(), named.text("Name"), named.request()))),
            Map.entry("SecretsManager:PutSecretValue", new Write("secretsmanager:PutSecretValue",
                    named -> Resources.secretValue(named.text("SecretId"), named.request()))),
            Map.entry("Ecs:RegisterTaskDefinition", new Write("ecs:RegisterTaskDefinition",
                    named -> Resources.definition(named.account(), named.region(), named.text("family"), named.request()))),
            Map.entry("Ecs:RunTask", new Write("ecs:RunTask",
                    named -> Resources.ranTask(named.text("taskDefinition"), named.text("cluster"),
                            named.request().getValueForField("count", Integer.class).orElse(1), named.text("clientToken")))),
            Map.entry("Ecs:StopTask", new Write("ecs:StopTask", named -> Resources.ofTask(named.text("task")))),
            Map.entry("Ecs:UpdateService",
                    new Write("ecs:UpdateService", named -> Resources.rolledOut(named.account(), named.region(), named.text("cluster"),
                            named.text("service"), named.text("taskDefinition"), named.request()))));

    /// The actions, as IAM names them, that a permit can be for.
    static Set<String> writes() {
        return WRITES.values().stream().map(Write::action).collect(Collectors.toUnmodifiableSet());
    }

    /// The permit of the call that this thread makes.
    static final ScopedValue<Permit> PERMIT = ScopedValue.newInstance();

    private record Write(String action, Function<Named, String> resource) {}

    /// What a request names. The account is not in it: it is the permit's, and whoever writes has asked STS which one this is.
    private record Named(SdkRequest request, String account, String region) {
        String text(String member) {
            return request.getValueForField(member, String.class).orElse("");
        }

        /// The values of a list, with a comma between them.
        String texts(String member) {
            return request.getValueForField(member, java.util.List.class).map(list -> {
                var words = new java.util.StringJoiner(",");
                for (Object each : list) {
                    words.add(String.valueOf(each));
                }
                return words.toString();
            }).orElse("");
        }

        String time(String member) {
            return request.getValueForField(member, Instant.class).map(Instant::toString).orElse("");
        }

        /// Whether a member was given, and as `value`: what is left out has the service's default.
        boolean says(String member, boolean value) {
            return request.getValueForField(member, Boolean.class).filter(b -> b == value).isPresent();
        }

        boolean flag(String member) {
            return request.getValueForField(member, Boolean.class).orElse(false);
        }
    }

    /// Thrown instead of sending. It is ours to mend, never the operator's.
    public static final class Refused extends IllegalStateException {
        Refused(String operation, String why) {
            super(operation + " was not sent: " + why);
        }
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        String operation = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME) + ":"
                + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        if (READS.contains(operation) || SESSIONS.contains(operation)) {
            return;
        }
        if (!PERMIT.isBound()) {
            throw new Refused(operation, "it is not on the list of reads, and there is no permit");
        }
        Permit permit = PERMIT.get();
        Write write = WRITES.get(operation);
        if (write == null) {
            throw new Refused(operation, "no permit covers it");
        }
        @Nullable
        Region region = attributes.getAttribute(AwsExecutionAttribute.AWS_REGION);
        var named = new Named(context.request(), Resources.account(permit.resource()), region == null ? "" : region.id());
        permit.take(write.action(), write.resource().apply(named)).ifPresent(why -> {
            throw new Refused(operation, why);
        });
    }
}
