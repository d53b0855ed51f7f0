package dev.howdah.journal;

import dev.howdah.json.Json;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The audit file of this machine and user: `journal.jsonl` in the state folder, mode 0600, and the full ones before it. One
/// `Journal` a process: an intent of this process that this object did not open counts as left behind.
public final class Journal {
    private static final long FULL = 4L * 1024 * 1024;
    private final Path folder;
    private final InstantSource clock;
    private final JournalFile file;
    private final Set<String> mine = ConcurrentHashMap.newKeySet();
    /// Guarded by `this`.
    private @Nullable Copies copies;

    /// How far an intent got that a process left without an outcome.
    public enum Stage {
        /// No permit was given: nothing left the machine.
        NOTHING_SENT,
        /// A permit was given, and no answer is on record: only AWS can tell.
        MAYBE_SENT,
        /// AWS answered; how it ended is not on record.
        ANSWERED
    }

    /// An intent that was left behind.
    ///
    /// @param sentAt when the call may have left, null when it did not
    /// @param answer listed fields of the answer that is on record
    public record Left(Intent intent, Stage stage, @Nullable Instant sentAt, Map<String, String> answer) {}

    /// @param folder of the console's state
    public Journal(Path folder, InstantSource clock) {
        this(folder, clock, FULL);
    }

    Journal(Path folder, InstantSource clock, long full) {
        this.folder = folder;
        this.clock = clock;
        this.file = new JournalFile(folder, full);
    }

    /// Writes down what is meant; when this returns it is on the disk.
    ///
    /// @throws Problem.Thrown `Misconfigured("journal")` when it cannot be written, with the `aws` line to run by hand
    public Intent open(Purpose purpose, Confirmation confirmation) {
        var intent = new Intent(this, UUID.randomUUID().toString(), purpose, confirmation, clock.instant());
        mine.add(intent.id());
        ProcessHandle self = ProcessHandle.current();
        write(Entry.Kind.INTENT, intent, purpose.fields(confirmation, machine(), self.pid(), started(self)), "nothing was sent");
        return intent;
    }

    /// The intents without an outcome whose process has ended, oldest first.
    ///
    /// @throws IOException when the journal cannot be read
    public List<Left> left() throws IOException {
        var open = new LinkedHashMap<String, Left>();
        for (Entry entry : Chain.read(folder).entries()) {
            String id = entry.intent();
            if (id == null) {
                continue;
            }
            switch (entry.kind()) {
                case INTENT -> {
                    if (!mine.contains(id) && !runsElsewhere(entry)) {
                        open.put(id, new Left(restored(id, entry), Stage.NOTHING_SENT, null, Map.of()));
                    }
                }
                case PERMIT -> open.computeIfPresent(id, (_, l) -> new Left(l.intent(), Stage.MAYBE_SENT, entry.at(), Map.of()));
                case SENT -> open.computeIfPresent(id, (_, l) -> new Left(l.intent(), Stage.ANSWERED, l.sentAt(), answer(entry)));
                case OUTCOME -> open.remove(id);
                case STATEMENT -> {
                }
                case CONTINUED, REPAIRED, GAP -> throw new IllegalStateException("an entry of the journal itself names an intent");
            }
        }
        open.keySet().forEach(mine::add);
        return List.copyOf(open.values());
    }

    private static Map<String, String> answer(Entry sent) {
        return texts(sent, "answer");
    }

    private static Map<String, String> texts(Entry entry, String field) {
        var answer = new LinkedHashMap<String, String>();
        if (entry.fields().get(field) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> answer.put(String.valueOf(name), String.valueOf(value)));
        }
        return answer;
    }

    private Intent restored(String id, Entry entry) {
        var confirmation = new Confirmation(entry.field("plan"), entry.field("operator"), instant(entry, "confirmed"), entry.field("how"));
        return new Intent(this, id, Purpose.of(entry), confirmation, entry.at());
    }

    /// How long the same took before on the same instance, oldest first.
    ///
    /// @throws IOException when the journal cannot be read
    public List<Duration> took(String operation, InstanceRef target) throws IOException {
        var same = ConcurrentHashMap.<String>newKeySet();
        var took = new ArrayList<Duration>();
        for (Entry entry : Chain.read(folder).entries()) {
            String id = entry.intent();
            if (id != null && entry.kind() == Entry.Kind.INTENT && entry.field("operation").equals(operation)
                    && Purpose.of(entry).target().equals(target)) {
                same.add(id);
            } else if (id != null && entry.kind() == Entry.Kind.OUTCOME && same.contains(id)
                    && entry.field("result").equals(Intent.Result.DONE.word())
                    && entry.fields().get("tookMillis") instanceof Long millis) {
                took.add(Duration.ofMillis(millis));
            }
        }
        return took;
    }

    /// What came of something that was done.
    ///
    /// @param result as in [Intent.Result#word]
    /// @param found what was known of the end, by name
    public record Outcome(Instant at, Purpose purpose, String result, String words, Map<String, String> found) {}

    /// The outcomes of one operation under one plan, oldest first.
    ///
    /// @throws IOException when the journal cannot be read
    public List<Outcome> outcomes(String plan, String operation) throws IOException {
        return outcomes(purpose -> purpose.plan().equals(plan) && purpose.operation().equals(operation));
    }

    /// The outcomes of one operation that has a detail of that value, oldest first.
    ///
    /// @throws IOException when the journal cannot be read
    public List<Outcome> outcomesWith(String operation, String detail, String value) throws IOException {
        return outcomes(purpose -> purpose.operation().equals(operation) && value.equals(purpose.details().get(detail)));
    }

    private List<Outcome> outcomes(Predicate<Purpose> wanted) throws IOException {
        var asked = new LinkedHashMap<String, Purpose>();
        var outcomes = new ArrayList<Outcome>();
        for (Entry entry : Chain.read(folder).entries()) {
            String id = entry.intent();
            if (id != null && entry.kind() == Entry.Kind.INTENT) {
                Purpose purpose = Purpose.of(entry);
                if (wanted.test(purpose)) {
                    asked.put(id, purpose);
                }
            }
            Purpose purpose = id == null || entry.kind() != Entry.Kind.OUTCOME ? null : asked.get(id);
            if (purpose != null) {
                outcomes.add(new Outcome(entry.at(), purpose, entry.field("result"), entry.field("words"), texts(entry, "found")));
            }
        }
        return outcomes;
    }

    /// The names that were given to copies of an instance, and to itself when a copy took its name, oldest first; some may be gone or
    /// renamed since. Only what AWS accepted counts: a name that was refused because it was taken is a stranger's. The disk is read
    /// only when the journal has grown since the last time.
    ///
    /// @throws IOException when the journal cannot be read
    public synchronized List<String> copies(InstanceRef source) throws IOException {
        Stamp stamp = stamp();
        Copies known = copies;
        if (known == null || !known.at().equals(stamp)) {
            known = new Copies(stamp, readCopies());
            copies = known;
        }
        return List.copyOf(known.of().getOrDefault(source, new LinkedHashSet<>()));
    }

    /// Whether an instance is a copy, or was renamed away for another that took its name: what may be let go.
    ///
    /// @throws IOException when the journal cannot be read
    public synchronized boolean aside(InstanceRef ref) throws IOException {
        copies(ref);
        Copies known = copies;
        return known != null && known.of().entrySet().stream()
                .anyMatch(e -> e.getKey().account().equals(ref.account()) && e.getKey().region().equals(ref.region())
                        && !e.getKey().equals(ref) && e.getValue().contains(ref.id()));
    }

    private Map<InstanceRef, LinkedHashSet<String>> readCopies() throws IOException {
        var asked = new LinkedHashMap<String, Purpose>();
        var names = new LinkedHashMap<InstanceRef, LinkedHashSet<String>>();
        for (Entry entry : Chain.read(folder).entries()) {
            String id = entry.intent();
            if (entry.kind() == Entry.Kind.INTENT && id != null) {
                asked.put(id, Purpose.of(entry));
            }
            boolean accepted = entry.kind() == Entry.Kind.SENT
                    || entry.kind() == Entry.Kind.OUTCOME && entry.field("result").equals(Intent.Result.DONE.word());
            Purpose purpose = accepted && id != null ? asked.get(id) : null;
            if (purpose != null) {
                String copy = purpose.details().getOrDefault(purpose.details().containsKey("then") ? "to" : "copy", "");
                if (!copy.isEmpty()) {
                    names.computeIfAbsent(purpose.target(), _ -> new LinkedHashSet<>()).add(copy);
                }
            }
        }
        return names;
    }

    /// Tells whether something was appended, by this process or another: a full file gives way to a new one.
    private Stamp stamp() throws IOException {
        try {
            var now = Files.readAttributes(folder.resolve(Chain.CURRENT), BasicFileAttributes.class);
            return new Stamp(now.size(), now.lastModifiedTime().toInstant(), String.valueOf(now.fileKey()));
        } catch (NoSuchFileException e) {
            return new Stamp(0, Instant.EPOCH, "");
        }
    }

    private record Stamp(long size, Instant changed, String file) {}

    /// What was read, and when the journal was so.
    private record Copies(Stamp at, Map<InstanceRef, LinkedHashSet<String>> of) {}

    /// Writes down statements, in their order, forced to the disk once for all of them.
    ///
    /// @throws IOException when none of them is on the disk
    public void statements(List<Statement> statements) throws IOException {
        file.append(statements.stream().map(s -> new JournalFile.Line(s.at(), Entry.Kind.STATEMENT, s.intent(), s.fields())).toList());
    }

    void write(Entry.Kind kind, Intent intent, Map<String, @Nullable Object> fields, String standing) {
        try {
            file.append(List.of(new JournalFile.Line(clock.instant(), kind, intent.id(), fields)));
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.toString() : e.getMessage();
            throw new Problem.Thrown(new Problem.Misconfigured("journal", new Problem.Source("journal", null,
                    "it cannot be written in " + folder + " (" + why + "); " + standing
                            + (kind == Entry.Kind.INTENT || kind == Entry.Kind.PERMIT
                                    ? ". If it cannot wait, run by hand: " + intent.purpose().command()
                                    : ""))),
                    e);
        }
    }

    private static boolean runsElsewhere(Entry intent) {
        long pid = Long.parseLong(intent.field("pid"));
        return pid != ProcessHandle.current().pid() && ProcessHandle.of(pid).filter(ProcessHandle::isAlive)
                .map(p -> Math.abs(started(p).toEpochMilli() - instant(intent, "started").toEpochMilli()) < 2000).orElse(false);
    }

    private static Instant started(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static Instant instant(Entry entry, String field) {
        try {
            return Instant.parse(entry.field(field));
        } catch (DateTimeParseException e) {
            throw new IllegalStateException("entry " + entry.number() + " has no time in '" + field + "'", e);
        }
    }

    private static String machine() {
        String user = System.getProperty("user.name", "unknown");
        try {
            return user + "@" + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            System.getLogger(Journal.class.getName()).log(System.Logger.Level.DEBUG, "this machine has no name", e);
            return user + "@unknown";
        }
    }

    /// A line of JSON for one entry, as `howdah journal export` gives it.
    public static Map<String, @Nullable Object> json(Entry e) {
        return Json.object("n", e.number(), "at", e.at(), "kind", e.kind().word(), "intent", e.intent(), "fields", e.fields(), "prev",
                e.previous(), "hash", e.hash());
    }
}
