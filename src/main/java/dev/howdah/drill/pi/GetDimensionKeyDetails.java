package dev.howdah.drill.pi;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// <https://docs.aws.amazon.com/performance-insights/latest/APIReference/API_GetDimensionKeyDetails.html>: the whole text of one
/// statement, as far as track_activity_query_size goes.
final class GetDimensionKeyDetails implements Operation {
    private final World world;

    GetDimensionKeyDetails(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "GetDimensionKeyDetails";
    }

    @Override
    public String resource(Call call) {
        return Source.arn(world, call);
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Source source = Source.of(world, call);
        String group = Source.need(input, "Group");
        if (!group.equals("db.sql")) {
            throw PiErrors.invalid("Invalid Group: " + group);
        }
        String id = Source.need(input, "GroupIdentifier");
        List<String> asked = input.texts("RequestedDimensions");
        for (String dimension : asked) {
            if (!dimension.equals("statement") && !dimension.equals("db.sql.statement")) {
                throw PiErrors.invalid("Invalid dimension: " + dimension);
            }
        }
        Instant now = world.clock().now();
        var kept = new Span(now.minus(Duration.ofDays(source.instance().insight().days())), now.plusSeconds(1), 1);
        String text = new Load(source, kept).text(id);
        if (text == null) {
            throw PiErrors.invalid("No statement with the identifier " + id + " was found");
        }
        return new Struct().list("Dimensions",
                List.of(new Struct().put("Value", text).put("Dimension", "db.sql.statement").put("Status", "AVAILABLE")));
    }
}
