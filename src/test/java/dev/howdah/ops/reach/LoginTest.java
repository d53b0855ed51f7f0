package dev.howdah.ops.reach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.model.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every spelling of a database login that is in use. Bad inputs tried: no user, no password, a URL of another database, a
/// number, an empty object, an unencoded @ and % in a password.
final class LoginTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"postgres://u:p@db.example:5433/blog; u; p; db.example; 5433; blog",
            "postgresql+asyncpg://u:p%40ss@db.example/blog?ssl=require; u; p@ss; db.example; ; blog",
            "postgresql+psycopg2://u:a@b#c@db.example:5432/blog; u; a@b#c; db.example; 5432; blog",
            "jdbc:postgresql://u:100%@db.example/; u; 100%; db.example; ;",
            "postgresql://u:a+b@[fd00::1]:5432/x; u; a+b; [fd00::1]; 5432; x",
            "postgresql://u:p@one.example:5432,two.example:5432/x; u; p; one.example; 5432; x"})
    void urls(String url, String user, String password, String host, Integer port, String database) {
        Login login = Login.of(new Secret(url), null, "test").orElseThrow();
        assertThat(login.user()).isEqualTo(user);
        assertThat(login.password().reveal()).isEqualTo(password);
        assertThat(login.host()).isEqualTo(host);
        assertThat(login.port()).isEqualTo(port);
        assertThat(login.database()).isEqualTo(database);
    }

    @Test
    void jsonOfRdsOfTheRotationSchemaOfDjangoAndWithAUrl() {
        assertThat(Login.of(new Secret("{\"username\":\"a\",\"password\":\"b\"}"), null, "t").orElseThrow().database()).isNull();
        Login rotation = Login.of(new Secret(
                "{\"engine\":\"postgres\",\"host\":\"h\",\"port\":5432,\"dbname\":\"d\",\"username\":\"a\",\"password\":\"b\"}"), null, "t")
                .orElseThrow();
        assertThat(rotation.port()).isEqualTo(5432);
        assertThat(rotation.database()).isEqualTo("d");
        assertThat(Login.of(new Secret("{\"USER\":\"a\",\"PASSWORD\":\"b\",\"HOST\":\"h\",\"NAME\":\"n\"}"), null, "t").orElseThrow()
                .database()).isEqualTo("n");
        assertThat(Login.of(new Secret("{\"other\":1,\"url\":\"postgres://a:b@h/d\"}"), "url", "t").orElseThrow().host()).isEqualTo("h");
    }

    @Test
    void whatIsNoLoginIsNone() {
        for (String text : new String[]{"", "42", "{}", "{\"username\":\"a\"}", "{\"password\":\"b\"}", "mysql://a:b@h/d",
                "postgres://h/d", "postgres://a@h/d", "{\"url\":17}"}) {
            assertThat(Login.of(new Secret(text), null, "t")).as(text).isEmpty();
        }
    }

    @Test
    void neitherTheLoginNorTheSecretPrintsThePassword() {
        Login login = Login.of(new Secret("postgres://a:canary@h/d"), null, "t").orElseThrow();
        assertThat(login.toString()).doesNotContain("canary");
        assertThat(login.password().toString()).isEqualTo("••••••");
    }
}
