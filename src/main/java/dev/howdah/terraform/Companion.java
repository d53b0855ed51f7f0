package dev.howdah.terraform;

import dev.howdah.model.Configuration;
import dev.howdah.model.Instance;
import dev.howdah.model.SecurityGroup;
import dev.howdah.model.SubnetGroup;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes what stands as Terraform for the `hashicorp/aws` provider: the DB subnet group, the security groups with a resource for each rule,
/// and the instance, each with an `import` block, so that the first `terraform plan` shows an import and what the drift note lists, and
/// nothing else. Protections are on whatever they are today. No password is in it: one that RDS manages is said to be managed, another is
/// left where it is.
public final class Companion {
    /// The oldest provider that knows `database_insights_mode`.
    private static final String PROVIDER = ">= 5.80";
    private final Standing standing;
    private final Instance instance;
    private final Hcl hcl = new Hcl();
    private final List<String> drift = new ArrayList<>();
    private final List<String> untold = new ArrayList<>();

    private Companion(Standing standing) {
        this.standing = standing;
        instance = standing.configuration().instance();
    }

    /// The whole file.
    ///
    /// @throws IllegalArgumentException if the instance is none that stands by itself (a member of a cluster, another engine)
    public static String of(Standing standing) {
        Instance instance = standing.configuration().instance();
        if (instance.kind() != Instance.Kind.POSTGRES) {
            throw new IllegalArgumentException(instance.ref().id() + " is " + instance.kind().label() + ". Only an instance of RDS for "
                    + "PostgreSQL that is in no cluster is written as Terraform.");
        }
        var companion = new Companion(standing);
        companion.resources();
        return companion.head() + companion.hcl;
    }

    private String head() {
        String id = instance.ref().id();
        var head = new Hcl().comment(id + " in " + instance.ref().region() + " as AWS described it at "
                + standing.at().truncatedTo(ChronoUnit.SECONDS) + ".").comment("Read `terraform plan` before anything is applied.")
                .comment("");
        if (drift.isEmpty()) {
            head.comment("Drift: none. `terraform apply` would change nothing in AWS.");
        } else {
            head.comment("Drift: what `terraform apply` would change, because it is safer so:");
            drift.forEach(line -> head.comment("  - " + line));
        }
        head.comment(
                "The first plan imports, and shows skip_final_snapshot and delete_automated_backups as changed: they are Terraform's own,");
        head.comment("AWS knows neither, and they count only when the instance is destroyed.");
        if (!untold.isEmpty()) {
            head.comment("Left out, because AWS did not tell it or it could not be read:");
            untold.forEach(line -> head.comment("  - " + line));
        }
        head.gap().open("terraform").text("required_version", ">= 1.5.0").gap().open("required_providers").set("aws",
                "{ source = \"hashicorp/aws\", version = \"" + PROVIDER + "\" }").close().close();
        return head + "\n";
    }

    private void resources() {
        SubnetGroup subnets = standing.subnets();
        if (subnets != null) {
            String label = imported("aws_db_subnet_group", subnets.name(), subnets.name());
            hcl.open("resource", "aws_db_subnet_group", label).text("name", subnets.name()).text("description", subnets.description())
                    .list("subnet_ids", subnets.subnets().stream().sorted().map(Hcl::quoted).toList()).close().gap();
        } else if (instance.placement().subnetGroup() != null) {
            untold.add("the DB subnet group " + instance.placement().subnetGroup() + " is named, and not managed here");
        }
        var references = new TreeMap<String, String>();
        instance.security().groups().forEach(g -> references.put(g.id(), Hcl.quoted(g.id())));
        List<SecurityGroup> groups = standing.groups();
        if (groups == null) {
            untold.add("the security groups are named, and not managed here");
        } else {
            groups.forEach(g -> group(g, references));
        }
        database(subnets, references);
    }

    private void group(SecurityGroup group, Map<String, String> references) {
        if (group.name().equals("default")) {
            untold.add(group.id() + " is its VPC's default group: it is named, and not managed here");
            return;
        }
        String label = imported("aws_security_group", group.name(), group.id());
        references.put(group.id(), "aws_security_group." + label + ".id");
        hcl.open("resource", "aws_security_group", label).text("name", group.name()).text("description", group.description())
                .text("vpc_id", group.vpc()).map("tags", own(group.tags())).close().gap();
        for (SecurityGroup.Rule rule : group.rules()) {
            String type = rule.egress() ? "aws_vpc_security_group_egress_rule" : "aws_vpc_security_group_ingress_rule";
            String name = imported(type, rule.id(), rule.id());
            boolean all = rule.protocol().equals("-1");
            String peer = rule.peer();
            hcl.open("resource", type, name).set("security_group_id", "aws_security_group." + label + ".id")
                    .text("ip_protocol", rule.protocol()).number("from_port", all ? null : rule.from())
                    .number("to_port", all ? null : rule.to()).text("cidr_ipv4", rule.cidr4()).text("cidr_ipv6", rule.cidr6())
                    .text("prefix_list_id", rule.prefixList());
            if (peer != null) {
                hcl.set("referenced_security_group_id", references.getOrDefault(peer, Hcl.quoted(peer)));
            }
            hcl.text("description", rule.description()).close().gap();
        }
    }

    private void database(@Nullable SubnetGroup subnets, Map<String, String> references) {
        Configuration all = standing.configuration();
        String id = instance.ref().id();
        Instance.Storage storage = instance.storage();
        Instance.Security security = instance.security();
        String label = imported("aws_db_instance", id, id);
        hcl.open("resource", "aws_db_instance", label).text("identifier", id);
        String source = instance.placement().replicaOf();
        if (source == null) {
            hcl.text("engine", told("engine", instance.engine().name())).text("engine_version",
                    told("engine_version", instance.engine().version()));
        } else {
            hcl.text("replicate_source_db", source);
        }
        hcl.text("instance_class", told("instance_class", instance.instanceClass())).gap();
        hcl.number("allocated_storage", told("allocated_storage", storage.allocatedGib()))
                .number("max_allocated_storage", storage.maxAllocatedGib()).text("storage_type", told("storage_type", storage.type()));
        // the provider refuses both for gp3 below 400 GiB, where they are RDS's own
        boolean own = "gp3".equals(storage.type()) && storage.allocatedGib() != null && storage.allocatedGib() < 400;
        if (!own && storage.type() != null && !storage.type().equals("gp2")) {
            hcl.number("iops", storage.iops()).number("storage_throughput", storage.throughputMibps());
        }
        hcl.flag("storage_encrypted", told("storage_encrypted", storage.encrypted())).text("kms_key_id", storage.kmsKeyId());
        if (Boolean.FALSE.equals(storage.encrypted())) {
            untold.add("storage is not encrypted; that changes only through a copy of a snapshot, not by an argument");
        }
        hcl.gap().flag("multi_az", told("multi_az", instance.placement().multiAz()));
        if (subnets != null) {
            hcl.set("db_subnet_group_name", "aws_db_subnet_group." + Hcl.label(subnets.name()) + ".name");
        } else {
            hcl.text("db_subnet_group_name", instance.placement().subnetGroup());
        }
        hcl.list("vpc_security_group_ids", references.values().stream().sorted().toList())
                .flag("publicly_accessible", told("publicly_accessible", security.publiclyAccessible()))
                .number("port", instance.endpoint() == null ? null : instance.endpoint().port()).text("network_type", all.networkType())
                .text("ca_cert_identifier", security.caIdentifier());
        hcl.gap().text("parameter_group_name", told("parameter_group_name",
                instance.parameterGroups().isEmpty() ? null : instance.parameterGroups().getFirst().name()))
                .text("option_group_name", all.optionGroups().isEmpty() ? null : all.optionGroups().getFirst());
        login(source, security);
        backups(source);
        watching(all);
        Map<String, String> tags = own(instance.tags());
        if (!tags.isEmpty()) {
            hcl.gap().map("tags", tags);
        }
        hcl.gap().open("lifecycle").set("prevent_destroy", "true");
        if (Boolean.TRUE.equals(instance.maintenance().autoMinorVersionUpgrade())) {
            hcl.comment("RDS raises the minor version by itself: what it has reached is not taken back");
            hcl.set("ignore_changes", "[engine_version]");
        }
        hcl.close().close();
    }

    private void login(@Nullable String source, Instance.Security security) {
        hcl.gap();
        if (source == null) {
            hcl.text("username", told("username", security.masterUser()));
            if (security.masterSecretArn() != null) {
                hcl.set("manage_master_user_password", "true");
            } else {
                untold.add("the master password is not managed by RDS; it is not written here, and `password` is left to what it is. "
                        + "manage_master_user_password = true would let RDS keep and rotate it, and changes it at once");
            }
        }
        hcl.flag("iam_database_authentication_enabled", security.iamAuthentication());
    }

    private void backups(@Nullable String source) {
        Instance.Backup backup = instance.backup();
        hcl.gap();
        Integer days = told("backup_retention_period", backup.retentionDays());
        if (days != null && days == 0 && source == null) {
            drift.add("backup_retention_period: 0 today, so there are no automated backups; 14 here, as the first backup begins at once");
            days = 14;
        }
        hcl.number("backup_retention_period", days).text("backup_window", backup.windowUtc()).flag("copy_tags_to_snapshot",
                backup.copyTagsToSnapshot());
        if (Boolean.FALSE.equals(instance.security().deletionProtection())) {
            drift.add("deletion_protection: off today, on here");
        }
        hcl.set("deletion_protection", "true").set("skip_final_snapshot", "false")
                .text("final_snapshot_identifier", instance.ref().id() + "-final").set("delete_automated_backups", "false");
        hcl.gap().text("maintenance_window", lower(instance.maintenance().windowUtc()))
                .flag("auto_minor_version_upgrade", instance.maintenance().autoMinorVersionUpgrade()).set("apply_immediately", "false");
    }

    private void watching(Configuration all) {
        Instance.Insight insight = instance.insight();
        hcl.gap().text("database_insights_mode", insight.databaseInsightsMode())
                .flag("performance_insights_enabled", insight.performanceInsights());
        if (Boolean.TRUE.equals(insight.performanceInsights())) {
            hcl.number("performance_insights_retention_period", insight.retentionDays())
                    .text("performance_insights_kms_key_id", all.insightsKmsKey());
        }
        hcl.number("monitoring_interval", insight.monitoringIntervalSeconds()).text("monitoring_role_arn", all.monitoringRole());
        if (!insight.logExports().isEmpty()) {
            hcl.list("enabled_cloudwatch_logs_exports", insight.logExports().stream().sorted().map(Hcl::quoted).toList());
        }
    }

    /// Those that AWS gives are not ours to set.
    private static Map<String, String> own(Map<String, String> tags) {
        var own = new TreeMap<>(tags);
        own.keySet().removeIf(key -> key.startsWith("aws:"));
        return own;
    }

    private String imported(String type, String name, String id) {
        String label = Hcl.label(name);
        hcl.open("import").set("to", type + "." + label).text("id", id).close().gap();
        return label;
    }

    private static @Nullable String lower(@Nullable String window) {
        return window == null ? null : window.toLowerCase(Locale.ROOT);
    }

    private <T> @Nullable T told(String argument, @Nullable T value) {
        if (value == null) {
            untold.add(argument);
        }
        return value;
    }
}
