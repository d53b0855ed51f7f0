package dev.howdah.ops.timeline;

import dev.howdah.aws.AwsAccount;
import dev.howdah.fleet.FleetPoller;
import dev.howdah.insights.LoadChart;
import dev.howdah.insights.Span;
import dev.howdah.journal.Chain;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Fleet;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.ops.activity.Activities;
import dev.howdah.ops.reach.Ways;
import dev.howdah.task.Leave;
import dev.howdah.task.Live;
import dev.howdah.task.Scope;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import dev.howdah.timeline.FromAlarms;
import dev.howdah.timeline.FromEcs;
import dev.howdah.timeline.FromEvents;
import dev.howdah.timeline.FromJournal;
import dev.howdah.timeline.FromLoad;
import dev.howdah.timeline.FromTrail;
import dev.howdah.timeline.Mark;
import dev.howdah.timeline.Note;
import dev.howdah.timeline.Postmortem;
import dev.howdah.timeline.Stage;
import dev.howdah.timeline.Summary;
import dev.howdah.timeline.Timeline;
import dev.howdah.timeline.Told;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The timelines of instances. While somebody looks, each source is read in its own rhythm and on its own thread, so that one that does not
/// answer delays no other; what a source gave last stays, with its age and what went wrong since.
public final class Timelines implements AutoCloseable {
    /// How often the poller of the fleet is told to read events while somebody looks; it may be asked once in five seconds.
    private static final Duration EVENTS = Duration.ofSeconds(10);

    /// Where marks come from.
    public enum Source {
        EVENTS(FromEvents.SOURCE, Duration.ofSeconds(2)), TRAIL(FromTrail.SOURCE, Duration.ofSeconds(60)), ALARMS(FromAlarms.SOURCE,
                Duration.ofSeconds(30)), TASKS(FromEcs.SOURCE,
                        Duration.ofSeconds(15)), LOAD(FromLoad.SOURCE, Duration.ofSeconds(15)), JOURNAL(FromJournal.SOURCE,
                                Duration.ofSeconds(2)), HERE("this console", Duration.ofSeconds(2));

        private final String words;
        private final Duration every;

        Source(String words, Duration every) {
            this.words = words;
            this.every = every;
        }

        public String words() {
            return words;
        }
    }

    /// All that is shown.
    ///
    /// @param told by each source, in order
    /// @param load null where none is known
    /// @param vcpus 0 where not known
    /// @param now when this was put together
    public record State(Window window, Timeline timeline, Summary summary, List<Told> told, @Nullable LoadChart load, double vcpus,
            List<Note> notes, Instant now) {
        /// Whether no source has answered yet.
        public boolean unread() {
            return told.stream().allMatch(t -> t.asOf() == null && t.trouble() == null);
        }
    }

    private final class Desk {
        final InstanceRef ref;
        final Kept kept;
        final Watcher watcher;
        final Live<State> live;
        /// What is followed on behalf of the watcher.
        final Scope following = new Scope();
        /// Guarded by `this`, as are the fields below.
        final Map<Source, Part> parts = new EnumMap<>(Source.class);
        final Map<Source, Long> begun = new EnumMap<>(Source.class);
        final Set<Source> running = EnumSet.noneOf(Source.class);
        List<Note> notes = List.of();
        Window window = Window.USUAL;
        @Nullable
        LoadChart load;
        double vcpus;
        @Nullable
        Duration behind;
        int lookers;
        /// Whether a thread reads: whoever comes back before it has noticed that nobody looked must not start another one.
        boolean reading;
        boolean watched;
        /// Where the journal ended when it was read.
        @Nullable
        String journalEnd;

        Desk(InstanceRef ref) {
            this.ref = ref;
            kept = new Kept(folder, ref);
            watcher = new Watcher(kept, time);
            for (Source source : Source.values()) {
                parts.put(source, Part.UNREAD);
            }
            live = new Live<>(assemble(this));
        }
    }

    private final FleetPoller fleet;
    private final Function<AwsScope, AwsAccount> accounts;
    private final Ways ways;
    private final Activities activities;
    private final Path folder;
    private final Time time;
    private final Function<InstanceRef, String> operator;
    private final Work work = new Work("timeline");
    /// What is seen is written down here, never by whoever saw it.
    private final ExecutorService seeing = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("timeline/seen").factory());
    private final Map<InstanceRef, Desk> desks = new ConcurrentHashMap<>();

    /// @param folder of the console's state
    /// @param operator who types notes
    public Timelines(FleetPoller fleet, Function<AwsScope, AwsAccount> accounts, Ways ways, Activities activities, Path folder, Time time,
            Function<InstanceRef, String> operator) {
        this.fleet = fleet;
        this.accounts = accounts;
        this.ways = ways;
        this.activities = activities;
        this.folder = folder;
        this.time = time;
        this.operator = operator;
    }

    public Live<State> of(InstanceRef ref) {
        return desk(ref).live;
    }

    private Desk desk(InstanceRef ref) {
        return desks.computeIfAbsent(ref, Desk::new);
    }

    /// From now on what only this console sees of an instance is remembered: seconds without an answer, and queues behind locks while a
    /// screen looks at them. Costs nothing on the server.
    public void attend(InstanceRef ref) {
        Desk desk = desk(ref);
        synchronized (desk) {
            if (desk.watched) {
                return;
            }
            desk.watched = true;
        }
        desk.following.hold(ways.of(ref).follow(seeing, way -> desk.watcher.outage(way.outage())));
        desk.following.hold(activities.of(ref).follow(seeing, state -> desk.watcher.looked(state.sample())));
    }

    /// Reads until the handle is closed.
    public AutoCloseable look(AwsScope scope, InstanceRef ref) {
        attend(ref);
        Desk desk = desk(ref);
        synchronized (desk) {
            desk.lookers++;
            desk.begun.clear();
            if (!desk.reading) {
                desk.reading = true;
                work.background("watch", () -> watch(desk, scope));
            }
            desk.notifyAll();
        }
        return new Leave(desk, () -> desk.lookers--);
    }

    /// Looks at another piece of time, at once.
    public void window(InstanceRef ref, Window next) {
        Desk desk = desk(ref);
        synchronized (desk) {
            desk.window = next;
            desk.begun.remove(Source.LOAD);
            desk.begun.remove(Source.ALARMS);
            desk.begun.remove(Source.TRAIL);
            desk.notifyAll();
        }
        publish(desk);
    }

    /// Reads everything again, at once.
    public void again(InstanceRef ref) {
        Desk desk = desk(ref);
        synchronized (desk) {
            desk.begun.clear();
            desk.notifyAll();
        }
    }

    /// Keeps what an operator typed.
    ///
    /// @param stage which moment of the post-mortem it marks; null for none
    /// @param end is told why it is not kept, null once it is on the disk; on any thread
    public void note(InstanceRef ref, @Nullable Stage stage, String text, Consumer<@Nullable String> end) {
        Desk desk = desk(ref);
        var note = new Note(UUID.randomUUID().toString(), time.now(), operator.apply(ref), stage, text.strip());
        work.start("note", () -> end.accept(note.text().isEmpty() ? "it has no words" : kept(desk, () -> desk.kept.add(note))));
    }

    /// Takes a note back.
    ///
    /// @param end is told why it stays, null once it does not; on any thread
    public void takeBack(InstanceRef ref, Note note, Consumer<@Nullable String> end) {
        Desk desk = desk(ref);
        work.start("note", () -> end.accept(kept(desk, () -> desk.kept.remove(note.id()))));
    }

    private interface Change {
        void make() throws IOException;
    }

    private @Nullable String kept(Desk desk, Change change) {
        try {
            change.make();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
        here(desk);
        return null;
    }

    /// Writes what a post-mortem of the window that is looked at holds now.
    ///
    /// @param end is told what came of it, on any thread
    public void export(InstanceRef ref, String environment, ZoneId zone, Path into, Consumer<PostmortemFiles.End> end) {
        work.start("export", () -> end.accept(PostmortemFiles.write(postmortem(ref, environment, zone), into)));
    }

    private void here(Desk desk) {
        read(desk, Source.HERE, null);
        publish(desk);
    }

    /// What a post-mortem of the window that is looked at would hold now.
    ///
    /// @param environment the band's word
    public Postmortem postmortem(InstanceRef ref, String environment, ZoneId zone) {
        State s = desk(ref).live.get();
        return new Postmortem(ref, environment, s.timeline(), s.notes(), s.told(), s.load(), s.vcpus(), zone, time.now(),
                operator.apply(ref));
    }

    // --- reading

    private void watch(Desk desk, AwsScope scope) {
        try (AwsAccount account = accounts.apply(scope)) {
            long asked = time.nanos() - EVENTS.toNanos();
            while (true) {
                if (time.nanos() - asked >= EVENTS.toNanos()) {
                    asked = time.nanos();
                    fleet.readEvents(scope);
                }
                synchronized (desk) {
                    if (desk.lookers == 0) {
                        desk.reading = false;
                        return;
                    }
                    long now = time.nanos();
                    for (Source source : Source.values()) {
                        Long before = desk.begun.get(source);
                        if ((before == null || now - before >= source.every.toNanos()) && desk.running.add(source)) {
                            desk.begun.put(source, now);
                            work.background(source.words, () -> turn(desk, source, account));
                        }
                    }
                    desk.wait(1000);
                }
                publish(desk);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Problem.Thrown e) {
            // the account cannot be opened at all: what AWS tells says so, and what is on this machine is told all the same
            synchronized (desk) {
                desk.reading = false;
            }
            for (Source source : Source.values()) {
                if (source == Source.JOURNAL || source == Source.HERE) {
                    read(desk, source, null);
                } else {
                    failed(desk, source, Sentences.happened(e.problem()) + " " + Sentences.next(e.problem()));
                }
            }
            publish(desk);
        }
    }

    private void turn(Desk desk, Source source, AwsAccount account) {
        try {
            read(desk, source, account);
        } finally {
            synchronized (desk) {
                desk.running.remove(source);
            }
        }
        publish(desk);
    }

    /// @param account null for what is not AWS's
    private void read(Desk desk, Source source, @Nullable AwsAccount account) {
        try {
            Part next = part(desk, source, account);
            synchronized (desk) {
                desk.parts.put(source, next);
            }
        } catch (Problem.Thrown e) {
            failed(desk, source, Sentences.happened(e.problem()) + " " + Sentences.next(e.problem()));
        } catch (IOException e) {
            failed(desk, source, "It cannot be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(Desk desk, Source source, String why) {
        synchronized (desk) {
            desk.parts.compute(source, (_, part) -> (part == null ? Part.UNREAD : part).failed(why));
        }
    }

    private Part part(Desk desk, Source source, @Nullable AwsAccount account) throws IOException, InterruptedException {
        Instant now = time.now();
        Span span;
        Part before;
        synchronized (desk) {
            span = desk.window.span(now);
            before = desk.parts.getOrDefault(source, Part.UNREAD);
        }
        Instance instance = instance(desk.ref);
        List<Mark> marks = switch (source) {
            case EVENTS -> null;
            case JOURNAL -> journal(desk, before);
            case HERE -> here(desk, now);
            case TRAIL -> account == null ? List.of() : Sources.trail(account, folder, desk.ref, span);
            case TASKS -> account == null ? List.of() : Sources.tasks(account);
            case ALARMS -> account == null ? List.of() : Sources.alarms(account, desk.ref, span);
            case LOAD -> account == null ? List.of() : load(desk, account, instance, span, now);
        };
        if (account != null) {
            Duration behind = account.behind().orElse(null);
            synchronized (desk) {
                desk.behind = behind == null ? desk.behind : behind;
            }
        }
        if (marks == null) {
            return events(desk.ref, before, now);
        }
        if (source == Source.LOAD && instance == null) {
            return before;
        }
        String without = source == Source.LOAD && instance != null && Boolean.FALSE.equals(instance.insight().performanceInsights())
                ? Sources.withoutInsights(desk.ref, desk.watcher.looks().count())
                : null;
        return new Part(marks, now, without);
    }

    /// A journal may be long: it is read again only when it has grown.
    private List<Mark> journal(Desk desk, Part before) throws IOException {
        String end = Chain.end(folder);
        synchronized (desk) {
            if (end.equals(desk.journalEnd) && before.trouble() == null) {
                return before.marks();
            }
        }
        List<Mark> marks = Sources.journal(folder, desk.ref);
        synchronized (desk) {
            desk.journalEnd = end;
        }
        return marks;
    }

    /// Events are read by the poller of the fleet, and kept longer than RDS does.
    private Part events(InstanceRef ref, Part before, Instant now) {
        Fleet.Account account = account(ref);
        if (account == null || account.events().value().isEmpty()) {
            return account == null
                    ? before
                    : account.events().problem().map(p -> before.failed(Sentences.happened(p))).orElse(before);
        }
        List<Mark> marks = Sources.events(account.events().value().orElseThrow(), ref, now);
        return new Part(marks, account.events().asOf().orElse(now), account.events().problem().map(Sentences::happened).orElse(null));
    }

    private List<Mark> load(Desk desk, AwsAccount account, @Nullable Instance instance, Span span, Instant now)
            throws InterruptedException {
        if (instance == null) {
            return List.of();
        }
        Sources.Load load = Boolean.FALSE.equals(instance.insight().performanceInsights())
                ? Sources.own(desk.watcher.looks(), instance, span)
                : Sources.load(account, instance, span, now);
        synchronized (desk) {
            desk.load = load.chart();
            desk.vcpus = load.vcpus();
        }
        return load.marks();
    }

    private List<Mark> here(Desk desk, Instant now) throws IOException {
        List<Mark> marks = new ArrayList<>(Sources.here(desk.kept));
        marks.addAll(desk.watcher.going(now));
        synchronized (desk) {
            desk.notes = desk.kept.notes();
        }
        return marks;
    }

    private Fleet.@Nullable Account account(InstanceRef ref) {
        return fleet.live().get().accounts().stream()
                .filter(a -> a.scope().region().equals(ref.region())
                        && a.identity().value().map(i -> i.account().equals(ref.account())).orElse(false))
                .findFirst().orElse(null);
    }

    private @Nullable Instance instance(InstanceRef ref) {
        Fleet.Account account = account(ref);
        return account == null
                ? null
                : account.instances().value().orElse(List.of()).stream().filter(i -> i.ref().equals(ref)).findFirst().orElse(null);
    }

    private void publish(Desk desk) {
        desk.live.set(assemble(desk));
    }

    private State assemble(Desk desk) {
        synchronized (desk) {
            Instant now = time.now();
            Window window = desk.window;
            List<Mark> all = desk.parts.values().stream().flatMap(p -> p.marks().stream()).toList();
            Timeline timeline = Timeline.of(window.span(now), all, desk.behind);
            List<Told> told = desk.parts.entrySet().stream().map(e -> e.getValue().told(e.getKey().words)).toList();
            return new State(window, timeline, Summary.of(timeline, desk.notes), told, desk.load, desk.vcpus, desk.notes, now);
        }
    }

    @Override
    public void close() {
        work.close();
        desks.values().forEach(d -> d.following.close());
        seeing.close();
        desks.values().forEach(d -> d.watcher.close());
    }
}
