package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.ParameterGroup;
import dev.howdah.drill.world.ParameterGroup.Parameter;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBParameterGroup.html>: all parameters of a request, or none. An
/// instance with the group is `applying` for a moment; what is static, or is to wait, then waits for its reboot.
final class ModifyDbParameterGroup implements Operation {
    private static final int MOST = 20;
    private static final String IMMEDIATE = "immediate";
    private final World world;

    ModifyDbParameterGroup(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "ModifyDBParameterGroup";
    }

    @Override
    public String resource(Call call) {
        return world.region(call.region()).arn("pg", Listing.name(call.input().text("DBParameterGroupName", "*")));
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Region region = world.region(call.region());
        String name = Listing.name(input.need("DBParameterGroupName"));
        boolean waits;
        synchronized (region) {
            ParameterGroup group = region.parameterGroup(name);
            if (group == null) {
                throw RdsErrors.noParameterGroup(name);
            }
            if (name.startsWith("default.")) {
                throw ApiError.invalidValue("Cannot modify a default parameter group.");
            }
            List<Input> sent = input.structs("Parameters");
            if (sent.isEmpty() || sent.size() > MOST) {
                throw ApiError.invalidValue("From 1 to " + MOST + " parameters can be modified in a single request.");
            }
            Map<String, String> values = new LinkedHashMap<>();
            waits = false;
            for (Input parameter : sent) {
                Parameter known = checked(group, parameter);
                values.put(known.name(), parameter.need("ParameterValue"));
                waits |= !parameter.text("ApplyMethod", "").equals(IMMEDIATE);
            }
            region.put(group.with(values));
        }
        boolean reboot = waits;
        region.instances().stream().filter(db -> db.engine().parameterGroup().equals(name)).forEach(db -> apply(region, db, reboot));
        return new Struct().put("DBParameterGroupName", name);
    }

    private static Parameter checked(ParameterGroup group, Input sent) {
        String name = sent.need("ParameterName");
        Parameter known = group.parameters().stream().filter(p -> p.name().equals(name)).findFirst()
                .orElseThrow(() -> ApiError.invalidValue("Could not find parameter with name: " + name));
        String method = sent.text("ApplyMethod", "");
        if (!Set.of(IMMEDIATE, "pending-reboot").contains(method)) {
            throw ApiError.invalidValue("Invalid ApplyMethod: " + method);
        }
        if (!known.modifiable()) {
            throw ApiError.invalidValue("The parameter " + name + " cannot be modified.");
        }
        if (known.isStatic() && method.equals(IMMEDIATE)) {
            throw ApiError.invalidCombination("cannot use immediate apply method for static parameter");
        }
        String value = sent.need("ParameterValue");
        if (known.dataType().equals("boolean") && !Set.of("0", "1").contains(value)) {
            throw ApiError.invalidValue("Invalid parameter value: " + value + " for: " + name + " allowed values are: " + known.allowed());
        }
        return known;
    }

    /// @param reboot whether something of it waits for one
    private void apply(Region region, DbInstance db, boolean reboot) {
        String id = db.id();
        boolean waits = reboot || db.engine().parameterStatus().equals("pending-reboot");
        if (!waits) {
            status(region, id, "applying");
        }
        @Nullable
        DataPlane servers = reboot ? null : region.servers(id);
        world.work("parameters-" + id, servers, s -> s.reload(db.engine().parameterGroup()), world.pace().settle(),
                _ -> status(region, id, waits ? "pending-reboot" : "in-sync"), _ -> status(region, id, "failed-to-apply"));
    }

    private static void status(Region region, String id, String next) {
        if (region.instance(id) != null) {
            region.change(id, i -> i.withEngine(i.engine().withParameterStatus(next)));
        }
    }
}
