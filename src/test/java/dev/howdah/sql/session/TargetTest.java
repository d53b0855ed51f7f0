package dev.howdah.sql.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where libpq would connect to.
final class TargetTest {
    @Test
    void connectionStringsWinOverTheEnvironment() throws Exception {
        var environment = Map.of("PGHOST", "elsewhere", "PGPORT", "6000", "PGUSER", "envuser", "HOME", "/nonexistent");
        Target uri = Target.of(Map.of("dbname", "postgresql://me:p%40ss@db.example:5433/blog?sslmode=require"), environment);
        assertThat(uri).hasToString("me@db.example:5433/blog");
        assertThat(uri.password().reveal()).isEqualTo("p@ss");
        assertThat(uri.value("sslmode")).isEqualTo("require");
        Target words = Target.of(Map.of("dbname", "host=h dbname='my db' user=it\\'s"), environment);
        assertThat(words).hasToString("it's@h:6000/my db");
        assertThat(Target.of(Map.of(), environment)).hasToString("envuser@elsewhere:6000/envuser");
        assertThatThrownBy(() -> Target.of(Map.of("dbname", "host=h nonsense"), environment))
                .hasMessageContaining("missing \"=\" after \"nonsense\"");
    }

    @Test
    void passwordAndServiceFilesAreRead(@TempDir Path home) throws Exception {
        Files.writeString(home.resolve(".pgpass"), "# comment\nother:*:*:*:no\nh\\:1:*:db:me:se\\:cret\n*:*:*:*:last\n");
        Files.writeString(home.resolve(".pg_service.conf"), "[a]\nhost=wrong\n[b]\n# x\nhost=h:1\ndbname=db\nuser=me\n");
        var environment = Map.of("HOME", home.toString());
        Target service = Target.of(Map.of("service", "b"), environment);
        assertThat(service.value("host")).isEqualTo("h:1");
        assertThat(service.password().reveal()).isEqualTo("se:cret");
        assertThat(Target.of(Map.of("host", "x", "user", "y"), environment).password().reveal()).isEqualTo("last");
        assertThat(service.toString()).doesNotContain("cret");
        assertThatThrownBy(() -> Target.of(Map.of("service", "c"), environment)).hasMessage("definition of service \"c\" not found");
    }
}
