package dev.howdah.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.howdah.model.AwsScope;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Writing, reading back, and what happens to a file that somebody or something touched. Bad inputs tried: a flipped byte, a
/// deleted, swapped, inserted and cut-off line, a deleted file and a deleted head, a torn last line (half, whole without its end, not
/// even UTF-8), a full disk, a folder that is a file, many writers at once, a lock
/// that is never given back, an interrupted writer.
final class JournalTest {
    private static final InstanceRef BLOG = new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
    private static final Instant NOW = Instant.parse("2026-11-24T03:12:05Z");
    private static final Purpose PURPOSE = new Purpose("plan-1", "take-snapshot", new AwsScope("ops", "ap-northeast-2"), BLOG, "PROD",
            "aws rds create-db-snapshot --db-instance-identifier blog-db", Map.of("snapshot", "blog-db-x"));
    private static final Confirmation YES = new Confirmation("plan-1", "arn:aws:iam::123456789012:user/ops-admin", NOW, "typed blog-db");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void whatWasWrittenIsReadBackInOrderAndVerifies() throws IOException {
        run(journal(), Intent.Result.DONE);
        Chain chain = Chain.read(folder);
        assertThat(chain.bad()).isEmpty();
        assertThat(chain.entries()).extracting(Entry::kind).containsExactly(Entry.Kind.INTENT, Entry.Kind.PERMIT, Entry.Kind.SENT,
                Entry.Kind.OUTCOME);
        assertThat(chain.entries().getFirst().fields()).containsEntry("operator", YES.by()).containsEntry("instance", "blog-db")
                .containsEntry("account", "123456789012").containsEntry("profile", "ops").containsKey("machine");
    }

    @Test
    void copiesAreReadAgainOnlyWhenTheJournalGrew() throws IOException {
        Journal journal = journal();
        assertThat(journal.copies(BLOG)).isEmpty();
        accepted(journal, "blog-copy");
        assertThat(journal.copies(BLOG)).containsExactly("blog-copy");
        Path file = folder.resolve(Chain.CURRENT);
        var then = Files.getLastModifiedTime(file);
        String text = Files.readString(file);
        // not a way to change a journal, but one to see whether it is read: as long, as old, and another name in it
        Files.writeString(file, text.replace("blog-copy", "not-there"), StandardOpenOption.WRITE);
        Files.setLastModifiedTime(file, then);
        assertThat(journal.copies(BLOG)).as("not read again").containsExactly("blog-copy");
        Files.writeString(file, text, StandardOpenOption.WRITE);
        accepted(new Journal(folder, InstantSource.fixed(NOW)), "blog-copy-2");
        assertThat(journal.copies(BLOG)).as("another process wrote").containsExactly("blog-copy", "blog-copy-2");
        assertThat(journal.copies(new InstanceRef("123456789012", "ap-northeast-2", "legacy-db"))).isEmpty();
    }

    @Test
    void aNameThatWasRefusedIsAStrangersAndNotACopy() throws IOException {
        Journal journal = journal();
        InstanceRef stranger = new InstanceRef("123456789012", "ap-northeast-2", "stranger-db");
        Intent refused = journal.open(restoring("stranger-db"), YES);
        assertThat(journal.aside(stranger)).as("only asked for").isFalse();
        refused.outcome(Intent.Result.FAILED, "The name is taken.", null);
        assertThat(journal.copies(BLOG)).isEmpty();
        assertThat(journal.aside(stranger)).as("refused").isFalse();
        journal.open(restoring("found-db"), YES).outcome(Intent.Result.DONE, "No answer came, and it is there.", null);
        accepted(journal, "blog-copy");
        assertThat(journal.copies(BLOG)).containsExactly("found-db", "blog-copy");
        assertThat(journal.aside(new InstanceRef("123456789012", "ap-northeast-2", "blog-copy"))).isTrue();
        assertThat(journal.aside(BLOG)).isFalse();
    }

    private static void accepted(Journal journal, String copy) throws IOException {
        journal.open(restoring(copy), YES).sent("rds:RestoreDBInstanceToPointInTime", Map.of());
    }

    private static Purpose restoring(String copy) {
        return new Purpose("plan-1", "restore-to-time", PURPOSE.scope(), BLOG, "PROD", "aws rds …", Map.of("copy", copy));
    }

    @Test
    void onlyTheUserMayReadIt() throws IOException {
        assumeThat(Files.getFileStore(folder).supportsFileAttributeView("posix")).isTrue();
        run(journal(), Intent.Result.DONE);
        for (String name : List.of(Chain.CURRENT, Chain.HEAD)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)))).isEqualTo("rw-------");
        }
    }

    @Test
    void aFlippedByteIsNamedByFileAndLine() throws IOException {
        two();
        change(lines -> lines.set(2, lines.get(2).replace("req-1", "req-2")));
        assertBad(3, "changed");
    }

    @Test
    void aDeletedLineIsNamed() throws IOException {
        two();
        change(lines -> lines.remove(3));
        assertBad(4, "lines between are missing");
    }

    @Test
    void aDeletedFirstLineIsNamed() throws IOException {
        two();
        change(List::removeFirst);
        assertBad(1, "those before it are missing");
    }

    @Test
    void swappedLinesAreNamed() throws IOException {
        two();
        change(lines -> Collections.swap(lines, 1, 2));
        assertBad(2, "missing");
    }

    @Test
    void aLineTwiceIsNamed() throws IOException {
        two();
        change(lines -> lines.add(2, lines.get(1)));
        assertBad(3, "the order was changed");
    }

    @Test
    void aCutOffEndIsNamedAndStaysNamedAfterTheNextEntry() throws IOException {
        two();
        change(List::removeLast);
        assertBad(8, "entries 8 to 8 are missing");
        run(journal(), Intent.Result.DONE);
        assertBad(8, "entries 8 to 8 were removed");
    }

    @Test
    void anEmptiedJournalIsNamed() throws IOException {
        two();
        Files.delete(folder.resolve(Chain.CURRENT));
        assertThat(Chain.read(folder).bad().orElseThrow().why()).contains("entries 1 to 8 are missing");
    }

    @Test
    void aMissingHeadIsNamed() throws IOException {
        two();
        Files.delete(folder.resolve(Chain.HEAD));
        assertThat(Chain.read(folder).bad().orElseThrow().toString()).contains(Chain.HEAD, "missing");
    }

    @Test
    void aDamagedLastLineDoesNotLockAnyoneOut() throws IOException {
        two();
        change(lines -> lines.set(7, lines.get(7).replace("done", "lost")));
        run(journal(), Intent.Result.DONE);
        assertBad(8, "changed");
    }

    @Test
    void aTornLineIsKeptAndMarkedByTheNextEntry() throws IOException {
        for (byte[] torn : List.of("{\"n\":5,\"at\":\"20".getBytes(StandardCharsets.UTF_8), new byte[]{(byte) 0xc3, 0x28})) {
            run(journal(), Intent.Result.DONE);
            Files.write(folder.resolve(Chain.CURRENT), torn, StandardOpenOption.APPEND);
            assertThat(Chain.read(folder).torn()).isEqualTo(torn);
            run(journal(), Intent.Result.DONE);
            Chain chain = Chain.read(folder);
            assertThat(chain.bad()).isEmpty();
            assertThat(chain.torn()).isEmpty();
            assertThat(chain.entries()).anySatisfy(e -> {
                assertThat(e.kind()).isEqualTo(Entry.Kind.REPAIRED);
                assertThat(e.field("bytes")).isEqualTo(String.valueOf(torn.length));
            });
        }
    }

    @Test
    void aWholeLineWithoutItsEndCounts() throws IOException {
        run(journal(), Intent.Result.DONE);
        Path file = folder.resolve(Chain.CURRENT);
        String text = Files.readString(file);
        Files.writeString(file, text.stripTrailing());
        run(journal(), Intent.Result.DONE);
        Chain chain = Chain.read(folder);
        assertThat(chain.bad()).isEmpty();
        assertThat(chain.entries()).hasSize(9);
    }

    @Test
    void whereItEndsIsAnotherWordAfterEachEntry() throws IOException {
        String empty = Chain.end(folder);
        Intent intent = journal().open(PURPOSE, YES);
        String open = Chain.end(folder);
        assertThat(open).isNotEqualTo(empty).isEqualTo(Chain.end(folder));
        intent.outcome(Intent.Result.DONE, "It is there.", null);
        assertThat(Chain.end(folder)).isNotEqualTo(open);
    }

    @Test
    void aTornLineWithoutItsMarkIsDamage() throws IOException {
        two();
        change(lines -> lines.add(4, "{\"n\":5,"));
        assertBad(5, "not a whole line");
    }

    @Test
    void aFullFileIsPutAsideAndTheChainGoesOn() throws IOException {
        var small = new Journal(folder, () -> NOW, 3000);
        for (int i = 0; i < 6; i++) {
            run(small, Intent.Result.DONE);
        }
        assertThat(Chain.files(folder)).hasSizeGreaterThan(2);
        Chain chain = Chain.read(folder);
        assertThat(chain.bad()).isEmpty();
        assertThat(chain.entries()).extracting(Entry::kind).contains(Entry.Kind.CONTINUED);
        Files.delete(Chain.files(folder).get(1));
        assertThat(Chain.read(folder).bad().orElseThrow().line()).isEqualTo(1);
    }

    @Test
    void aCrashBetweenTwoFilesLosesNothing() throws IOException {
        run(journal(), Intent.Result.DONE);
        Files.move(folder.resolve(Chain.CURRENT), folder.resolve("journal-000000000004.jsonl"));
        run(journal(), Intent.Result.DONE);
        assertThat(Chain.read(folder).bad()).isEmpty();
    }

    @Test
    void aFullDiskGivesNoPermitButTheCommandToRun() throws IOException {
        assumeThat(Files.exists(Path.of("/dev/full"))).isTrue();
        Files.createSymbolicLink(folder.resolve(Chain.CURRENT), Path.of("/dev/full"));
        assertThatThrownBy(() -> journal().open(PURPOSE, YES)).isInstanceOfSatisfying(Problem.Thrown.class, e -> {
            assertThat(e.problem()).isInstanceOf(Problem.Misconfigured.class);
            assertThat(Sentences.of(e.problem())).contains("No space left", "nothing was sent", PURPOSE.command());
        });
    }

    @Test
    void aJournalThatFailsAfterTheIntentGivesNoPermit() throws IOException {
        Intent intent = journal().open(PURPOSE, YES);
        Files.delete(folder.resolve(Chain.CURRENT));
        Files.createDirectory(folder.resolve(Chain.CURRENT));
        assertThatThrownBy(() -> intent.permit("rds:CreateDBSnapshot", BLOG.arn())).isInstanceOf(Problem.Thrown.class);
    }

    @Test
    void aFolderThatCannotBeMadeGivesNoPermit() throws IOException {
        Path file = Files.createFile(folder.resolve("state"));
        assertThatThrownBy(() -> new Journal(file, InstantSource.system()).open(PURPOSE, YES)).isInstanceOf(Problem.Thrown.class);
    }

    @Test
    void aLockThatSomebodyHoldsGivesNoPermitAndDoesNotWaitForEver() throws IOException {
        try (var channel = FileChannel.open(folder.resolve("journal.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            assertThatThrownBy(() -> journal().open(PURPOSE, YES)).isInstanceOf(Problem.Thrown.class)
                    .hasMessageContaining("held its lock");
        }
    }

    @Test
    void whoeverWasToldToStopStillWritesDownWhatItDid() throws IOException {
        Thread.currentThread().interrupt();
        run(journal(), Intent.Result.DONE);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Chain.read(folder).entries()).hasSize(4);
    }

    @Test
    void whoeverIsToldToStopInTheMiddleWritesAllOfItOnce() throws InterruptedException, IOException {
        var thrown = new java.util.concurrent.ConcurrentLinkedQueue<Throwable>();
        var journal = journal();
        var threads = java.util.stream.IntStream.range(0, 4).mapToObj(_ -> Thread.ofVirtual()
                .uncaughtExceptionHandler((_, e) -> thrown.add(e)).start(() -> {
                    for (int n = 0; n < 5; n++) {
                        run(journal, Intent.Result.DONE);
                    }
                })).toList();
        while (threads.stream().anyMatch(Thread::isAlive)) {
            threads.forEach(Thread::interrupt);
            Thread.onSpinWait();
        }
        assertThat(thrown).isEmpty();
        assertThat(Chain.read(folder).entries()).hasSize(4 * 5 * 4);
        assertThat(Chain.read(folder).bad()).isEmpty();
    }

    @Test
    void aPermitIsGoodOnceForOneActionOnOneResource() {
        Permit permit = journal().open(PURPOSE, YES).permit("rds:CreateDBSnapshot", BLOG.arn());
        assertThat(permit.take("rds:RebootDBInstance", BLOG.arn()).orElseThrow()).contains("not for rds:RebootDBInstance");
        assertThat(permit.take("rds:CreateDBSnapshot", "other").orElseThrow()).contains("not for other");
        assertThat(permit.take("rds:CreateDBSnapshot", BLOG.arn())).isEmpty();
        assertThat(permit.take("rds:CreateDBSnapshot", BLOG.arn()).orElseThrow()).contains("used");
    }

    @Test
    void aClosedIntentGivesNoPermit() {
        Intent intent = journal().open(PURPOSE, YES);
        intent.outcome(Intent.Result.NOT_SENT, "changed my mind", null);
        assertThatThrownBy(() -> intent.permit("rds:CreateDBSnapshot", BLOG.arn())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatAProcessLeftIsFoundWithHowFarItGot() throws IOException {
        Journal first = journal();
        run(first, Intent.Result.DONE);
        first.open(PURPOSE, YES);
        first.open(PURPOSE, YES).permit("rds:CreateDBSnapshot", BLOG.arn());
        Intent answered = first.open(PURPOSE, YES);
        answered.permit("rds:CreateDBSnapshot", BLOG.arn());
        answered.sent("rds:CreateDBSnapshot", Map.of("status", "creating"));
        assertThat(first.left()).isEmpty();
        Journal next = journal();
        assertThat(next.left()).extracting(Journal.Left::stage).containsExactly(Journal.Stage.NOTHING_SENT, Journal.Stage.MAYBE_SENT,
                Journal.Stage.ANSWERED);
        assertThat(next.left()).as("taken up once").isEmpty();
        assertThat(journal().left().getFirst().intent().purpose()).isEqualTo(PURPOSE);
    }

    @Test
    void itKnowsHowLongTheSameTookBefore() throws IOException {
        Journal journal = journal();
        run(journal, Intent.Result.DONE);
        run(journal, Intent.Result.FAILED);
        assertThat(journal.took("take-snapshot", BLOG)).containsExactly(Duration.ofSeconds(42));
        assertThat(journal.took("reboot", BLOG)).isEmpty();
    }

    @Test
    void manyWritersAtOnceMakeOneChain() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var jobs = new ArrayList<Callable<Void>>();
            for (int i = 0; i < 8; i++) {
                jobs.add(() -> {
                    run(journal(), Intent.Result.DONE);
                    return null;
                });
            }
            for (var done : threads.invokeAll(jobs)) {
                done.get();
            }
        }
        Chain chain = Chain.read(folder);
        assertThat(chain.bad()).isEmpty();
        assertThat(chain.entries()).hasSize(32);
    }

    private Journal journal() {
        return new Journal(folder, () -> NOW);
    }

    private void two() {
        run(journal(), Intent.Result.DONE);
        run(journal(), Intent.Result.DONE);
    }

    private static void run(Journal journal, Intent.Result result) {
        Intent intent = journal.open(PURPOSE, YES);
        intent.permit("rds:CreateDBSnapshot", BLOG.arn());
        intent.sent("rds:CreateDBSnapshot", Map.of("request", "req-1"));
        intent.outcome(result, "it is there", Duration.ofSeconds(42));
    }

    private interface Change {
        void on(List<String> lines);
    }

    private void change(Change change) throws IOException {
        Path file = folder.resolve(Chain.CURRENT);
        var lines = new ArrayList<>(Files.readAllLines(file));
        change.on(lines);
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private void assertBad(int line, String why) throws IOException {
        assertThat(Chain.read(folder).bad()).hasValueSatisfying(bad -> {
            assertThat(bad.file()).isEqualTo(folder.resolve(Chain.CURRENT));
            assertThat(bad.why()).contains(why);
            assertThat(bad.line()).isEqualTo(line);
        });
    }
}
