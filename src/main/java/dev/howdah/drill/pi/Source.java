package dev.howdah.drill.pi;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import org.jspecify.annotations.Nullable;

/// The instance that a request names by its DbiResourceId, whose name means nothing here, with Performance Insights on.
///
/// @param servers null for an instance that is metadata only: nothing was ever sampled
record Source(DbInstance instance, @Nullable DataPlane servers) {
    static Source of(World world, Call call) {
        Input input = call.input();
        String type = need(input, "ServiceType");
        if (!type.equals("RDS")) {
            throw PiErrors.invalid("Invalid value for ServiceType: " + type);
        }
        String identifier = need(input, "Identifier");
        Region region = world.region(call.region());
        DbInstance found = region.instances().stream().filter(i -> i.resourceId().equals(identifier)).findFirst()
                .orElseThrow(() -> PiErrors.invalid("No DB instance with the identifier " + identifier + " was found"));
        if (!found.insight().performance()) {
            throw PiErrors.invalid("Performance Insights is not enabled for the DB instance " + identifier);
        }
        if (!region.keyWorks(found.storage().kmsKey())) {
            throw PiErrors.unauthorized("The KMS key of Performance Insights of " + identifier + " is not accessible");
        }
        return new Source(found, region.servers(found.id()));
    }

    static String need(Input input, String name) {
        String value = input.text(name);
        if (value == null || value.isEmpty()) {
            throw PiErrors.invalid("The parameter " + name + " is required");
        }
        return value;
    }

    /// The ARN of which policies speak.
    static String arn(World world, Call call) {
        return "arn:aws:pi:" + call.region() + ":" + world.region(call.region()).account() + ":metrics/rds/"
                + call.input().text("Identifier", "*");
    }
}
