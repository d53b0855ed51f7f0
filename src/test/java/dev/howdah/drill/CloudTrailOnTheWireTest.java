package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.CloudTrailException;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;

/// What changed the account, as the SDK reads it. Bad inputs tried: two attributes, a span that ends before it begins, 51 results, a token
/// that nobody gave.
final class CloudTrailOnTheWireTest {
    private static Drill drill;
    private static CloudTrailClient trail;

    @BeforeAll
    static void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {});
        trail = CloudTrailClient.builder().endpointOverride(drill.endpoint()).region(Region.of(drill.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDDRILLADMIN000000", "secret")))
                .build();
    }

    @AfterAll
    static void stop() {
        trail.close();
        drill.close();
    }

    @Test
    void whatWasMeantToChangeAnInstanceIsTold() {
        Instant begun = Instant.now().minusSeconds(1);
        try (var rds = Clients.of(drill).rds(); var viewer = Clients.of(drill).as("AKIDDRILLVIEWER00000").rds()) {
            rds.describeDBInstances();
            rds.createDBSnapshot(r -> r.dbInstanceIdentifier("blog-db").dbSnapshotIdentifier("by-hand"));
            assertThatThrownBy(() -> viewer.deleteDBInstance(r -> r.dbInstanceIdentifier("blog-db").skipFinalSnapshot(true)))
                    .isInstanceOf(AwsServiceException.class);
            assertThatThrownBy(() -> rds.rebootDBInstance(r -> r.dbInstanceIdentifier("nobody-db")))
                    .isInstanceOf(AwsServiceException.class);
        }
        var events = trail
                .lookupEvents(r -> r.lookupAttributes(a -> a.attributeKey(LookupAttributeKey.RESOURCE_NAME).attributeValue("blog-db"))
                        .startTime(begun).endTime(Instant.now().plusSeconds(1)))
                .events();
        assertThat(events).as("newest first, and no reads").extracting(Event::eventName).containsExactly("DeleteDBInstance",
                "CreateDBSnapshot");
        assertThat(events.getFirst().username()).isEqualTo("ops-viewer");
        assertThat(events.getFirst().cloudTrailEvent()).contains("\"errorCode\":\"AccessDenied");
        assertThat(events.getLast().readOnly()).isEqualTo("false");
        assertThat(events.getLast().resources()).extracting(r -> r.resourceName()).containsExactly("blog-db", "by-hand");
        var first = trail.lookupEvents(r -> r.maxResults(1));
        var second = trail.lookupEvents(r -> r.maxResults(1).nextToken(first.nextToken()));
        assertThat(first.events().getFirst().eventName()).isEqualTo("RebootDBInstance");
        assertThat(second.events().getFirst().eventName()).isEqualTo("DeleteDBInstance");
    }

    @Test
    void whatCannotBeIsRefused() {
        refused("InvalidLookupAttributesException", r -> r.lookupAttributes(a -> a.attributeKey("EventName").attributeValue("x"),
                a -> a.attributeKey("EventId").attributeValue("x")));
        refused("InvalidTimeRangeException", r -> r.startTime(Instant.now()).endTime(Instant.now().minusSeconds(60)));
        refused("InvalidMaxResultsException", r -> r.maxResults(51));
        refused("InvalidNextTokenException", r -> r.nextToken("bm9ib2R5"));
    }

    private static void refused(String code, Consumer<LookupEventsRequest.Builder> request) {
        assertThatThrownBy(() -> trail.lookupEvents(request)).isInstanceOfSatisfying(CloudTrailException.class,
                e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
