package dev.howdah.drill.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AnswersTest {
    private static final Service RDS = Service.query("rds", "2014-10-31", "urn:rds", List.of());
    private static final Service METRICS = Service.queryCompatible("cloudwatch", "monitoring", "2010-08-01", "Granite", "urn:cw",
            List.of());
    private static final Service ECS = Service.json("ecs", "AmazonECS", List.of());
    private static final Service EC2 = Service.ec2("2016-11-15", "urn:ec2", List.of());
    private static final Struct THING = new Struct().put("Name", "a<b").put("Count", 3).put("On", true).put("Half", 0.5)
            .put("At", Instant.ofEpochMilli(1_795_331_468_307L)).put("Gone", (String) null).list("Tags", "Tag", List.of("x"))
            .list("None", List.of());

    @Test
    void queryWrapsTheResultAndNamesItems() {
        assertThat(text(Answers.success(call(RDS, Dialect.QUERY), THING))).isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<DoResponse xmlns=\"urn:rds\"><DoResult><Name>a&lt;b</Name><Count>3</Count><On>true</On><Half>0.5</Half>"
                + "<At>2026-11-22T07:11:08.307Z</At><Tags><Tag>x</Tag></Tags><None></None></DoResult>"
                + "<ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></DoResponse>");
    }

    @Test
    void anOperationWithoutOutputHasNoResult() {
        assertThat(text(Answers.success(call(RDS, Dialect.QUERY), new Struct()))).contains("<DoResponse").doesNotContain("DoResult");
    }

    @Test
    void ec2HasNoResultElement() {
        assertThat(text(Answers.success(call(EC2, Dialect.EC2), new Struct().set("vpcSet", List.of(new Struct().put("vpcId", "v"))))))
                .endsWith(
                        "<DoResponse xmlns=\"urn:ec2\"><requestId>id</requestId><vpcSet><item><vpcId>v</vpcId></item></vpcSet></DoResponse>");
    }

    @Test
    void jsonHasEpochTimes() {
        assertThat(text(Answers.success(call(ECS, Dialect.JSON_1_1), THING))).isEqualTo(
                "{\"Name\":\"a<b\",\"Count\":3,\"On\":true,\"Half\":0.5,\"At\":1.795331468307E9,\"Tags\":[\"x\"],\"None\":[]}");
    }

    @Test
    void cborReadsBackAsItWasWritten() {
        WireAnswer answer = Answers.success(call(METRICS, Dialect.CBOR), THING);
        Input back = Documents.read(Dialect.CBOR, answer.body());
        assertThat(answer.headers()).containsEntry("smithy-protocol", "rpc-v2-cbor").containsEntry("Content-Type", "application/cbor");
        assertThat(back.text("Name")).isEqualTo("a<b");
        assertThat(back.time("At")).isEqualTo(Instant.ofEpochMilli(1_795_331_468_307L));
        assertThat(answer.body()).containsSequence(new byte[]{(byte) 0xc1, (byte) 0xfb});
    }

    @Test
    void errorsHaveEachProtocolsOwnShape() {
        ApiError error = ApiError.invalidValue("no");
        assertThat(text(Answers.failure(RDS, Dialect.QUERY, error, "id")))
                .endsWith("<ErrorResponse xmlns=\"urn:rds\"><Error><Type>Sender</Type>"
                        + "<Code>InvalidParameterValue</Code><Message>no</Message></Error><RequestId>id</RequestId></ErrorResponse>");
        assertThat(text(Answers.failure(EC2, Dialect.EC2, error, "id")))
                .endsWith("<Response><Errors><Error><Code>InvalidParameterValue</Code>"
                        + "<Message>no</Message></Error></Errors><RequestID>id</RequestID></Response>");
        WireAnswer json = Answers.failure(METRICS, Dialect.JSON_1_0, error, "id");
        assertThat(text(json)).isEqualTo("{\"__type\":\"com.amazonaws.cloudwatch#InvalidParameterValueException\",\"message\":\"no\"}");
        assertThat(json.headers()).containsEntry("x-amzn-query-error", "InvalidParameterValue;Sender");
        assertThat(Answers.failure(ECS, Dialect.JSON_1_1, error, "id").headers()).doesNotContainKey("x-amzn-query-error");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void everyAnswerCarriesItsRequestId(Dialect dialect) {
        assertThat(Answers.success(call(METRICS, dialect), THING).headers()).containsEntry("x-amzn-RequestId", "id");
    }

    @Test
    void controlCharactersCannotBreakXml() {
        assertThat(text(Answers.success(call(RDS, Dialect.QUERY), new Struct().put("Log", "a\u0000b\tc\ud83d\udc18"))))
                .contains("a\ufffdb\tc")
                .doesNotContain("\u0000");
    }

    @Test
    void brokenDocumentsAreTheCallersMistake() {
        for (Dialect dialect : List.of(Dialect.JSON_1_0, Dialect.CBOR)) {
            byte[] body = dialect == Dialect.CBOR ? new byte[]{(byte) 0xbf, 0x61} : "{\"a\":[1".getBytes(StandardCharsets.UTF_8);
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Documents.read(dialect, body))).isInstanceOf(ApiError.class);
        }
    }

    private static Call call(Service service, Dialect dialect) {
        return new Call(service, dialect, "Do", "r", "k", new Input(Map.of()), "id");
    }

    private static String text(WireAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
