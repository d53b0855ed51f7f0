package dev.howdah.drill;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.pi.PiClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Real SDK clients pointed at a drill. They do not retry, so that a test sees the first answer.
record Clients(URI endpoint, String accessKey) {
    static final String ADMIN = "AKIDDRILLOPSADMIN000";

    static Clients of(Drill drill) {
        return new Clients(drill.endpoint(), ADMIN);
    }

    Clients as(String key) {
        return new Clients(endpoint, key);
    }

    RdsClient rds() {
        return set(RdsClient.builder()).build();
    }

    Ec2Client ec2() {
        return set(Ec2Client.builder()).build();
    }

    StsClient sts() {
        return set(StsClient.builder()).build();
    }

    PiClient pi() {
        return set(PiClient.builder()).build();
    }

    CloudWatchClient cloudWatch() {
        return set(CloudWatchClient.builder()).build();
    }

    EcsClient ecs() {
        return set(EcsClient.builder()).build();
    }

    SecretsManagerClient secrets() {
        return set(SecretsManagerClient.builder()).build();
    }

    IamClient iam() {
        return set(IamClient.builder()).build();
    }

    @SuppressWarnings("deprecation")
    private <B extends AwsClientBuilder<B, ?>> B set(B builder) {
        return builder.endpointOverride(endpoint).region(Region.AP_NORTHEAST_2)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "any")))
                .overrideConfiguration(c -> c.retryPolicy(RetryPolicy.none()));
    }

    /// How many run directories of this process there are.
    static int runDirectories() throws java.io.IOException {
        try (var files = java.nio.file.Files.list(dev.howdah.drill.postgres.Spec.standardHome().resolve("run"))) {
            String own = ProcessHandle.current().pid() + "-";
            return (int) files.filter(f -> f.getFileName().toString().startsWith(own) && java.nio.file.Files.isDirectory(f)).count();
        }
    }
}
