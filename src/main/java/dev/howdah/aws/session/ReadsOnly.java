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
            "Sts:AssumeRoleWithWebIdentity", "Signin:CreateOAuth2Token");

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
        if (!READS.contains(operation)) {
            throw new Refused(operation);
        }
    }
}
