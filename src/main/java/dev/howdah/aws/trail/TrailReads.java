package dev.howdah.aws.trail;

import dev.howdah.aws.session.AwsSession;
import dev.howdah.json.Json;
import dev.howdah.model.TrailEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;
import software.amazon.awssdk.services.cloudtrail.model.Resource;

/// The reads of CloudTrail's event history in one account and region: 90 days, told within about a quarter of an hour, two calls a second
/// for the whole account.
public final class TrailReads {
    private static final int PAGE = 50;
    private static final int MOST_PAGES = 4;
    private final AwsSession session;
    private final CloudTrailClient trail;

    public TrailReads(AwsSession session) {
        this.session = session;
        this.trail = session.client("cloudtrail", CloudTrailClient.builder());
    }

    /// The calls that name a resource and may have changed it, newest first, at most 200 (`cloudtrail:LookupEvents`).
    ///
    /// @param resource such as a DB instance's identifier
    public List<TrailEvent> changes(String resource, Instant from, Instant to) throws InterruptedException {
        var events = new ArrayList<TrailEvent>();
        @Nullable
        String token = null;
        int page = 0;
        do {
            String next = token;
            LookupEventsResponse answer = session.call("cloudtrail:LookupEvents", () -> trail.lookupEvents(r -> r
                    .lookupAttributes(a -> a.attributeKey(LookupAttributeKey.RESOURCE_NAME).attributeValue(resource)).startTime(from)
                    .endTime(to).maxResults(PAGE).nextToken(next)));
            answer.events().stream().filter(e -> e.eventTime() != null && !"true".equals(e.readOnly())).map(TrailReads::event)
                    .forEach(events::add);
            token = answer.nextToken() == null || answer.nextToken().isEmpty() || answer.nextToken().equals(next)
                    ? null
                    : answer.nextToken();
        } while (token != null && ++page < MOST_PAGES);
        return events;
    }

    private static TrailEvent event(Event e) {
        Map<String, @Nullable Object> whole = Map.of();
        try {
            whole = e.cloudTrailEvent() == null ? Map.of() : Json.readObject(e.cloudTrailEvent());
        } catch (Json.Malformed bad) {
            System.getLogger(TrailReads.class.getName()).log(System.Logger.Level.DEBUG, "the event " + e.eventId() + " is no JSON", bad);
        }
        return new TrailEvent(Objects.requireNonNullElse(e.eventId(), ""), e.eventTime(), Objects.requireNonNullElse(e.eventSource(), ""),
                Objects.requireNonNullElse(e.eventName(), ""), e.username(),
                e.resources().stream().map(Resource::resourceName).filter(Objects::nonNull).toList(), text(whole.get("errorCode")),
                text(whole.get("requestID")));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text && !text.isEmpty() ? text : null;
    }
}
