package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.RdsEvent;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeEvents.html>
///
/// The last 60 minutes unless told otherwise, 14 days at most, oldest first. AWS's events have no id.
final class DescribeEvents implements Operation {
    private static final Duration KEPT = Duration.ofDays(14);
    private static final Set<String> SOURCES = Set.of("db-instance", "db-parameter-group", "db-security-group", "db-snapshot", "db-cluster",
            "db-cluster-snapshot", "custom-engine-version", "db-proxy", "blue-green-deployment", "db-shard-group", "zero-etl");
    private final World world;

    DescribeEvents(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeEvents";
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Region region = world.region(call.region());
        Instant now = world.clock().now();
        String type = sourceType(input);
        String id = input.text("SourceIdentifier");
        Instant[] span = span(input, now);
        List<String> categories = input.texts("EventCategories");
        List<RdsEvent> rows = region.events().stream()
                .filter(e -> !e.at().isBefore(span[0]) && !e.at().isAfter(span[1]) && e.at().isAfter(now.minus(KEPT)))
                .filter(e -> type == null || e.sourceType().equals(type)).filter(e -> id == null || e.sourceId().equals(Listing.name(id)))
                .filter(e -> categories.isEmpty() || e.categories().stream().anyMatch(categories::contains)).toList();
        return Listing.page(call, rows, DescribeEvents::key, "Events", "Event", DescribeEvents::shape);
    }

    private static @Nullable String sourceType(Input input) {
        String type = input.text("SourceType");
        if (type == null && input.text("SourceIdentifier") != null) {
            throw ApiError.invalidCombination("The parameter SourceType must be supplied when SourceIdentifier is supplied.");
        }
        if (type != null && !SOURCES.contains(type)) {
            throw ApiError.invalidValue("Invalid value for SourceType: " + type);
        }
        return type;
    }

    /// From and to. Duration counts back from EndTime, or from now.
    private static Instant[] span(Input input, Instant now) {
        Integer minutes = input.integer("Duration");
        Instant start = input.time("StartTime");
        Instant end = input.time("EndTime");
        if (minutes != null && start != null && end != null) {
            throw ApiError.invalidCombination("Duration cannot be specified together with both StartTime and EndTime.");
        }
        if (minutes != null && (minutes < 1 || minutes > KEPT.toMinutes())) {
            throw ApiError.invalidValue("Duration must be between 1 and " + KEPT.toMinutes() + " minutes.");
        }
        Duration length = Duration.ofMinutes(minutes == null ? 60 : minutes);
        Instant to = end != null ? end : start != null && minutes != null ? start.plus(length) : now;
        Instant from = start != null ? start : to.minus(length);
        if (from.isBefore(now.minus(KEPT).minus(Duration.ofMinutes(5)))) {
            throw ApiError.invalidValue("StartTime must be within the last 14 days.");
        }
        if (from.isAfter(to)) {
            throw ApiError.invalidCombination("StartTime must be earlier than EndTime.");
        }
        return new Instant[]{from, to};
    }

    private static String key(RdsEvent e) {
        return String.format("%015d-%09d", e.at().toEpochMilli(), e.order());
    }

    private static Struct shape(RdsEvent e) {
        return new Struct().put("SourceIdentifier", e.sourceId()).put("SourceType", e.sourceType()).put("Message", e.message())
                .list("EventCategories", "EventCategory", e.categories()).put("Date", e.at()).put("SourceArn", e.arn());
    }
}
