package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.ChapterSeed;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBEngineVersions.html>
final class DescribeDbEngineVersions implements Operation {
    private final World world;

    DescribeDbEngineVersions(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeDBEngineVersions";
    }

    /// What RDS offers of PostgreSQL in August 2026, shortened to the newest minors and those that the drill uses, oldest first.
    private static final List<String> VERSIONS = List.of("13.15", "13.22", "14.19", "14.24", "15.14", "15.19", "16.4", "16.10", "16.15",
            "17.2", "17.6", "17.11", "18.6");
    /// What RDS takes where no version is asked for.
    static final String DEFAULT = "17.6";

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Region region = world.region(call.region());
        String usual = region.offers(DEFAULT) ? DEFAULT : ChapterSeed.VERSION;
        Listing.filters(input, "db-parameter-group-family", "engine", "engine-mode", "engine-version", "status");
        String engine = input.text("Engine", "postgres");
        String version = input.text("EngineVersion", "");
        String family = input.text("DBParameterGroupFamily", "");
        List<String> rows = VERSIONS.stream().filter(v -> engine.equals("postgres") && region.offers(v))
                .filter(v -> version.isEmpty() || v.equals(version) || v.startsWith(version + "."))
                .filter(v -> family.isEmpty() || family.equals("postgres" + major(v)))
                .filter(v -> !input.flag("DefaultOnly") || v.equals(usual)).sorted(Comparator.comparing(DescribeDbEngineVersions::key))
                .toList();
        return Listing.page(call, rows, DescribeDbEngineVersions::key, "DBEngineVersions", "DBEngineVersion",
                v -> shape(region, v));
    }

    private static int major(String version) {
        return Integer.parseInt(version.split("\\.", 2)[0]);
    }

    private static int minor(String version) {
        return Integer.parseInt(version.split("\\.", 2)[1]);
    }

    private static String key(String version) {
        return String.format("%02d.%03d", major(version), minor(version));
    }

    private static Struct shape(Region region, String version) {
        boolean old = version.equals("13.15") || version.equals("16.4") || version.equals("17.2");
        return new Struct().put("Engine", "postgres").put("EngineVersion", version)
                .put("DBParameterGroupFamily", "postgres" + major(version)).put("DBEngineDescription", "PostgreSQL")
                .put("DBEngineVersionDescription", "PostgreSQL " + version)
                .list("ValidUpgradeTarget", "UpgradeTarget", targets(region, version))
                .list("ExportableLogTypes", List.of("postgresql", "upgrade", "iam-db-auth-error"))
                .put("SupportsLogExportsToCloudwatchLogs", true).put("SupportsReadReplica", true)
                .list("SupportedFeatureNames", List.of("Lambda", "s3Export", "s3Import")).put("Status", old ? "deprecated" : "available")
                .put("SupportsParallelQuery", false).put("SupportsGlobalDatabases", false)
                .put("MajorEngineVersion", Integer.toString(major(version))).put("SupportsBabelfish", false)
                .put("SupportsCertificateRotationWithoutRestart", true)
                .list("SupportedCACertificateIdentifiers", List.of("rds-ca-ecc384-g1", "rds-ca-rsa4096-g1", "rds-ca-rsa2048-g1"))
                .put("SupportsLocalWriteForwarding", false).put("SupportsIntegrations", true);
    }

    private static List<Struct> targets(Region region, String from) {
        return VERSIONS.stream().filter(v -> key(v).compareTo(key(from)) > 0 && region.offers(v))
                .map(v -> new Struct().put("Engine", "postgres").put("EngineVersion", v).put("Description", "PostgreSQL " + v)
                        .put("AutoUpgrade", major(v) == major(from) && newest(v)).put("IsMajorVersionUpgrade", major(v) != major(from)))
                .toList();
    }

    /// Whether RDS upgrades from one version to another.
    static boolean upgrades(String from, String to) {
        return VERSIONS.contains(from) && VERSIONS.contains(to) && key(to).compareTo(key(from)) > 0;
    }

    /// The version that a request means: one by its name, or the newest of a major version; null for none.
    static @Nullable String named(String wished) {
        return VERSIONS.contains(wished)
                ? wished
                : VERSIONS.stream().filter(v -> v.startsWith(wished + ".") && newest(v)).findFirst().orElse(null);
    }

    private static boolean newest(String version) {
        return VERSIONS.stream().filter(v -> major(v) == major(version)).noneMatch(v -> minor(v) > minor(version));
    }
}
