package dev.howdah.ui.activity;

import dev.howdah.ops.activity.Activities;
import dev.howdah.ops.activity.Backend;
import dev.howdah.ops.activity.Beside;
import dev.howdah.ops.activity.LockTree;
import dev.howdah.ops.activity.LockWait;
import dev.howdah.ops.activity.Progress;
import dev.howdah.ops.activity.Sample;
import dev.howdah.ui.kit.Inert;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the Activity screen shows: rows and counts in words, made from one sample.
///
/// @param now when this was made, by our clock; the age of what is shown counts from `read`
/// @param read when the sample came, by our clock; null before the first
/// @param replication who receives WAL and for whom it is kept; empty unless it is listed
/// @param besideRead whether what is listed was read, where it is read on demand
/// @param waits those that wait, for telling who is freed
public record ActivityState(boolean reached, boolean paused, boolean shared, @Nullable String trouble, @Nullable String said,
        Duration every, List<Chip> chips, List<Row> rows, List<ReplicationRow> replication, boolean besideRead, Map<Mode, Integer> counts,
        List<LockWait> waits, @Nullable Duration took,
        boolean partly, @Nullable Instant read) {

    /// What is listed. The first three are where pg_activity's users look for them.
    public enum Mode {
        RUNNING(TEXTS.get("Running"), "F1"), WAITING(TEXTS.get("Waiting"), "F2"), BLOCKING(TEXTS.get("Blocking"),
                "F3"), ALL(TEXTS.get("All"), "F4"),
        // F5 refreshes everywhere
        PROGRESS(TEXTS.get("Progress"), "F6"), REPLICATION(TEXTS.get("Replication"), "F7");

        private final String words;
        private final String key;

        Mode(String words, String key) {
            this.words = words;
            this.key = key;
        }

        public String words() {
            return words;
        }

        public String key() {
            return key;
        }
    }

    /// @param words kept to rows that have them; empty keeps all
    public record Ask(Mode mode, String words) {}

    public record Chip(String words, Tone tone) {}

    /// One process.
    ///
    /// @param depth steps from the one that waits for nobody; 0 outside the tree
    /// @param queue how many wait behind it
    /// @param state with how long it has been in it
    /// @param waits what it waits for; empty when it does not
    /// @param progress how far it is; empty outside the list of those
    /// @param seen null for a prepared transaction, and for a blocker that ended between two looks
    public record Row(int pid, int depth, int queue, String who, String application, String client, String state, Tone tone, String inState,
            String inTransaction, String waits, String progress, String query, @Nullable Backend seen) {
        boolean has(String words) {
            String all = (pid + " " + who + " " + application + " " + client + " " + state + " " + waits + " " + progress + " " + query)
                    .toLowerCase(Locale.ROOT);
            return Stream.of(words.toLowerCase(Locale.ROOT).split("\\s+")).allMatch(all::contains);
        }
    }

    private static final Texts TEXTS = Texts.of(ActivityState.class);
    private static final Duration LONG = Duration.ofMinutes(1);

    /// @param said what came of the last signal, with its time; null for none
    public static ActivityState of(Activities.State from, Ask ask, @Nullable Instant read, @Nullable String said) {
        Sample sample = from.sample();
        if (sample == null) {
            return new ActivityState(from.reached(), from.paused(), from.shared(), from.trouble(), said, from.every(), List.of(),
                    List.of(), List.of(), false, Map.of(), List.of(), null, false, null);
        }
        Map<Integer, LockWait> waits = sample.waits().stream().collect(Collectors.toMap(LockWait::pid, w -> w, (a, _) -> a));
        LockTree tree = LockTree.of(sample.waits());
        List<Row> blocking = tree(tree, sample);
        List<Backend> running = sample.backends().stream().filter(b -> b.active() || b.idleInTransaction())
                // a standby's sender is active for good; it stands under Replication
                .filter(b -> !"walsender".equals(b.kind())).toList();
        List<Backend> waiting = sample.backends().stream().filter(Backend::waitsForLock).toList();
        List<Row> rows = switch (ask.mode()) {
            case RUNNING -> rows(running, sample, waits);
            case WAITING -> rows(waiting, sample, waits);
            case BLOCKING -> blocking;
            case ALL -> rows(sample.backends(), sample, waits);
            case PROGRESS -> progressing(sample, waits);
            case REPLICATION -> List.of();
        };
        List<Row> kept = ask.words().isBlank() ? rows : rows.stream().filter(r -> r.has(ask.words().strip())).toList();
        var counts = new EnumMap<Mode, Integer>(Map.of(Mode.RUNNING, running.size(), Mode.WAITING, waiting.size(), Mode.BLOCKING,
                tree.roots().size(), Mode.ALL, sample.backends().size()));
        List<ReplicationRow> replication = List.of();
        boolean besideRead = false;
        String trouble = from.trouble();
        switch (sample.beside()) {
            case Beside.Progressing(var all) -> {
                counts.put(Mode.PROGRESS, all.size());
                besideRead = ask.mode() == Mode.PROGRESS;
            }
            case Beside.Replicating(var now) -> {
                List<ReplicationRow> all = ReplicationRow.of(now, sample);
                counts.put(Mode.REPLICATION, all.size());
                besideRead = ask.mode() == Mode.REPLICATION;
                replication = besideRead
                        ? all.stream().filter(r -> ask.words().isBlank() || r.has(ask.words().strip())).toList()
                        : List.of();
            }
            case Beside.Unread(var why) -> trouble = trouble == null ? why : trouble;
            case Beside.Nothing() -> {
            }
        }
        return new ActivityState(from.reached(), from.paused(), from.shared(), trouble, said, from.every(),
                chips(sample, tree), kept, replication, besideRead, counts,
                sample.waits(), sample.took(), sample.partly(), read);
    }

    private static List<Row> progressing(Sample sample, Map<Integer, LockWait> waits) {
        if (!(sample.beside() instanceof Beside.Progressing(var all))) {
            return List.of();
        }
        Map<Integer, Backend> known = sample.byPid();
        return all.stream().map(p -> row(p.pid(), 0, 0, known.get(p.pid()), waits.get(p.pid()), words(p), sample.at())).toList();
    }

    private static String words(Progress p) {
        String phase = p.phase();
        if (phase == null) {
            return TEXTS.get("{0}: how far it is, is not shown to this role", p.command());
        }
        Double share = p.share();
        return (share == null ? "" : (int) Math.floor(share * 100) + " %  ") + p.command() + (p.on().isEmpty() ? "" : " " + p.on())
                + (phase.isEmpty() ? "" : ", " + phase) + (p.done().isEmpty() ? "" : ": " + p.done());
    }

    private static List<Chip> chips(Sample sample, LockTree tree) {
        var chips = new ArrayList<Chip>();
        long active = sample.backends().stream().filter(b -> b.ofClient() && b.active()).count();
        chips.add(new Chip(TEXTS.get("{0} active", active), Tone.NEUTRAL));
        int waiting = sample.waits().size();
        chips.add(waiting == 0
                ? new Chip(TEXTS.get("nobody waits for a lock"), Tone.GOOD)
                : new Chip(waiting == 1
                        ? TEXTS.get("{0} waits for a lock, behind {1}", waiting, tree.roots().size())
                        : TEXTS.get("{0} wait for a lock, behind {1}", waiting, tree.roots().size()), Tone.BAD));
        List<Duration> idle = sample.backends().stream().filter(Backend::idleInTransaction).map(b -> b.inState(sample.at()))
                .filter(Objects::nonNull).toList();
        if (!idle.isEmpty()) {
            Duration longest = idle.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
            chips.add(new Chip(TEXTS.get("{0} idle in transaction, longest {1}", idle.size(), Words.duration(longest)),
                    longest.compareTo(LONG) > 0 ? Tone.WARN : Tone.NEUTRAL));
        }
        sample.backends().stream().filter(b -> b.ofClient() && !b.idleInTransaction()).map(b -> b.inTransaction(sample.at()))
                .filter(Objects::nonNull).max(Comparator.naturalOrder()).filter(d -> d.compareTo(LONG) > 0)
                .ifPresent(d -> chips.add(new Chip(TEXTS.get("oldest transaction {0}", Words.duration(d)), Tone.WARN)));
        long wraparound = sample.backends().stream().filter(Backend::againstWraparound).count();
        if (wraparound > 0) {
            chips.add(new Chip(TEXTS.get("{0} vacuum to prevent wraparound", wraparound), Tone.WARN));
        }
        // ours is not in the sample
        long sessions = sample.sessions() + 1;
        int usable = sample.slots() - sample.reserved();
        chips.add(new Chip(TEXTS.get("sessions {0} of {1}", sessions, usable), sessions >= usable
                ? Tone.BAD
                : sessions * 10 >= usable * 8L
                        ? Tone.WARN
                        : Tone.NEUTRAL));
        return List.copyOf(chips);
    }

    private static List<Row> rows(List<Backend> backends, Sample sample, Map<Integer, LockWait> waits) {
        Comparator<Backend> longest = Comparator.comparing(b -> age(b, sample.at()), Comparator.reverseOrder());
        return backends.stream().sorted(longest.thenComparingInt(Backend::pid))
                .map(b -> row(b.pid(), 0, 0, b, waits.get(b.pid()), "", sample.at())).toList();
    }

    private static Duration age(Backend b, Instant at) {
        Duration transaction = b.inTransaction(at);
        Duration state = b.inState(at);
        return transaction != null ? transaction : state != null ? state : Duration.ZERO;
    }

    private static List<Row> tree(LockTree tree, Sample sample) {
        Map<Integer, Backend> known = sample.byPid();
        var rows = new ArrayList<Row>();
        tree.roots().forEach(root -> walk(root, 0, known, sample.at(), rows));
        return rows;
    }

    private static void walk(LockTree.Node node, int depth, Map<Integer, Backend> known, Instant at, List<Row> rows) {
        rows.add(row(node.pid(), depth, node.queue(), known.get(node.pid()), node.waits(), "", at));
        node.behind().forEach(n -> walk(n, depth + 1, known, at, rows));
    }

    private static Row row(int pid, int depth, int queue, @Nullable Backend b, @Nullable LockWait wait, String progress,
            Instant at) {
        if (b == null) {
            return new Row(pid, depth, queue, "", "", "", pid == 0 ? TEXTS.get("prepared transaction") : TEXTS.get("ended"), Tone.UNKNOWN,
                    "", "", "", progress,
                    pid == 0 ? TEXTS.get("See pg_prepared_xacts; it ends by COMMIT PREPARED or ROLLBACK PREPARED.") : "", null);
        }
        String who = b.user() == null ? words(b.kind()) : b.user() + (b.database() == null ? "" : "@" + b.database());
        String client = b.clientName() != null ? b.clientName() : b.client() != null ? b.client() : b.ofClient() ? TEXTS.get("local") : "";
        Duration state = b.inState(at);
        Duration transaction = b.inTransaction(at);
        String waits = wait != null
                ? waits(wait, at)
                : b.active() && b.waitType() != null ? b.waitType() + ": " + b.waitEvent() : "";
        return new Row(pid, depth, queue, who, b.application(), client,
                b.hidden()
                        ? TEXTS.get("not shown to this role")
                        : b.waitsForLock() ? TEXTS.get("waits for a lock") : words(b.state(), b.kind()),
                tone(b, transaction), state == null ? "" : Words.duration(state), transaction == null ? "" : Words.duration(transaction),
                waits, progress, b.query() == null ? "" : Inert.line(b.query(), 300), b);
    }

    private static String waits(LockWait wait, Instant at) {
        Instant since = wait.since();
        if (since == null) {
            return TEXTS.get("{0} on {1}", mode(wait.mode()), wait.on());
        }
        Duration age = Duration.between(since, at);
        return TEXTS.get("{0} on {1}, for {2}", mode(wait.mode()), wait.on(), Words.duration(age.isNegative() ? Duration.ZERO : age));
    }

    /// `AccessExclusiveLock` as the manual writes it: ACCESS EXCLUSIVE.
    static String mode(String name) {
        return name.replaceFirst("Lock$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ").toUpperCase(Locale.ROOT);
    }

    private static String words(@Nullable String state, @Nullable String kind) {
        return state != null ? state : words(kind);
    }

    private static String words(@Nullable String kind) {
        return kind == null ? "" : kind;
    }

    private static Tone tone(Backend b, @Nullable Duration transaction) {
        if (b.hidden()) {
            return Tone.UNKNOWN;
        }
        if (b.waitsForLock()) {
            return Tone.BAD;
        }
        if (b.idleInTransaction() || transaction != null && b.ofClient() && transaction.compareTo(LONG) > 0) {
            return Tone.WARN;
        }
        return b.active() ? Tone.INFO : Tone.NEUTRAL;
    }
}
