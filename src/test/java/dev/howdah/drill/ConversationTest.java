package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.Faults;
import dev.howdah.drill.world.RequestLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.sts.model.StsException;

/// HTTP itself, who may do what, and each way in which an answer can go wrong.
final class ConversationTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String WHO = "Action=GetCallerIdentity&Version=2011-06-15";
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static Drill drill;

    @BeforeAll
    static void start() throws Exception {
        drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {
        });
    }

    @AfterAll
    static void stop() {
        drill.close();
        HTTP.close();
    }

    @AfterEach
    void calm() {
        drill.faults().clear();
    }

    @Test
    void chunkedZippedAndHesitantBodiesAreRead() throws Exception {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(WHO.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(send(signed("sts").header("Content-Encoding", "gzip").POST(HttpRequest.BodyPublishers.ofByteArray(zipped.toByteArray())))
                .body()).contains("<Account>123456789012</Account>");
        assertThat(send(signed("sts").POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(WHO.getBytes(
                StandardCharsets.UTF_8))))).body()).contains("user/ops-admin");
        assertThat(send(signed("sts").expectContinue(true).POST(HttpRequest.BodyPublishers.ofString(WHO))).statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyThatIsNotWhatItSaysIsRefusedWithoutHtml() throws Exception {
        HttpResponse<String> answer = send(
                signed("sts").header("Content-Encoding", "gzip").POST(HttpRequest.BodyPublishers.ofString("plain")));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("<ErrorResponse>");
    }

    @Test
    void aPresignedGetSaysWhoIAm() throws Exception {
        var uri = URI.create(drill.endpoint() + "/?" + WHO
                + "&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDDRILLVIEWER00000%2F20261124%2Fap-northeast-2%2Fsts%2Faws4_request"
                + "&X-Amz-Date=20261124T120000Z&X-Amz-SignedHeaders=host&X-Amz-Signature=0");
        assertThat(send(HttpRequest.newBuilder(uri).GET()).body()).contains("user/ops-viewer");
    }

    @Test
    void aConnectionServesManyRequestsForAnyHost() throws Exception {
        try (var socket = new Socket("127.0.0.1", drill.endpoint().getPort())) {
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write(("POST / HTTP/1.1\r\nHost: sts.ap-northeast-2.amazonaws.com\r\nContent-Type: " + FORM
                        + "\r\nAuthorization: Credential=AKID/20261124/ap-northeast-2/sts/aws4_request\r\nContent-Length: " + WHO.length()
                        + "\r\n\r\n" + WHO).getBytes(StandardCharsets.UTF_8));
                String head = "";
                while (!head.endsWith("\r\n\r\n")) {
                    head += (char) socket.getInputStream().read();
                }
                assertThat(head).startsWith("HTTP/1.1 200").contains("Date: ");
                int length = Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
                assertThat(new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8)).contains("ops-admin");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Action=Nope&Version=2014-10-31 | rds        | 400 | <Code>InvalidAction</Code>
            Action=Nope&Version=2016-11-15 | ec2        | 400 | <Errors><Error><Code>InvalidAction</Code>
            Action=Nope&Version=2011-06-15 | sts        | 400 | <Code>InvalidAction</Code>
            Action=ListUsers&Version=2010-05-08 | iam   | 400 | <Code>InvalidAction</Code>
            nothing at all                 | monitoring | 400 | <Code>InvalidAction</Code>
            Action=DescribeDBInstances&A=%z | rds       | 400 | <Code>MalformedInput</Code>
            """)
    void whatIsNotThereIsRefusedInTheServicesOwnShape(String body, String service, int status, String text) throws Exception {
        HttpResponse<String> answer = send(signed(service).POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(text);
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
    }

    @Test
    void unknownTargetsAndPathsAreUnknownOperations() throws Exception {
        for (String target : List.of("AmazonEC2ContainerServiceV20141113.Nope", "Nope_20140328.DescribeLogGroups")) {
            HttpResponse<String> json = send(signed("ecs").header("X-Amz-Target", target).POST(HttpRequest.BodyPublishers.ofString("{}")));
            assertThat(json.statusCode()).isEqualTo(404);
            assertThat(json.body()).contains("UnknownOperationException");
        }
        HttpResponse<String> cbor = send(HttpRequest.newBuilder(drill.endpoint().resolve("/service/Granite/operation/Nope"))
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(cbor.statusCode()).isEqualTo(404);
        assertThat(cbor.headers().firstValue("content-type")).contains("application/cbor");
    }

    @Test
    void anUnsignedRequestIsRefused() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(drill.endpoint()).POST(HttpRequest.BodyPublishers.ofString(WHO)));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("MissingAuthenticationToken");
    }

    @Test
    void theAccessKeySaysWhoIsCalling() {
        Clients viewer = Clients.of(drill).as("AKIDDRILLVIEWER00000");
        try (var rds = viewer.rds()) {
            assertThat(rds.describeDBInstances().dbInstances()).isNotEmpty();
            assertThatThrownBy(() -> rds.createDBSnapshot(r -> r.dbInstanceIdentifier("blog-db").dbSnapshotIdentifier("x")))
                    .isInstanceOfSatisfying(RdsException.class, e -> {
                        assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                        assertThat(e.statusCode()).isEqualTo(403);
                        assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("User: arn:aws:iam::123456789012:user/ops-viewer is not "
                                + "authorized to perform: rds:CreateDBSnapshot on resource: arn:aws:rds:ap-northeast-2:123456789012:db:blog-db "
                                + "because no identity-based policy allows the rds:CreateDBSnapshot action");
                    });
        }
        try (var rds = viewer.as("AKIDDRILLNOSNAPSHOTS").rds()) {
            assertCode(rds, "AccessDenied", r -> r.describeDBSnapshots());
            assertThat(rds.describeDBInstances().dbInstances()).isNotEmpty();
        }
        try (var rds = viewer.as("AKIDDRILLEXPIRED0000").rds(); var ec2 = viewer.as("AKIDDRILLEXPIRED0000").ec2()) {
            assertCode(rds, "ExpiredToken", r -> r.describeDBInstances());
            assertThatThrownBy(() -> ec2.describeVpcs()).isInstanceOfSatisfying(Ec2Exception.class, e -> assertThat(e.awsErrorDetails()
                    .errorCode()).isEqualTo("RequestExpired"));
        }
        try (var sts = viewer.as("AKIDDRILLINVALID0000").sts()) {
            assertThatThrownBy(() -> sts.getCallerIdentity()).isInstanceOfSatisfying(StsException.class, e -> assertThat(e.awsErrorDetails()
                    .errorCode()).isEqualTo("InvalidClientTokenId"));
        }
    }

    @Test
    void faultsAreMetOnTheWire() {
        try (var rds = Clients.of(drill).rds()) {
            set(new Fault.Throttle());
            assertCode(rds, "Throttling", r -> r.describeDBInstances());
            set(new Fault.ExpireToken());
            assertCode(rds, "ExpiredToken", r -> r.describeDBInstances());
            set(new Fault.Deny());
            assertCode(rds, "AccessDenied", r -> r.describeDBInstances());
            for (Fault broken : new Fault[]{new Fault.Close(), new Fault.Truncate(), new Fault.Malformed()}) {
                set(broken);
                assertThatThrownBy(() -> rds.describeDBInstances()).as("%s", broken).isInstanceOf(SdkClientException.class);
            }
            for (boolean html : new boolean[]{true, false}) {
                set(new Fault.Http500(html));
                assertThatThrownBy(() -> rds.describeDBInstances()).isInstanceOfSatisfying(RdsException.class,
                        e -> assertThat(e.statusCode())
                                .isEqualTo(500));
            }
            set(new Fault.Stall(Duration.ofMillis(300)));
            Instant before = Instant.now();
            assertThat(rds.describeDBInstances().dbInstances()).isNotEmpty();
            assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(300));
            assertThat(rds.describeDBInstances().dbInstances()).isNotEmpty();
        }
    }

    @Test
    void aSkewedClockTellsItsOwnTime() throws Exception {
        drill.faults().set("sts:*", 1, new Fault.SkewClock(Duration.ofMinutes(20)));
        HttpResponse<String> answer = send(signed("sts").POST(HttpRequest.BodyPublishers.ofString(WHO)));
        assertThat(answer.body()).contains("RequestExpired");
        Instant told = ZonedDateTime.parse(answer.headers().firstValue("Date").orElseThrow(), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
        assertThat(told).isAfter(Instant.now().plus(Duration.ofMinutes(19)));
        assertThat(answer.headers().allValues("Date")).hasSize(1);
    }

    @Test
    void theLogTellsWhatWasAskedAndByWhom() throws Exception {
        drill.requestLog().clear();
        try (var rds = Clients.of(drill).as("AKIDDRILLVIEWER00000").rds()) {
            rds.describeDBInstances();
            assertCode(rds, "AccessDenied", r -> r.rebootDBInstance(b -> b.dbInstanceIdentifier("blog-db")));
        }
        assertThat(drill.requestLog().entries())
                .extracting(RequestLog.Entry::operation, RequestLog.Entry::accessKey, RequestLog.Entry::changes)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("DescribeDBInstances", "AKIDDRILLVIEWER00000", false),
                        org.assertj.core.groups.Tuple.tuple("RebootDBInstance", "AKIDDRILLVIEWER00000", true));
    }

    @Test
    void aRegionThatWasNeverUsedIsEmpty() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(drill.endpoint()).header("Content-Type", FORM).header("Authorization",
                "Credential=AKID/20261124/eu-west-1/rds/aws4_request");
        assertThat(send(request.POST(HttpRequest.BodyPublishers.ofString("Action=DescribeDBInstances&Version=2014-10-31"))).body())
                .contains("<DBInstances></DBInstances>");
    }

    private static void set(Fault fault) {
        drill.faults().clear();
        drill.faults().set("rds:DescribeDBInstances", 1, fault);
    }

    private static void assertCode(RdsClient rds, String code, java.util.function.Consumer<RdsClient> call) {
        assertThatThrownBy(() -> call.accept(rds)).isInstanceOfSatisfying(RdsException.class,
                e -> assertThat(e.awsErrorDetails().errorCode())
                        .isEqualTo(code));
    }

    private static HttpRequest.Builder signed(String service) {
        return HttpRequest.newBuilder(drill.endpoint()).header("Content-Type", FORM).header("Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDANY/20261124/ap-northeast-2/" + service
                        + "/aws4_request, SignedHeaders=host, Signature=0");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
