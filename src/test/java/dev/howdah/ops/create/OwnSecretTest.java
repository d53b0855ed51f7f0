package dev.howdah.ops.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.json.Json;
import dev.howdah.model.Secret;
import dev.howdah.ops.reach.Login;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is kept in a secret of one's own, and that none of it is printed. Bad inputs tried: no JSON, a list, no password, one that is empty or a
/// number, a text cut short.
final class OwnSecretTest {
    private static final String HOST = "blog-db.c1abcdefghij.ap-northeast-2.rds.amazonaws.com";

    private static Secret with(String password) {
        return new Secret(Json.line(Json.object("username", "blog_admin", "password", password)));
    }

    @Test
    void aPasswordIsMadeThatRdsTakesAndNoTwoAreTheSame() {
        var made = new HashSet<String>();
        IntStream.range(0, 200).forEach(_ -> made.add(OwnSecret.password(OwnSecret.begun("u", "d")).orElseThrow().reveal()));
        assertThat(made).hasSize(200).allSatisfy(p -> assertThat(p).matches("[A-Za-z0-9]{40}"));
    }

    @Test
    void theTextHasTheChaptersShapeAndSaysNothingWhenPrinted() {
        Secret begun = OwnSecret.begun("blog_admin", "blogdb");
        String password = OwnSecret.password(begun).orElseThrow().reveal();
        assertThat(Json.readObject(begun.reveal())).containsOnlyKeys("username", "password", "engine", "dbname");
        Secret told = OwnSecret.told(begun, "blog_admin", HOST, 5432, "blogdb");
        assertThat(Json.readObject(told.reveal()))
                .isEqualTo(Json.object("username", "blog_admin", "password", password, "engine", "postgres",
                        "dbname", "blogdb", "host", HOST, "port", 5432L, "url",
                        "postgresql://blog_admin:" + password + "@" + HOST + ":5432/blogdb?sslmode=require"));
        assertThat(begun + " " + told).doesNotContain(password);
        assertThat(OwnSecret.same(told, OwnSecret.told(told, "blog_admin", HOST, 5432, "blogdb"))).as("twice is once").isTrue();
        assertThat(OwnSecret.same(begun, told)).isFalse();
        assertThat(OwnSecret.same(told, OwnSecret.told(told, "blog_admin", HOST, 5433, "blogdb"))).isFalse();
    }

    @Test
    void whatElseSomebodyPutThereStaysAndANewPasswordIsInTheUrlToo() {
        Secret told = OwnSecret.told(new Secret("{\"password\": \"old\", \"note\": {\"who\": \"ann\"}, \"url\": \"postgresql://x\"}"), "u",
                "h", 1,
                "d");
        assertThat(Json.readObject(told.reveal())).containsEntry("note", Map.of("who", "ann")).containsEntry("url",
                "postgresql://u:old@h:1/d?sslmode=require");
        Secret rotated = new Secret(told.reveal().replace("\"password\":\"old\"", "\"password\":\"new\""));
        assertThat(OwnSecret.told(rotated, "u", "h", 1, "d").reveal()).contains("//u:new@h").doesNotContain("old");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "p@ss:w/rd?#[]", "100% + 1", "%41%", "quo\"te'\\", "ünïcode-私", "a&b=c;$!*(),", "~._-"})
    void theUrlLeadsBackToThePasswordWhateverIsInIt(String password) {
        String url = OwnSecret.url("us er", password, HOST, 5432, "d/b");
        assertThat(url).matches("postgresql://[A-Za-z0-9%._~-]+:[A-Za-z0-9%._~-]+@[a-z0-9.-]+:5432/d%2Fb\\?sslmode=require");
        Secret told = OwnSecret.told(with(password), "us er", HOST, 5432, "d/b");
        assertThat(Login.of(told, "url", "test")).hasValueSatisfying(l -> {
            assertThat(l.user()).isEqualTo("us er");
            assertThat(l.password().reveal()).isEqualTo(password);
            assertThat(l.host()).isEqualTo(HOST);
            assertThat(l.database()).isEqualTo("d/b");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "S3cr3t", "[\"S3cr3t\"]", "{}", "{\"password\": \"\"}", "{\"password\": 12345678}",
            "{\"password\": \"S3cr3t"})
    void aTextWithoutAPasswordIsNoneAndIsNotTold(String text) {
        assertThat(OwnSecret.password(new Secret(text))).isEmpty();
        assertThatThrownBy(() -> OwnSecret.told(new Secret(text), "u", "h", 1, "d")).isInstanceOf(IllegalArgumentException.class)
                .message().doesNotContain("S3cr3t");
    }
}
