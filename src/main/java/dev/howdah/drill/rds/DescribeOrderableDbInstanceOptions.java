package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.util.ArrayList;
import java.util.List;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeOrderableDBInstanceOptions.html>
final class DescribeOrderableDbInstanceOptions implements Operation {

    private final World world;

    DescribeOrderableDbInstanceOptions(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeOrderableDBInstanceOptions";
    }

    private static final List<String> CLASSES = List.of("db.m7g.large", "db.m7g.xlarge", "db.r7g.large", "db.r7g.xlarge", "db.t3.micro",
            "db.t4g.large", "db.t4g.medium", "db.t4g.micro", "db.t4g.small");
    private static final List<String> VERSIONS = List.of("14.24", "15.19", "16.4", "16.15", "17.11", "18.6");

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        String engine = input.need("Engine");
        if (!engine.equals("postgres") && !engine.equals("aurora-postgresql")) {
            throw ApiError.invalidValue("Invalid DB engine: " + engine);
        }
        String version = input.text("EngineVersion", "");
        String wanted = input.text("DBInstanceClass", "");
        Region region = world.region(call.region());
        List<Option> rows = new ArrayList<>();
        for (String instanceClass : CLASSES) {
            for (String v : VERSIONS) {
                if (engine.equals("postgres") && region.offers(v) && (version.isEmpty() || version.equals(v))
                        && (wanted.isEmpty() || wanted.equals(instanceClass))) {
                    rows.add(new Option(instanceClass, v));
                }
            }
        }
        return Listing.page(call, rows, o -> o.instanceClass + "/" + o.version, "OrderableDBInstanceOptions", "OrderableDBInstanceOption",
                o -> shape(call.region(), o));
    }

    private static Struct shape(String region, Option o) {
        List<Struct> zones = List.of("a", "b", "c").stream().map(z -> new Struct().put("Name", region + z)).toList();
        return new Struct().put("Engine", "postgres").put("EngineVersion", o.version).put("DBInstanceClass", o.instanceClass)
                .put("LicenseModel", "postgresql-license").list("AvailabilityZones", "AvailabilityZone", zones).put("MultiAZCapable", true)
                .put("ReadReplicaCapable", true).put("Vpc", true).put("SupportsStorageEncryption", true).put("StorageType", "gp3")
                .put("SupportsIops", true).put("SupportsEnhancedMonitoring", true).put("SupportsIAMDatabaseAuthentication", true)
                .put("SupportsPerformanceInsights", true).put("MinStorageSize", 20).put("MaxStorageSize", 65536)
                .put("SupportsStorageAutoscaling", true).put("SupportsStorageThroughput", true).put("OutpostCapable", false)
                .list("SupportedNetworkTypes", List.of("IPV4", "DUAL")).put("SupportsClusters", false)
                .put("SupportsDedicatedLogVolume", false);
    }

    private record Option(String instanceClass, String version) {}
}
