package dev.howdah.aws.session;

import java.util.Set;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/// Law 1, looking never changes anything: the SDK's own interceptor chain refuses each operation that is not a known read,
/// before anything is signed or sent. A button that is wrongly enabled therefore still cannot write.
public final class ReadsOnly implements ExecutionInterceptor {
    /// Service id and operation of every call that only reads. Names are those of the service models.
    static final Set<String> READS = Set.of("Sts:GetCallerIdentity", "Rds:DescribeDBInstances", "Rds:DescribeDBSnapshots",
            "Rds:DescribeDBInstanceAutomatedBackups", "Rds:DescribeEvents", "Rds:DescribePendingMaintenanceActions",
            "Rds:DescribeCertificates", "Rds:DescribeDBSubnetGroups", "CloudWatch:GetMetricData", "CloudWatch:ListMetrics",
            "CloudWatch:DescribeAlarms", "Ec2:DescribeRegions", "Sso:GetRoleCredentials", "SsoOidc:CreateToken", "Sts:AssumeRole",
            "Sts:AssumeRoleWithWebIdentity", "Signin:CreateOAuth2Token", "Ec2:DescribeSecurityGroupRules", "Ec2:DescribeNetworkInterfaces",
            "Ec2:DescribeInstances", "Ecs:ListClusters", "Ecs:ListTasks", "Ecs:DescribeTasks", "Ecs:DescribeTaskDefinition",
            "Ssm:DescribeInstanceInformation", "Ssm:DescribeSessions", "SecretsManager:GetSecretValue", "SecretsManager:DescribeSecret");

    /// What opens and closes a way to look (decision 0011): it changes no resource, ends with its session, and is sent only when the
    /// operator asks for a connection.
    static final Set<String> SESSIONS = Set.of("Ssm:StartSession", "Ssm:ResumeSession", "Ssm:TerminateSession");

    /// Thrown instead of sending. It is ours to mend, never the operator's.
    public static final class Refused extends IllegalStateException {
        Refused(String operation) {
            super(operation + " is not on the list of reads and was not sent");
        }
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        String operation = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME) + ":"
                + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        if (!READS.contains(operation) && !SESSIONS.contains(operation)) {
            throw new Refused(operation);
        }
    }
}
