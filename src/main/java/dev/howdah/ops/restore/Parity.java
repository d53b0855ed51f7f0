package dev.howdah.ops.restore;

import dev.howdah.aws.rds.CloneSettings;
import dev.howdah.aws.rds.LaterSettings;
import dev.howdah.model.Configuration;
import dev.howdah.model.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes a copy equal to its source in every setting that RDS can be asked for: what is sent with the restore, what must follow
/// it, and what can only be announced. Which settings RDS inherits and which it silently sets to its own default is told by the Amazon
/// RDS User Guide, USER_PIT, and the API model.
///
/// @param sent with the restore
/// @param later by a change of the new instance
/// @param rows for a person, one for each setting
public record Parity(CloneSettings sent, LaterSettings later, List<Row> rows) {
    /// PostgreSQL on gp3 below this takes no IOPS and no throughput (`InvalidParameterCombination`), though it tells both.
    private static final int STRIPED_GIB = 400;

    /// Where a value of the copy comes from.
    public enum How {
        /// RDS takes it from the backup.
        INHERITED,
        /// Sent, because RDS would take its own default.
        CARRIED,
        /// Added when the instance is there, because no restore can be told it.
        LATER,
        /// It will not be the same, and why is said.
        DIFFERS
    }

    /// @param source what the source has today; `unknown` where the service did not tell
    /// @param copy what the copy will have
    /// @param why in words
    public record Row(String setting, String source, String copy, How how, String why) {}

    /// For a restore to a point in time.
    public static Parity toTime(Configuration source) {
        return new Making(source, true).parity();
    }

    /// For a restore from a snapshot.
    ///
    /// @param source the instance that the copy is to equal; a snapshot keeps only some of its settings
    public static Parity fromSnapshot(Configuration source) {
        return new Making(source, false).parity();
    }

    /// What a copy still lacks of the settings that only a change can give it.
    public static LaterSettings left(Configuration source, Configuration copy) {
        LaterSettings all = fromSnapshot(source).later();
        Instance has = copy.instance();
        boolean insights = all.insights() != null && !Boolean.TRUE.equals(has.insight().performanceInsights());
        boolean monitoring = all.monitoringSeconds() != null && !all.monitoringSeconds().equals(has.insight().monitoringIntervalSeconds());
        return new LaterSettings(insights ? all.insights() : null, insights ? all.insightsDays() : null,
                insights ? all.insightsKmsKey() : null,
                Objects.equals(all.insightsMode(), has.insight().databaseInsightsMode()) ? null : all.insightsMode(),
                monitoring ? all.monitoringSeconds() : null, monitoring ? all.monitoringRole() : null,
                Objects.equals(all.maintenanceWindow(), has.maintenance().windowUtc()) ? null : all.maintenanceWindow(),
                Objects.equals(all.maxAllocatedGib(), has.storage().maxAllocatedGib()) ? null : all.maxAllocatedGib());
    }

    /// Those settings as a list of words.
    public static String words(LaterSettings settings) {
        var words = new ArrayList<String>();
        if (settings.insights() != null) {
            words.add("Performance Insights, kept " + settings.insightsDays() + " days");
        }
        if (settings.insightsMode() != null) {
            words.add("Database Insights " + settings.insightsMode());
        }
        if (settings.monitoringSeconds() != null) {
            words.add("Enhanced Monitoring every " + settings.monitoringSeconds() + " s");
        }
        if (settings.maintenanceWindow() != null) {
            words.add("the maintenance window " + settings.maintenanceWindow());
        }
        if (settings.maxAllocatedGib() != null) {
            words.add("storage that may grow to " + settings.maxAllocatedGib() + " GiB");
        }
        return words.isEmpty() ? "nothing" : String.join(", ", words);
    }

    /// How many settings RDS would have lost.
    public long kept() {
        return rows.stream().filter(r -> r.how() == How.CARRIED || r.how() == How.LATER).count();
    }

    private static final class Making {
        private final Configuration source;
        private final Instance db;
        private final boolean toTime;
        private final List<Row> rows = new ArrayList<>();

        Making(Configuration source, boolean toTime) {
            this.source = source;
            this.db = source.instance();
            this.toTime = toTime;
        }

        Parity parity() {
            return new Parity(sent(), later(), List.copyOf(announced()));
        }

        private CloneSettings sent() {
            Instance.Placement where = db.placement();
            Instance.Security security = db.security();
            inherited("Engine version", db.engine().version());
            inherited("Encryption", db.storage().encrypted() == null
                    ? null
                    : db.storage().encrypted() ? "on, key " + tail(db.storage().kmsKeyId()) : "off");
            inherited("Allocated storage", db.storage().allocatedGib() == null ? null : db.storage().allocatedGib() + " GiB");
            String instanceClass = carried("Class", db.instanceClass(), "sent, so that a later change of the source does not matter");
            Integer port = db.endpoint() == null ? null : db.endpoint().port();
            carried("Port", port, "sent");
            Boolean multiAz = carried("Multi-AZ", where.multiAz(), "RDS would make it Single-AZ");
            String subnets = carried("Subnet group", where.subnetGroup(), "RDS would take the default group, or fail");
            List<String> groups = security.groups().stream().map(Instance.SecurityGroup::id).toList();
            carried("Security groups", groups.isEmpty() ? null : String.join(", ", groups), "RDS would take the VPC's default group");
            Boolean open = carried("Publicly accessible", security.publiclyAccessible(), "RDS would decide by the subnets");
            String network = carried("Network type", source.networkType(), "RDS would decide by the subnet group");
            Boolean logVolume = carried("Dedicated log volume", source.dedicatedLogVolume(), "RDS would leave it out");
            Map<String, String> processor = new TreeMap<>(source.processorFeatures());
            if (!processor.isEmpty()) {
                carried("Processor", processor.toString(), "RDS would take the class's own");
            }
            String storage = carried("Storage type", db.storage().type(), "RDS would take gp3 or the backup's");
            boolean provisioned = provisioned();
            Integer iops = provisioned ? carried("Provisioned IOPS", db.storage().iops(), "RDS would take the backup's") : null;
            Integer throughput = provisioned && "gp3".equals(storage)
                    ? carried("Throughput (MiB/s)", db.storage().throughputMibps(), "RDS would take the backup's")
                    : null;
            if (!provisioned && db.storage().iops() != null) {
                add("IOPS", db.storage().iops(), String.valueOf(db.storage().iops()), How.INHERITED,
                        "the storage type's own; below " + STRIPED_GIB + " GiB RDS refuses to be told");
            }
            Integer most = toTime ? grown() : null;
            String parameters = db.parameterGroups().stream().map(Instance.ParameterGroup::name).findFirst().orElse(null);
            carried("Parameter group", parameters, "RDS would take the engine's default group");
            String options = source.optionGroups().stream().findFirst().orElse(null);
            if (options != null) {
                carried("Option group", options, "RDS would take the default group");
            }
            Boolean minor = carried("Automatic minor upgrades", db.maintenance().autoMinorVersionUpgrade(), "RDS would turn them on");
            String lifecycle = carried("Engine life cycle", db.engine().lifecycleSupport(), "RDS would enrol it in Extended Support");
            String authority = carried("Certificate authority", security.caIdentifier(), "RDS would take the account's default");
            List<String> logs = List.copyOf(db.insight().logExports());
            carried("Log exports", logs.isEmpty() ? "none" : String.join(", ", logs), "RDS would export none");
            Boolean copies = carried("Tags go to snapshots", db.backup().copyTagsToSnapshot(), "RDS would turn it off");
            var tags = new TreeMap<>(db.tags());
            tags.keySet().removeIf(key -> key.startsWith("aws:"));
            carried("Tags", tags.isEmpty() ? "none" : tags.size() + " of its own", "a snapshot would give those of its time");
            Boolean protection = carried("Deletion protection", security.deletionProtection(), "RDS would turn it off");
            Boolean iam = carried("IAM database login", security.iamAuthentication(), "RDS would turn it off");
            inherited("Backup retention", db.backup().retentionDays() == null ? null : db.backup().retentionDays() + " days");
            inherited("Backup window (UTC)", db.backup().windowUtc());
            return new CloneSettings(instanceClass, multiAz, subnets, groups, open, network, port, logVolume, processor, storage, iops,
                    throughput, most, parameters, options, minor, lifecycle, authority, logs, copies, tags, protection, iam);
        }

        /// Whether IOPS are the operator's own choice, and so may be sent.
        private boolean provisioned() {
            String type = String.valueOf(db.storage().type());
            Integer size = db.storage().allocatedGib();
            return type.startsWith("io") || "gp3".equals(type) && size != null && size >= STRIPED_GIB;
        }

        private @Nullable Integer grown() {
            Integer most = db.storage().maxAllocatedGib();
            add("Storage may grow to", most == null ? "off" : most + " GiB", most == null ? "off" : most + " GiB",
                    most == null ? How.INHERITED : How.CARRIED, most == null ? "RDS leaves it off" : "RDS would leave it off");
            return most;
        }

        private LaterSettings later() {
            Instance.Insight insight = db.insight();
            boolean insights = Boolean.TRUE.equals(insight.performanceInsights());
            later("Performance Insights", insights ? "on, " + insight.retentionDays() + " days" : "off", insights);
            String mode = insight.databaseInsightsMode();
            later("Database Insights", mode, mode != null && !mode.equals("standard"));
            Integer seconds = insight.monitoringIntervalSeconds();
            boolean monitored = seconds != null && seconds > 0 && source.monitoringRole() != null;
            later("Enhanced Monitoring", seconds == null || seconds == 0 ? "off" : "every " + seconds + " s", monitored);
            String window = db.maintenance().windowUtc();
            later("Maintenance window (UTC)", window, window != null);
            Integer most = db.storage().maxAllocatedGib();
            if (!toTime) {
                later("Storage may grow to", most == null ? "off" : most + " GiB", most != null);
            }
            return new LaterSettings(insights ? true : null, insights ? insight.retentionDays() : null,
                    insights ? source.insightsKmsKey() : null, mode != null && !mode.equals("standard") ? mode : null,
                    monitored ? seconds : null, monitored ? source.monitoringRole() : null, window, toTime ? null : most);
        }

        private List<Row> announced() {
            boolean managed = db.security().masterSecretArn() != null;
            add("Master password", managed ? "in Secrets Manager, by RDS" : "set by hand",
                    toTime ? "the one of that time" : "the one of then",
                    How.DIFFERS,
                    managed
                            ? "RDS gives a copy no secret of its own: the managed one's present password fits only if it has not rotated since"
                            : "a password changed since is not in the copy");
            boolean two = Boolean.TRUE.equals(db.placement().multiAz());
            add("Availability Zone", db.placement().primaryAz(), "RDS chooses among the subnets", How.DIFFERS,
                    two
                            ? "no zone can be asked for with Multi-AZ; primary and standby may change places"
                            : "not sent on purpose: the source's zone may be what is in trouble");
            add("Resource id, endpoint", String.valueOf(db.resourceId()), "new ones", How.DIFFERS,
                    "policies and bookmarks that name the resource id must be changed");
            add("Alarms, event subscriptions, replicas, proxy targets", "by its name", "none", How.DIFFERS,
                    "RDS makes none of them for a copy; a swap of names brings those that go by the name");
            return rows;
        }

        private void inherited(String setting, @Nullable Object value) {
            add(setting, value, String.valueOf(value), How.INHERITED, "from the backup");
        }

        private <T> @Nullable T carried(String setting, @Nullable T value, String otherwise) {
            add(setting, value, String.valueOf(value), value == null ? How.DIFFERS : How.CARRIED,
                    value == null ? "RDS did not tell it, so its default is taken" : otherwise);
            return value;
        }

        private void later(String setting, @Nullable Object value, boolean sent) {
            add(setting, value, sent ? String.valueOf(value) : value == null ? "RDS's default" : String.valueOf(value),
                    value == null ? How.DIFFERS : sent ? How.LATER : How.INHERITED,
                    value == null
                            ? "RDS did not tell it, so its default is taken"
                            : sent ? "no restore can be told it: set when the instance is there" : "the default");
        }

        private void add(String setting, @Nullable Object value, String copy, How how, String why) {
            String words = value == null ? "unknown" : words(value);
            rows.add(new Row(setting, words, value == null && copy.equals("null") ? "RDS's default" : words(copy), how, why));
        }

        private static String words(Object value) {
            return switch (value.toString()) {
                case "true" -> "yes";
                case "false" -> "no";
                default -> value.toString();
            };
        }

        private static String tail(@Nullable String arn) {
            return Objects.requireNonNullElse(arn, "unknown").replaceAll(".*/", "");
        }
    }
}
