package dev.howdah.sql.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /// In libpq's words: what it refuses, and what only Howdah does.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            host=h foo=1                              | invalid connection option "foo"
            host=h nonsense                           | missing "=" after "nonsense" in connection info string
            user=me host='h                           | unterminated quoted string in connection info string
            host=h sslmode=on                         | invalid sslmode value: "on"
            host=h channel_binding=yes                | invalid channel_binding value: "yes"
            host=h target_session_attrs=writable      | invalid target_session_attrs value: "writable"
            host=h load_balance_hosts=yes             | invalid load_balance_hosts value: "yes"
            host=h gssencmode=require                 | gssencmode value "require" invalid when GSSAPI support is not compiled in
            host=h sslmode=require sslrootcert=system | weak sslmode "require" may not be used with sslrootcert=system (use "verify-full")
            host=h port=abc                           | invalid integer value "abc" for connection option "port"
            host=h port=0                             | invalid port number: "0"
            host=h port=99999                         | invalid port number: "99999"
            host=h connect_timeout=soon               | invalid integer value "soon" for connection option "connect_timeout"
            host=a,b,c port=1,2                       | could not match 2 port numbers to 3 hosts
            host=a,b hostaddr=127.0.0.1               | could not match 2 host names to 1 hostaddr values
            hostaddr=localhost                        | could not parse network address "localhost": Name or service not known
            host=h client_encoding=latin1             | latin1: only UTF8 is possible through the JDBC driver
            host=h sslcrl=/x                          | connection option "sslcrl" is not done by Howdah
            host=h ssl_min_protocol_version=TLSv1.3   | connection option "ssl_min_protocol_version" is not done by Howdah
            postgresql://h/x?foo=1                    | invalid URI query parameter: "foo"
            postgresql://h/x?user                     | missing key/value separator "=" in URI query parameter: "user"
            postgresql://h/%zz                        | invalid percent-encoded token: "%zz"
            postgresql://h/a%00b                      | forbidden value %00 in percent-encoded value: "a%00b"
            postgresql://[::1:5432/x                  | end of string reached when looking for matching "]" in IPv6 host address in URI: "postgresql://[::1:5432/x"
            """)
    void whatIsWrongIsToldAndNothingIsConnected(String typed, String told) {
        assertThatThrownBy(() -> Target.of(Map.of("dbname", typed), Map.of("HOME", "/nonexistent")))
                .isInstanceOf(IllegalArgumentException.class).hasMessage(told);
    }

    @Test
    void whatWouldChangeNothingIsIgnoredAndTheEnvironmentIsHeldToTheSame() throws Exception {
        Target quiet = Target.of(Map.of("dbname", "host=h keepalives_idle=3 sslsni=1 ssl_min_protocol_version=TLSv1.2 keepalives=0"),
                Map.of("HOME", "/nonexistent", "PGCHANNELBINDING", "require", "PGTARGETSESSIONATTRS", "read-write"));
        assertThat(quiet.value("keepalives")).isEqualTo("0");
        assertThat(quiet.value("channel_binding")).isEqualTo("require");
        assertThat(quiet.value("target_session_attrs")).isEqualTo("read-write");
        assertThatThrownBy(() -> Target.of(Map.of(), Map.of("PGSSLCRL", "/x"))).hasMessageContaining("\"sslcrl\" is not done");
        assertThat(Target.of(Map.of("dbname", "host=h sslrootcert=system"), Map.of()).value("sslmode")).isEqualTo("verify-full");
        assertThat(Target.of(Map.of("dbname", "postgresql://h/x?ssl=true"), Map.of()).value("sslmode")).isEqualTo("require");
    }

    @Test
    void severalServersAreWaysInTurnEachWithItsPassword(@TempDir Path home) throws Exception {
        own(home, "a:1:*:*:first\nb:*:*:*:second\n127.0.0.7:*:*:*:by address\n");
        var environment = Map.of("HOME", home.toString());
        Target uri = Target.of(Map.of("dbname", "postgresql://me@a:1,b,[::1]:3/db"), environment);
        assertThat(uri.ways()).extracting(Target.Way::host).containsExactly("a", "b", "::1");
        assertThat(uri.ways()).extracting(Target.Way::port).containsExactly("1", "5432", "3");
        assertThat(uri.ways()).extracting(w -> w.password().reveal()).containsExactly("first", "second", "");
        assertThat(uri.where()).containsEntry("HOST", "a").containsEntry("PORT", "1");
        Target words = Target.of(Map.of("dbname", "host=a,/tmp port=1"), environment);
        assertThat(words.ways()).extracting(Target.Way::host).containsExactly("a", "127.0.0.1");
        Target address = Target.of(Map.of("dbname", "hostaddr=127.0.0.7"), environment);
        assertThat(address.ways()).extracting(Target.Way::address).containsExactly("127.0.0.7");
        assertThat(address.password().reveal()).isEqualTo("by address");
        assertThat(address.where()).containsEntry("HOST", "127.0.0.7");
        assertThat(address.moved(Map.of("dbname", "other")).ways()).isEqualTo(address.ways());
        assertThat(address.moved(Map.of("host", "c")).ways()).extracting(Target.Way::host).containsExactly("c");
    }

    @Test
    void passwordAndServiceFilesAreRead(@TempDir Path home) throws Exception {
        own(home, "# comment\nother:*:*:*:no\nh\\:1:*:db:me:se\\:cret\n*:*:*:*:last\n");
        Files.writeString(home.resolve(".pg_service.conf"), "[a]\nhost=wrong\n[b]\n# x\nhost=h:1\ndbname=db\nuser=me\n");
        var environment = Map.of("HOME", home.toString());
        Target service = Target.of(Map.of("service", "b"), environment);
        assertThat(service.value("host")).isEqualTo("h:1");
        assertThat(service.password().reveal()).isEqualTo("se:cret");
        assertThat(Target.of(Map.of("host", "x", "user", "y"), environment).password().reveal()).isEqualTo("last");
        assertThat(service.toString()).doesNotContain("cret");
        assertThatThrownBy(() -> Target.of(Map.of("service", "c"), environment)).hasMessage("definition of service \"c\" not found");
        assertThat(Target.of(Map.of("service", "b"), Map.of("HOME", "/nonexistent", "PGSERVICEFILE",
                home.resolve(".pg_service.conf").toString())).value("dbname")).isEqualTo("db");
        Files.writeString(home.resolve(".pg_service.conf"), "[b]\nhost=h\nhots=x\n");
        assertThatThrownBy(() -> Target.of(Map.of("service", "b"), environment))
                .hasMessage("syntax error in service file \"" + home.resolve(".pg_service.conf") + "\", line 3");
    }

    /// As libpq: what others may read, or is no file, is left out with a warning; a password that was given needs no file.
    @Test
    void aPasswordFileThatOthersMayReadIsLeftOut(@TempDir Path home) throws Exception {
        Path file = own(home, "*:*:*:*:secret\n");
        var environment = Map.of("HOME", home.toString());
        assertThat(Target.of(Map.of("host", "h"), environment).warning()).isEmpty();
        for (String mode : List.of("rw-r-----", "rw----r--", "rwx---r-x", "rw--w----")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            Target target = Target.of(Map.of("host", "h"), environment);
            assertThat(target.password().reveal()).as(mode).isEmpty();
            assertThat(target.warning()).isEqualTo(
                    "WARNING: password file \"" + file + "\" has group or world access; permissions should be u=rw (0600) or less");
            assertThat(Target.of(Map.of("host", "h", "password", "given"), environment)).satisfies(t -> {
                assertThat(t.warning()).isEmpty();
                assertThat(t.password().reveal()).isEqualTo("given");
            });
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-x------"));
        assertThat(Target.of(Map.of("host", "h"), environment).password().reveal()).isEqualTo("secret");
        Target folder = Target.of(Map.of("host", "h"), Map.of("HOME", home.toString(), "PGPASSFILE", home.toString()));
        assertThat(folder.warning()).isEqualTo("WARNING: password file \"" + home + "\" is not a plain file");
        assertThat(Target.of(Map.of("host", "h"), Map.of("HOME", "/nonexistent")).warning()).isEmpty();
    }

    private static Path own(Path home, String text) throws IOException {
        Path file = home.resolve(".pgpass");
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
