package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.ParameterGroup;
import dev.howdah.drill.world.ParameterGroup.Parameter;
import dev.howdah.drill.world.World;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBParameters.html>
final class DescribeDbParameters implements Operation {
    private final World world;

    DescribeDbParameters(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeDBParameters";
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Listing.filters(input, "parameter-name");
        String name = input.need("DBParameterGroupName");
        ParameterGroup group = world.region(call.region()).parameterGroup(Listing.name(name));
        if (group == null) {
            throw RdsErrors.noParameterGroup(name);
        }
        String source = input.text("Source", "");
        if (!Set.of("", "user", "system", "engine-default").contains(source)) {
            throw ApiError.invalidValue("Invalid parameter source: " + source);
        }
        List<Parameter> rows = group.parameters().stream().filter(p -> source.isEmpty() || p.source().equals(source))
                .filter(p -> Listing.passes(input.structs("Filters"), Map.of("parameter-name", p.name()))).toList();
        return Listing.page(call, rows, Parameter::name, "Parameters", "Parameter", DescribeDbParameters::shape);
    }

    private static Struct shape(Parameter p) {
        return new Struct().put("ParameterName", p.name()).put("ParameterValue", p.value()).put("Description", p.description())
                .put("Source", p.source()).put("ApplyType", p.isStatic() ? "static" : "dynamic").put("DataType", p.dataType())
                .put("AllowedValues", p.allowed()).put("IsModifiable", p.modifiable())
                .put("ApplyMethod", p.isStatic() ? "pending-reboot" : "immediate");
    }
}
