package dev.howdah.aws.session;

import dev.howdah.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;

/// How permits spell what a call names: its ARN, then whatever else makes it this call and no other.
public final class Resources {
    private static final Set<String> NOT_SETTINGS = Set.of("DBInstanceIdentifier", "NewDBInstanceIdentifier", "ApplyImmediately");

    /// Members that hold a password.
    private static final Set<String> HIDDEN = Set.of("MasterUserPassword", "SecretString");

    private Resources() {}

    /// A snapshot to be made: of which instance, under which name.
    public static String snapshotOf(String account, String region, String instance, String name) {
        return arn(account, region, "db", instance) + " as " + name;
    }

    /// A copy of a snapshot, under which name.
    public static String snapshotCopied(String account, String region, String snapshot, String name) {
        return arn(account, region, "snapshot", snapshot) + " copied as " + name;
    }

    /// Who may restore a snapshot: one more account, or one less. Anything else that could be added or taken away, such as everybody, is
    /// another thing.
    public static String snapshotShared(String account, String region, String snapshot, String more, String less) {
        return arn(account, region, "snapshot", snapshot) + (more.isEmpty() ? "" : " shared with " + more)
                + (less.isEmpty() ? "" : " shared no more with " + less);
    }

    public static String snapshot(String account, String region, String name) {
        return arn(account, region, "snapshot", name);
    }

    /// A reboot; one with failover is another thing than one without.
    public static String reboot(String account, String region, String instance, boolean failover) {
        return arn(account, region, "db", instance) + (failover ? " with failover" : "");
    }

    /// A restore: of which instance, to which second (empty for the latest), under which name.
    public static String restoredTo(String account, String region, String instance, String at, String clone) {
        return arn(account, region, "db", instance) + " of " + (at.isEmpty() ? "the latest" : at) + " as " + clone;
    }

    /// A restore from a snapshot, under which name.
    public static String restoredFrom(String account, String region, String snapshot, String clone) {
        return arn(account, region, "snapshot", snapshot) + " as " + clone;
    }

    /// A change of an instance: a new name, or which settings. Another list of settings is another thing.
    ///
    /// @param name the new one, empty where it keeps its own
    public static String modified(String account, String region, String instance, String name, SdkPojo request) {
        String settings = request.sdkFields().stream().filter(f -> given(f.getValueOrDefault(request))).map(SdkField::memberName)
                .filter(member -> !NOT_SETTINGS.contains(member)).sorted().collect(Collectors.joining(","));
        return arn(account, region, "db", instance) + (name.isEmpty() ? "" : " renamed " + name)
                + (settings.isEmpty() ? "" : " setting " + settings);
    }

    /// The end of an instance. One that loses data is another thing than one that keeps it, and no plan of ours asks for it.
    ///
    /// @param last name of the final snapshot, empty for none
    /// @param kept whether there is a final snapshot and the automated backups stay
    public static String deleted(String account, String region, String instance, String last, boolean kept) {
        return arn(account, region, "db", instance) + (kept ? " keeping " + last : " keeping nothing");
    }

    /// A task on its own: of which revision, in which cluster, how many, by which client token.
    public static String ranTask(String definition, String cluster, int count, String token) {
        return definition + " in " + cluster + " times " + count + " once as " + token;
    }

    /// A task that is there, by its ARN.
    public static String ofTask(String arn) {
        return arn;
    }

    /// Another revision for a service, or the same in new tasks. Anything else that is set is another thing.
    ///
    /// @param definition the revision, empty where it keeps its own
    public static String rolledOut(String account, String region, String cluster, String service, String definition, SdkPojo request) {
        String settings = request.sdkFields().stream().filter(f -> given(f.getValueOrDefault(request))).map(SdkField::memberName)
                .filter(member -> !Set.of("cluster", "service", "taskDefinition").contains(member)).sorted()
                .collect(Collectors.joining(","));
        return "arn:aws:ecs:" + region + ":" + account + ":service/" + cluster + "/" + service
                + (definition.isEmpty() ? "" : " to " + definition) + (settings.isEmpty() ? "" : " setting " + settings);
    }

    /// A DB subnet group to be made.
    public static String subnetGroup(String account, String region, String name, SdkPojo request) {
        return exactly(arn(account, region, "subgrp", name), request);
    }

    /// An instance to be made.
    public static String made(String account, String region, String instance, SdkPojo request) {
        return exactly(arn(account, region, "db", instance), request);
    }

    /// Maintenance of what an ARN names: which, and when.
    public static String maintained(String arn, SdkPojo request) {
        return exactly(arn, request);
    }

    /// Values in a DB parameter group.
    public static String parameters(String account, String region, String group, SdkPojo request) {
        return exactly(arn(account, region, "pg", group), request);
    }

    /// A security group to be made, by the VPC that it is for.
    public static String securityGroup(String account, String region, String vpc, SdkPojo request) {
        return exactly("arn:aws:ec2:" + region + ":" + account + ":vpc/" + vpc, request);
    }

    /// Rules of a security group.
    public static String rules(String account, String region, String group, SdkPojo request) {
        return exactly("arn:aws:ec2:" + region + ":" + account + ":security-group/" + group, request);
    }

    /// An inline policy of a role.
    public static String policy(String account, String role, SdkPojo request) {
        return exactly("arn:aws:iam::" + account + ":role/" + role, request);
    }

    /// A revision of a family of task definitions.
    public static String definition(String account, String region, String family, SdkPojo request) {
        return exactly("arn:aws:ecs:" + region + ":" + account + ":task-definition/" + family, request);
    }

    /// A secret to be made, without what is in it.
    public static String secret(String account, String region, String name, SdkPojo request) {
        return exactly("arn:aws:secretsmanager:" + region + ":" + account + ":secret:" + name, request);
    }

    /// A secret's next version, without what is in it.
    ///
    /// @param arn of the secret
    public static String secretValue(String arn, SdkPojo request) {
        return exactly(arn, request);
    }

    /// With the digest of all that the request says but for passwords: a permit for it is good for this request and for no other, and says
    /// nothing of a password, not even whether another one is the same.
    private static String exactly(String arn, SdkPojo request) {
        try {
            var said = new LinkedHashMap<Object, @Nullable Object>(
                    AwsCommand.tree(request) instanceof Map<?, ?> members ? members : Map.of());
            said.keySet().removeAll(HIDDEN);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Json.line(said).getBytes(StandardCharsets.UTF_8));
            return arn + " sha256 " + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static boolean given(@Nullable Object value) {
        return value != null && !(value instanceof SdkAutoConstructList<?>);
    }

    /// The account id in an ARN, empty where there is none.
    static String account(String resource) {
        String[] parts = resource.split(":", 6);
        return parts.length < 6 ? "" : parts[4];
    }

    private static String arn(String account, String region, String kind, String id) {
        return "arn:aws:rds:" + region + ":" + account + ":" + kind + ":" + id;
    }
}
