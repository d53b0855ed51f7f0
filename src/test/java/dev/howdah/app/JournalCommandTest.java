package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.journal.Confirmation;
import dev.howdah.journal.Intent;
import dev.howdah.journal.Journal;
import dev.howdah.journal.Purpose;
import dev.howdah.json.Json;
import dev.howdah.model.AwsScope;
import dev.howdah.model.InstanceRef;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The journal on the command line. Bad inputs tried: none yet, a changed line, a torn one, a folder that is a file, an unknown word.
final class JournalCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private record Answer(int status, String out, String err) {}

    @Test
    void aWholeJournalSaysSo() {
        write();
        Answer answer = run("verify");
        assertThat(answer.status()).isEqualTo(JournalCommand.WHOLE);
        assertThat(answer.out()).contains("4 entries, whole");
        assertThat(answer.err()).isEmpty();
    }

    @Test
    void noJournalIsWhole() {
        assertThat(run("verify").out()).contains("0 entries, whole");
    }

    @Test
    void aChangedLineIsNamedAndFails() throws IOException {
        write();
        Path file = folder.resolve("journal.jsonl");
        Files.writeString(file, Files.readString(file).replace("ops-admin", "ops-other"));
        Answer answer = run("verify");
        assertThat(answer.status()).isEqualTo(JournalCommand.DAMAGED);
        assertThat(answer.err()).contains("journal.jsonl, line 1", "changed");
        assertThat(Json.readObject(run("verify", "--json").out())).containsEntry("whole", false).containsEntry("line", 1L);
    }

    @Test
    void aTornLineIsSaidAndIsNoDamage() throws IOException {
        write();
        Files.writeString(folder.resolve("journal.jsonl"), "{\"n\":5", java.nio.file.StandardOpenOption.APPEND);
        Answer answer = run("verify");
        assertThat(answer.status()).isEqualTo(JournalCommand.WHOLE);
        assertThat(answer.err()).contains("cut short by a crash");
    }

    @Test
    void itIsShownForPeopleAndExportedLineByLine() {
        write();
        assertThat(run("show").out()).contains(
                "reboot blog-db (123456789012, ap-northeast-2, STAGING) by arn:aws:iam::123456789012:user/ops-admin",
                "aws rds reboot-db-instance", "permit   rds:RebootDBInstance", "outcome  done: back again");
        assertThat(run("export").out().lines()).hasSize(4).allSatisfy(line -> assertThat(Json.readObject(line)).containsKey("hash"));
        assertThat(run("show", "--json").out()).startsWith("[");
    }

    @Test
    void whatCannotBeReadIsSaid() throws IOException {
        Files.createDirectories(folder.resolve("journal.jsonl"));
        Answer answer = run("verify");
        assertThat(answer.status()).isEqualTo(JournalCommand.UNREADABLE);
        assertThat(answer.err()).contains("cannot be read");
    }

    @Test
    void anUnknownWordIsAUsageError() {
        assertThat(run("shred").status()).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    @Test
    void theProgramHasIt() {
        var parsed = Main.commandLine(new dev.howdah.aws.session.AwsSettings(Map.of())).parseArgs("journal", "export", "--json");
        assertThat(parsed.subcommand().commandSpec().name()).isEqualTo("journal");
    }

    private void write() {
        Intent intent = new Journal(folder, InstantSource.system()).open(
                new Purpose("plan", "reboot", new AwsScope(null, "ap-northeast-2"),
                        new InstanceRef("123456789012", "ap-northeast-2", "blog-db"),
                        "STAGING", "aws rds reboot-db-instance --db-instance-identifier blog-db", Map.of()),
                new Confirmation("plan", "arn:aws:iam::123456789012:user/ops-admin", Instant.now(), "confirmed twice"));
        intent.permit("rds:RebootDBInstance", "arn:aws:rds:ap-northeast-2:123456789012:db:blog-db");
        intent.sent("rds:RebootDBInstance", Map.of("request", "r-1"));
        intent.outcome(Intent.Result.DONE, "back again", Duration.ofSeconds(40));
    }

    private Answer run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = new CommandLine(new JournalCommand(folder)).setCaseInsensitiveEnumValuesAllowed(true).setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err)).execute(args);
        return new Answer(status, out.toString(), err.toString());
    }
}
