package dev.howdah.ops.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.journal.Chain;
import dev.howdah.journal.Entry;
import dev.howdah.journal.Journal;
import dev.howdah.journal.Statement;
import dev.howdah.sql.session.Ledger;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Statements on their way into the journal. Bad inputs tried: literals, a text of a megabyte full of control characters, a journal
/// that cannot be written (before, between and after), ten thousand statements at once.
final class RecordTest {
    private static final Statement.Session WHERE = new Statement.Session("on-call", "blog-db", "123456789012", "ap-northeast-2", "blogdb",
            "blog_admin", 4711);
    private static final Ledger.Outcome GOOD = new Ledger.Outcome(3, "00000", Duration.ofMillis(12));
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;
    private final List<String> trouble = Collections.synchronizedList(new ArrayList<>());

    private Record record(boolean keepsLiterals) {
        return new Record(new Journal(folder, Time.SYSTEM::now), () -> keepsLiterals, Time.SYSTEM, new Work("journal"), trouble::add);
    }

    private String onDisk() throws IOException {
        var text = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    @Test
    void aStatementIsOneLineWithoutItsLiterals() throws Exception {
        try (Record record = record(false)) {
            record.of(WHERE, null).after("select * from users where mail = 'canary@example.com' and pin = 90210", true, GOOD);
            assertThat(record.settle()).isNull();
        }
        Chain chain = Chain.read(folder);
        assertThat(chain.bad()).isEmpty();
        assertThat(chain.entries()).hasSize(1);
        Entry entry = chain.entries().getFirst();
        assertThat(entry.kind()).isEqualTo(Entry.Kind.STATEMENT);
        assertThat(entry.field("text")).isEqualTo("select * from users where mail = ? and pin = ?");
        assertThat(List.of(entry.field("rows"), entry.field("outcome"), entry.field("tookMillis"), entry.field("operator"),
                entry.field("instance"), entry.field("login"), entry.field("redacted")))
                .containsExactly("3", "00000", "12", "on-call", "blog-db", "blog_admin", "true");
        assertThat(onDisk()).doesNotContain("canary", "90210");
    }

    @Test
    void aSettingKeepsThem() throws Exception {
        try (Record record = record(true)) {
            record.of(WHERE, null).after("select 'canary'", true, GOOD);
        }
        assertThat(Chain.read(folder).entries().getFirst().field("text")).isEqualTo("select 'canary'");
    }

    @Test
    void whatWritesIsOnTheDiskBeforeItIsSent() throws Exception {
        try (Record record = record(false)) {
            Ledger ledger = record.of(WHERE, "an-intent");
            assertThat(ledger.before("delete from posts where id = 7", true, true)).isNull();
            assertThat(Chain.read(folder).entries()).hasSize(1).allSatisfy(e -> {
                assertThat(e.field("phase")).isEqualTo("before");
                assertThat(e.intent()).isEqualTo("an-intent");
            });
            ledger.after("delete from posts where id = 7", true, GOOD);
            record.settle();
        }
        assertThat(Chain.read(folder).entries()).hasSize(2);
        assertThat(Chain.read(folder).bad()).isEmpty();
        assertThat(new Journal(folder, Time.SYSTEM::now).left()).as("a statement is no intent").isEmpty();
    }

    @Test
    void aJournalThatCannotBeWrittenStopsWritesAndIsToldForReads() throws Exception {
        Path lock = folder.resolve("journal.lock");
        Files.createDirectories(lock);
        try (Record record = record(false)) {
            Ledger ledger = record.of(WHERE, null);
            assertThat(ledger.before("select 1", true, false)).as("reads go on").isNull();
            ledger.after("select 1", true, GOOD);
            ledger.after("select 2", true, GOOD);
            assertThat(record.settle()).contains("NOT IN THE JOURNAL: 2 statements were run", "nothing that writes will be sent");
            assertThat(trouble).hasSize(1).first().asString().contains("NOT IN THE JOURNAL");
            assertThat(Objects.requireNonNull(ledger.before("delete from posts", true, true))).contains("the journal cannot be written");
            Files.delete(lock);
            ledger.after("select 3", true, GOOD);
            assertThat(record.settle()).as("told once").isNull();
            assertThat(ledger.before("delete from posts", true, true)).isNull();
        }
        assertThat(Chain.read(folder).bad()).isEmpty();
    }

    @Test
    void aTextOfAMegabyteLeavesTheChainWhole() throws Exception {
        try (Record record = record(true)) {
            Ledger ledger = record.of(WHERE, null);
            for (String one : List.of("\u0001".repeat(1_000_000), "🙂".repeat(500_000), "x".repeat(7_999) + "🙂x",
                    "\u2028€".repeat(9_000))) {
                ledger.after(one, true, GOOD);
                record.settle();
            }
            ledger.after("select 1", true, GOOD);
        }
        assertThat(Chain.read(folder).bad()).isEmpty();
        assertThat(Chain.read(folder).entries().size()).isEqualTo(5);
    }

    @Test
    void tenThousandAreWrittenInBatches() throws Exception {
        long begun = System.nanoTime();
        try (Record record = record(false)) {
            Ledger ledger = record.of(WHERE, null);
            for (int i = 0; i < 10_000; i++) {
                ledger.after("select n from numbers where n = " + i, true, GOOD);
            }
            System.out.println("10,000 statements were handed over in " + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms");
            assertThat(record.settle()).isNull();
        }
        System.out.println("and were on the disk after " + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms");
        Chain chain = Chain.read(folder);
        assertThat(chain.bad()).isEmpty();
        assertThat(chain.entries().stream().filter(e -> e.kind() == Entry.Kind.STATEMENT).count()).isEqualTo(10_000);
    }
}
