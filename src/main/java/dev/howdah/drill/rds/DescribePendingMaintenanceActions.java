package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.PendingMaintenance;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribePendingMaintenanceActions.html>
final class DescribePendingMaintenanceActions implements Operation {
    private final World world;

    DescribePendingMaintenanceActions(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribePendingMaintenanceActions";
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Region region = world.region(call.region());
        List<Input> filters = Listing.filters(input, "db-instance-id", "db-cluster-id");
        String resource = input.text("ResourceIdentifier");
        if (resource != null && (!resource.startsWith("arn:") || !Resources.exists(region, resource))) {
            throw ApiError.of(404, "ResourceNotFoundFault", "The specified resource ID was not found: " + resource);
        }
        Map<String, List<PendingMaintenance>> byArn = region.maintenance().stream()
                .filter(m -> resource == null || m.arn().equals(resource))
                .filter(m -> Listing.passes(filters, Map.of("db-instance-id", Listing.name(m.arn()), "db-cluster-id", "")))
                .collect(Collectors.groupingBy(PendingMaintenance::arn, TreeMap::new, Collectors.toList()));
        return Listing.page(call, List.copyOf(byArn.keySet()), arn -> arn, "PendingMaintenanceActions",
                "ResourcePendingMaintenanceActions", arn -> shape(arn, byArn.getOrDefault(arn, List.of())));
    }

    static Struct shape(String arn, List<PendingMaintenance> actions) {
        return new Struct().put("ResourceIdentifier", arn).list("PendingMaintenanceActionDetails", "PendingMaintenanceAction",
                actions.stream().map(DescribePendingMaintenanceActions::action).toList());
    }

    private static Struct action(PendingMaintenance m) {
        return new Struct().put("Action", m.action()).put("AutoAppliedAfterDate", m.autoApplied()).put("ForcedApplyDate", m.forced())
                .put("OptInStatus", m.optIn()).put("Description", m.description());
    }
}
