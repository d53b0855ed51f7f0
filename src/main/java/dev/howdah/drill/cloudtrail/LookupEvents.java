package dev.howdah.drill.cloudtrail;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.JsonText;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Page;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Trail;
import dev.howdah.drill.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html>: what was meant to change the account in the last 90
/// days, newest first, by one attribute at most. Reads are not among what the drill keeps.
final class LookupEvents implements Operation {
    private static final int MOST = 50;
    private final World world;

    LookupEvents(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "LookupEvents";
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Integer asked = input.integer("MaxResults");
        if (asked != null && (asked < 1 || asked > MOST)) {
            throw ApiError.of(400, "InvalidMaxResultsException", "MaxResults must be between 1 and " + MOST + ".");
        }
        List<Input> attributes = input.structs("LookupAttributes");
        if (attributes.size() > 1) {
            throw ApiError.of(400, "InvalidLookupAttributesException", "Only one lookup attribute can be given.");
        }
        Instant from = input.time("StartTime");
        Instant to = input.time("EndTime");
        if (from != null && to != null && from.isAfter(to)) {
            throw ApiError.of(400, "InvalidTimeRangeException", "StartTime is after EndTime.");
        }
        List<Trail.Event> rows = world.trail().of(call.region()).stream().filter(e -> attributes.stream().allMatch(a -> has(e, a)))
                .filter(e -> from == null || !e.at().isBefore(from)).filter(e -> to == null || !e.at().isAfter(to)).toList();
        Page<Trail.Event> page = Page.of(rows, LookupEvents::key, "LookupEvents/" + call.region(), input.text("NextToken"),
                asked == null ? MOST : asked, _ -> ApiError.of(400, "InvalidNextTokenException", "The token is not valid."));
        return new Struct().list("Events", page.items().stream().map(this::shape).toList()).put("NextToken", page.next());
    }

    /// Newest first is ascending in this.
    private static String key(Trail.Event event) {
        return String.format(Locale.ROOT, "%019d/%s", Long.MAX_VALUE - event.at().toEpochMilli(), event.id());
    }

    private boolean has(Trail.Event event, Input attribute) {
        String value = attribute.text("AttributeValue", "");
        return switch (attribute.text("AttributeKey", "")) {
            case "EventId" -> event.id().equals(value);
            case "EventName" -> event.name().equals(value);
            case "EventSource" -> event.source().equals(value);
            case "ReadOnly" -> value.equals("false");
            case "Username" -> user(event).equals(value);
            case "AccessKeyId" -> event.accessKey().equals(value);
            case "ResourceName" -> event.resources().contains(value);
            case "ResourceType" -> false;
            default -> throw ApiError.of(400, "InvalidLookupAttributesException", "The attribute is not valid.");
        };
    }

    private String user(Trail.Event event) {
        String arn = world.logins().caller(event.accessKey()).arn();
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private Struct shape(Trail.Event event) {
        var whole = new Struct().put("eventVersion", "1.11")
                .put("userIdentity", new Struct().put("type", "IAMUser").put("arn", world.logins().caller(event.accessKey()).arn())
                        .put("accountId", World.ACCOUNT).put("userName", user(event)))
                .put("eventTime", event.at().toString()).put("eventSource", event.source()).put("eventName", event.name())
                .put("awsRegion", event.region()).put("requestID", event.requestId()).put("eventID", event.id()).put("readOnly", false)
                .put("errorCode", event.error()).put("eventType", "AwsApiCall");
        return new Struct().put("EventId", event.id()).put("EventName", event.name()).put("ReadOnly", "false")
                .put("AccessKeyId", event.accessKey()).put("EventTime", event.at()).put("EventSource", event.source())
                .put("Username", user(event))
                .list("Resources", event.resources().stream().map(r -> new Struct().put("ResourceName", r)).toList())
                .put("CloudTrailEvent", JsonText.of(whole));
    }
}
