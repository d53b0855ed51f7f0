package dev.howdah.ops.insights;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.insights.InsightReads;
import dev.howdah.insights.Calls;
import dev.howdah.insights.Dimension;
import dev.howdah.insights.LoadChart;
import dev.howdah.insights.OwnLooks;
import dev.howdah.insights.Range;
import dev.howdah.insights.Span;
import dev.howdah.insights.Vcpus;
import dev.howdah.insights.Working;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.LoadAnswer;
import dev.howdah.model.LoadKey;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.ops.activity.Activities;
import dev.howdah.ops.activity.Backend;
import dev.howdah.ops.activity.Sample;
import dev.howdah.ops.reach.Reached;
import dev.howdah.ops.reach.Ways;
import dev.howdah.sql.scan.Plannable;
import dev.howdah.sql.scan.Redaction;
import dev.howdah.sql.session.ConnectFailure;
import dev.howdah.sql.session.Safety;
import dev.howdah.sql.session.SqlFailed;
import dev.howdah.sql.session.SqlSession;
import dev.howdah.task.Leave;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Watches the load of instances while somebody looks. Where Performance Insights is off, or may not be read, or the operator prefers
/// it, the load is counted from looks of our own once a second, through the way to the database; the state says which it is.
public final class Insights implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Insights.class.getName());
    /// How often the service is asked.
    public static final List<Duration> PACES = List.of(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(30),
            Duration.ofSeconds(60));
    public static final Duration USUAL = Duration.ofSeconds(15);
    /// How often we look ourselves, which is also how often what we saw is drawn.
    public static final Duration OWN = Duration.ofSeconds(1);
    private static final Duration COUNTERS = Duration.ofSeconds(5);
    private static final Duration REFUSED_AGAIN = Duration.ofMinutes(1);
    private static final Duration SESSION_AGAIN = Duration.ofSeconds(10);
    /// The server ends what takes longer.
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration SLOTS_WITHIN = Duration.ofSeconds(3);
    private static final int GROUPS = 9;
    private static final int TOP = 15;
    /// Clocks that differ by less are the same: the service tells whole seconds.
    private static final Duration SAME_CLOCK = Duration.ofSeconds(3);

    /// Where the load comes from.
    public enum Source {
        /// Performance Insights.
        SERVICE,
        /// Looks of our own.
        OWN
    }

    /// What is looked at.
    ///
    /// @param brushed the part whose statements are listed; null for all that is shown
    /// @param wished null for the service wherever it may be read
    public record Ask(Range range, Dimension by, @Nullable Span brushed, @Nullable Source wished) {
        public static final Ask FIRST = new Ask(Range.HOUR, Dimension.WAIT, null, null);
    }

    /// What `pg_stat_statements` says of the statements that are listed.
    ///
    /// @param says why there is nothing, or what is missing; empty when nothing is
    /// @param byId PostgreSQL's query id → what was counted so far
    /// @param rates the same → what happened between the last two looks
    public record Counters(String says, Map<Long, Calls> byId, Map<Long, Calls.Rate> rates) {
        static final Counters NONE = new Counters("", Map.of(), Map.of());
    }

    /// The limit that load is held against.
    ///
    /// @param count virtual processors, 0 when it is not known
    /// @param from who says so
    public record Limit(double count, String from) {
        static final Limit UNKNOWN = new Limit(0, "not known");
    }

    /// All that is shown.
    ///
    /// @param instance null while the fleet has not been read
    /// @param why the load is counted by our own looks; empty while the service is asked
    /// @param chart null before the first
    /// @param top what loads the brushed window, or all that is shown, most
    /// @param topOf the window that `top` is of
    /// @param problem why there is no newer chart; null when there is
    /// @param read when the chart came, by our clock
    /// @param skew how far the clock that the times are of is ahead of ours; zero when they agree
    /// @param hosts address → the task or machine that has it
    /// @param hidden whether the role sees only its own sessions: then our own count is too low
    public record State(Ask ask, @Nullable Instance instance, Source source, String why, boolean reached, @Nullable LoadChart chart,
            List<LoadKey> top, @Nullable Span topOf, Limit limit, Counters counters, @Nullable Problem problem, @Nullable String trouble,
            @Nullable Instant read, Duration skew, Duration every, boolean paused, Map<String, String> hosts, boolean hidden) {
        static final State NOTHING = new State(Ask.FIRST, null, Source.SERVICE, "", false, null, List.of(), null, Limit.UNKNOWN,
                Counters.NONE, null, null, null, Duration.ZERO, USUAL, false, Map.of(), false);

        State with(Ask next) {
            return new State(next, instance, source, why, reached, next.range().equals(ask.range()) && next.by() == ask.by() ? chart : null,
                    top, topOf, limit, counters, problem, trouble, read, skew, every, paused, hosts, hidden);
        }

        State paced(Duration next, boolean pausing) {
            return new State(ask, instance, source, why, reached, chart, top, topOf, limit, counters, problem, trouble, read, skew, next,
                    pausing, hosts, hidden);
        }

        State of(@Nullable Instance next, Source from, String because, boolean open, Map<String, String> clients) {
            return new State(ask, next, from, because, open, from == source ? chart : null, from == source ? top : List.of(), topOf, limit,
                    counters, from == source ? problem : null, from == source ? trouble : null, read, skew, every, paused, clients, hidden);
        }

        State drawn(LoadChart next, Limit held, Instant at, Duration ahead, boolean partly) {
            return new State(ask, instance, source, why, reached, next, top, topOf, held, counters, null, null, at, ahead, every, paused,
                    hosts, partly);
        }

        State listed(List<LoadKey> next, Span of) {
            return new State(ask, instance, source, why, reached, chart, next, of, limit, counters, problem, trouble, read, skew, every,
                    paused, hosts, hidden);
        }

        State failed(@Nullable Problem because, @Nullable String words) {
            return new State(ask, instance, source, why, reached, chart, top, topOf, limit, counters, because, words, read, skew, every,
                    paused, hosts, hidden);
        }

        State counted(Counters next) {
            return new State(ask, instance, source, why, reached, chart, top, topOf, limit, next, problem, trouble, read, skew, every,
                    paused,
                    hosts, hidden);
        }

        /// How often it is drawn anew.
        public Duration pace() {
            return source == Source.OWN ? OWN : every;
        }

        /// How old the chart must be before it counts as old.
        public Duration stale() {
            return pace().multipliedBy(3).plusSeconds(2);
        }
    }

    /// What is known of one statement.
    ///
    /// @param id by which the list has it
    /// @param sent as it was sent, with its callers' literals; null while it is not known
    /// @param sentSays why not, or that this is the beginning only; empty otherwise
    /// @param counted as `pg_stat_statements` has it, null for none
    /// @param plan the plan, or why there is none; null before it was asked for
    /// @param busy whether an answer is on its way
    public record Detail(String id, @Nullable String sent, String sentSays, Statements.@Nullable Text counted, @Nullable String plan,
            boolean busy) {
        static final Detail NONE = new Detail("", null, "", null, null, false);

        /// The database that the plan is of; "" when none is known.
        public String database() {
            return counted == null ? "" : counted.database();
        }

        /// The text with parameters in place of literals; "" when it is not known.
        public String general() {
            return counted == null ? "" : counted.sql();
        }
    }

    /// Guarded by itself where it says so.
    private final class Desk {
        final InstanceRef ref;
        final Live<State> live = new Live<>(State.NOTHING);
        final Live<Detail> detail = new Live<>(Detail.NONE);
        final OwnLooks looks = new OwnLooks();
        /// The scope in which somebody looks. Guarded by `this`, as are the next six.
        @Nullable
        AwsScope scope;
        int lookers;
        boolean running;
        /// Which watch this is: one that was busy when the last looker left must not go on beside the next.
        int run;
        /// Raised when something was asked that does not wait for the next turn.
        int wishes;
        @Nullable
        Instant frozen;
        @Nullable
        AutoCloseable own;
        volatile @Nullable Problem refused;
        volatile long refusedAt;
        volatile boolean partly;
        volatile Duration ahead = Duration.ZERO;

        Desk(InstanceRef ref) {
            this.ref = ref;
        }
    }

    private final Function<AwsScope, AwsAccount> accounts;
    private final Function<InstanceRef, Optional<Instance>> instances;
    private final Ways ways;
    /// Its own, so that the pace of the Activity screen is not ours.
    private final Activities activities;
    private final Time time;
    private final Function<InstanceRef, String> operator;
    private final Work work = new Work("insights");
    private final Map<InstanceRef, Desk> desks = new ConcurrentHashMap<>();
    private final VitalSigns vitals;

    /// @param instances what is known of an instance, and empty until it is
    /// @param operator who asks, as the server is told
    public Insights(Function<AwsScope, AwsAccount> accounts, Function<InstanceRef, Optional<Instance>> instances, Ways ways, Time time,
            Function<InstanceRef, String> operator) {
        this.accounts = accounts;
        this.instances = instances;
        this.ways = ways;
        this.activities = new Activities(ways, time, operator);
        this.time = time;
        this.operator = operator;
        this.vitals = new VitalSigns(accounts, instances, this::slots, time);
    }

    /// `max_connections`, of the server itself: the parameter group has a formula of memory that no API tells. Empty without a way.
    private Optional<Integer> slots(InstanceRef ref) {
        Reached way = ways.reached(ref).orElse(null);
        if (way == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(way.database().row("SHOW max_connections", SLOTS_WITHIN).get("max_connections"))
                    .map(Integer::valueOf);
        } catch (Problem.Thrown e) {
            LOG.log(Level.DEBUG, "max_connections cannot be read now", e);
            return Optional.empty();
        }
    }

    /// CloudWatch's metrics.
    public VitalSigns vitals() {
        return vitals;
    }

    public Live<State> of(InstanceRef ref) {
        return desk(ref).live;
    }

    public Live<Detail> detail(InstanceRef ref) {
        return desk(ref).detail;
    }

    private Desk desk(InstanceRef ref) {
        return desks.computeIfAbsent(ref, Desk::new);
    }

    /// Looks until the handle is closed; the last who leaves ends the sessions.
    public AutoCloseable look(AwsScope scope, InstanceRef ref) {
        Desk desk = desk(ref);
        synchronized (desk) {
            desk.scope = scope;
            desk.lookers++;
            desk.wishes++;
            if (!desk.running) {
                desk.running = true;
                int run = ++desk.run;
                work.background("watch", () -> watch(desk, scope));
                work.background("counters", () -> count(desk, run));
            }
            desk.notifyAll();
        }
        return new Leave(desk, () -> desk.lookers--);
    }

    /// Looks at something else, at once.
    public void ask(InstanceRef ref, Ask next) {
        Desk desk = desk(ref);
        synchronized (desk) {
            if (next.wished() == Source.SERVICE) {
                desk.refused = null;
            }
            desk.live.update(s -> s.with(next));
            desk.wishes++;
            desk.notifyAll();
        }
    }

    /// Asks the service again at once, also where it refused.
    public void again(InstanceRef ref) {
        Desk desk = desk(ref);
        synchronized (desk) {
            desk.refused = null;
            desk.wishes++;
            desk.notifyAll();
        }
    }

    /// Sets how often the service is asked, and whether what is shown stands still. Our own looks go on, so that no gap is left.
    public void pace(InstanceRef ref, Duration every, boolean paused) {
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("a pace is longer than nothing: " + every);
        }
        Desk desk = desk(ref);
        synchronized (desk) {
            desk.frozen = paused ? desk.frozen == null ? time.now() : desk.frozen : null;
            desk.live.update(s -> s.paced(every, paused));
            desk.wishes++;
            desk.notifyAll();
        }
    }

    // --- the load, on a thread of its own

    private void watch(Desk desk, AwsScope scope) {
        try (AwsAccount account = accounts.apply(scope)) {
            int slower = 0;
            while (true) {
                int seen;
                boolean still;
                synchronized (desk) {
                    seen = desk.wishes;
                    still = desk.frozen != null;
                }
                long begun = time.nanos();
                slower = turn(desk, account) ? Math.min(slower + 1, 3) : 0;
                synchronized (desk) {
                    State now = desk.live.get();
                    long next = begun + now.pace().toNanos() * (1L << slower);
                    while (desk.lookers > 0 && desk.wishes == seen && (still || time.nanos() < next)) {
                        desk.wait(still ? 0 : Math.max(1, (next - time.nanos()) / 1_000_000));
                    }
                    if (desk.lookers == 0) {
                        desk.running = false;
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            synchronized (desk) {
                // who looks next begins anew
                desk.running = false;
            }
            throw e;
        } finally {
            leave(desk);
        }
    }

    /// @return whether the service asked us to slow down
    private boolean turn(Desk desk, AwsAccount account) throws InterruptedException {
        Instance instance = instances.apply(desk.ref).orElse(null);
        Ask ask = desk.live.get().ask();
        String why = why(desk, instance, ask);
        Source source = why.isEmpty() ? Source.SERVICE : Source.OWN;
        Map<String, String> hosts = hosts(desk.ref);
        boolean open = ways.reached(desk.ref).isPresent();
        desk.live.update(s -> s.of(instance, source, why, open, hosts));
        if (instance == null) {
            // the fleet is asked for it; there is nothing to say before
            desk.live.update(s -> s.failed(null, null));
            return false;
        }
        if (source == Source.OWN) {
            looking(desk);
            own(desk, instance, ask);
            return false;
        }
        leave(desk);
        boolean slow = service(desk, instance, account.insights(), ask);
        // who is refused need not wait for the next turn to look with his own eyes
        return why(desk, instance, ask).isEmpty() ? slow : turn(desk, account);
    }

    private String why(Desk desk, @Nullable Instance instance, Ask ask) {
        if (instance == null) {
            return "";
        }
        if (ask.wished() == Source.OWN) {
            return "as chosen";
        }
        if (Boolean.FALSE.equals(instance.insight().performanceInsights())) {
            return "Performance Insights is off on " + instance.ref().id();
        }
        if (instance.resourceId() == null) {
            return "AWS does not tell the resource id by which Performance Insights knows " + instance.ref().id();
        }
        Problem refused = desk.refused;
        if (refused != null && time.nanos() - desk.refusedAt < REFUSED_AGAIN.toNanos()) {
            return Sentences.happened(refused) + " " + Sentences.meaning(refused);
        }
        return "";
    }

    private Map<String, String> hosts(InstanceRef ref) {
        var names = new HashMap<String, String>();
        ways.of(ref).get().hops().forEach(h -> {
            if (h.address() != null) {
                names.putIfAbsent(h.address(), h.name());
            }
        });
        return names;
    }

    private Instant now(Desk desk, Duration ahead) {
        synchronized (desk) {
            return (desk.frozen == null ? time.now() : desk.frozen).plus(ahead);
        }
    }

    // --- by the service

    private boolean service(Desk desk, Instance instance, InsightReads reads, Ask ask) throws InterruptedException {
        Integer kept = instance.insight().retentionDays();
        int days = kept == null ? 7 : kept;
        String id = String.valueOf(instance.resourceId());
        Duration ahead = desk.live.get().skew();
        try {
            Span span = ask.range().until(now(desk, ahead), days);
            Instant before = time.now();
            LoadAnswer answer = reads.load(id, ask.by().group(), GROUPS, span.from(), span.to(), ask.range().period());
            Instant after = time.now();
            Duration skew = skew(answer.serviceTime(), before, after);
            LoadChart chart = LoadChart.of(answer.lines(), ask.by(), new Span(answer.from(), answer.to()), ask.range().period());
            Double vcpus = answer.vcpus();
            Limit limit = vcpus == null ? byClass(instance) : new Limit(vcpus, "Performance Insights");
            desk.live.update(s -> same(s, ask) ? s.drawn(chart, limit, after, skew, false) : s);
            Span window = window(ask, chart.span());
            List<LoadKey> top = reads.top(id, Dimension.SQL.group(), Dimension.WAIT.group(), Dimension.WAIT.labelName(), TOP, window.from(),
                    window.to());
            desk.live.update(s -> same(s, ask) ? s.listed(top, window) : s);
            desk.refused = null;
            return false;
        } catch (Problem.Thrown e) {
            LOG.log(Level.DEBUG, "no load from the service", e);
            if (e.problem() instanceof Problem.Denied) {
                desk.refused = e.problem();
                desk.refusedAt = time.nanos();
            }
            desk.live.update(s -> s.failed(e.problem(), null));
            return e.problem() instanceof Problem.Throttled;
        }
    }

    private static boolean same(State state, Ask ask) {
        return state.ask().equals(ask);
    }

    private static Span window(Ask ask, Span shown) {
        Span brushed = ask.brushed();
        return brushed == null ? shown : brushed.within(shown);
    }

    /// Whole seconds, and as good as the call was quick.
    private static Duration skew(@Nullable Instant theirs, Instant before, Instant after) {
        if (theirs == null) {
            return Duration.ZERO;
        }
        Instant ours = before.plus(Duration.between(before, after).dividedBy(2));
        Duration ahead = Duration.between(ours, theirs.plusMillis(500));
        return ahead.abs().compareTo(SAME_CLOCK) < 0 ? Duration.ZERO : Duration.ofSeconds(ahead.toSeconds());
    }

    private static Limit byClass(Instance instance) {
        String name = instance.instanceClass();
        return name == null ? Limit.UNKNOWN : Vcpus.of(name).map(n -> new Limit(n, "the class " + name)).orElse(Limit.UNKNOWN);
    }

    // --- by our own looks

    private void looking(Desk desk) {
        synchronized (desk) {
            if (desk.own != null) {
                return;
            }
            activities.pace(desk.ref, OWN, false);
            AutoCloseable look = activities.look(desk.ref);
            var last = new Sample[1];
            AutoCloseable follow = activities.of(desk.ref).follow(Runnable::run, state -> {
                Sample sample = state.sample();
                if (sample != null && sample != last[0]) {
                    last[0] = sample;
                    desk.partly = sample.partly();
                    desk.ahead = Duration.between(time.now(), sample.at());
                    desk.looks.add(sample.at(), AtWork.of(sample));
                }
            });
            desk.own = () -> {
                follow.close();
                look.close();
            };
        }
    }

    private void leave(Desk desk) {
        AutoCloseable own;
        synchronized (desk) {
            own = desk.own;
            desk.own = null;
        }
        if (own != null) {
            try {
                own.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.log(Level.WARNING, "the looks did not end in order", e);
            }
        }
    }

    private void own(Desk desk, Instance instance, Ask ask) {
        Activities.State state = activities.of(desk.ref).get();
        Duration ahead = desk.ahead;
        Duration skew = ahead.abs().compareTo(SAME_CLOCK) < 0 ? Duration.ZERO : Duration.ofSeconds(ahead.toSeconds());
        Range range = Range.own().contains(ask.range()) ? ask.range() : Range.own().getLast();
        if (desk.looks.count() == 0) {
            desk.live.update(s -> s.failed(null, state.trouble()));
            return;
        }
        Span span = range.ownUntil(now(desk, ahead));
        LoadChart chart = desk.looks.chart(ask.by(), span, 1, GROUPS);
        Span window = window(ask, span);
        List<LoadKey> top = desk.looks.top(Dimension.SQL, window, TOP);
        Instant newest = desk.looks.newest().orElse(span.from());
        desk.live.update(s -> same(s, ask)
                ? s.drawn(chart, byClass(instance), newest.minus(ahead), skew, desk.partly).listed(top, window)
                        .failed(null, state.trouble())
                : s);
    }

    // --- what pg_stat_statements counts, on a thread of its own

    /// A session and what reads in it. Used by the counting thread alone.
    private static final class Seat {
        @Nullable
        Reached of;
        @Nullable
        SqlSession session;
        @Nullable
        Instant tried;

        void leave() {
            if (session != null) {
                session.close();
            }
            session = null;
            of = null;
        }
    }

    private void count(Desk desk, int run) {
        var seat = new Seat();
        Map<Long, Calls> before = Map.of();
        try {
            while (true) {
                before = counters(desk, seat, before);
                long next = time.nanos() + COUNTERS.toNanos();
                synchronized (desk) {
                    Span of = desk.live.get().topOf();
                    while (desk.run == run && desk.running && desk.lookers > 0 && time.nanos() < next
                            && (of == null) == (desk.live.get().topOf() == null)) {
                        desk.wait(Math.max(1, Math.min(500, (next - time.nanos()) / 1_000_000)));
                    }
                    if (desk.run != run || !desk.running || desk.lookers == 0) {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            seat.leave();
        }
    }

    private Map<Long, Calls> counters(Desk desk, Seat seat, Map<Long, Calls> before) {
        Reached reached = ways.reached(desk.ref).orElse(null);
        if (reached == null) {
            seat.leave();
            desk.live.update(s -> s.counted(new Counters("Calls and latency need a session with the database: Ctrl+T connects.", Map.of(),
                    Map.of())));
            return Map.of();
        }
        if (seat.of != reached || seat.session == null || !seat.session.isOpen()) {
            seat.leave();
            if (seat.tried != null && Duration.between(seat.tried, time.now()).abs().compareTo(SESSION_AGAIN) < 0) {
                return before;
            }
            seat.tried = time.now();
        }
        try {
            SqlSession session = seat.session;
            if (session == null) {
                session = session(reached);
                seat.session = session;
                seat.of = reached;
            }
            Set<Long> ids = desk.live.get().top().stream().flatMap(k -> queryId(k).stream()).collect(Collectors.toSet());
            return switch (new Statements(session).read(ids)) {
                case Statements.Found.Absent(String why) -> {
                    desk.live.update(s -> s.counted(new Counters(why, Map.of(), Map.of())));
                    yield Map.of();
                }
                case Statements.Found.Counted(Map<Long, Calls> now, boolean all) -> {
                    Map<Long, Calls.Rate> rates = new LinkedHashMap<>();
                    now.forEach((id, calls) -> {
                        Calls earlier = before.get(id);
                        if (earlier != null) {
                            calls.since(earlier).ifPresent(r -> rates.put(id, r));
                        }
                    });
                    String says = all
                            ? ""
                            : "This role sees the calls of its own statements alone: it is not a member of pg_read_all_stats (pg_monitor "
                                    + "includes it).";
                    desk.live.update(s -> s.counted(new Counters(says, now, rates)));
                    yield now;
                }
            };
        } catch (ConnectFailure e) {
            uncounted(desk, "No session for pg_stat_statements: " + e.getMessage());
        } catch (SqlFailed e) {
            uncounted(desk, "pg_stat_statements: " + e.getMessage());
        } catch (Problem.Thrown e) {
            uncounted(desk, Sentences.happened(e.problem()));
        }
        return before;
    }

    private static void uncounted(Desk desk, String why) {
        desk.live.update(s -> s.counted(new Counters(why, s.counters().byId(), Map.of())));
    }

    /// In the database that people mean: the extension is more likely there than where the way happens to end.
    private SqlSession session(Reached reached) throws ConnectFailure {
        return reached.database().session(Safety.of(operator.apply(reached.instance())).withStatement(ANSWER),
                reached.database().usualDatabase());
    }

    /// PostgreSQL's id of a listed statement, as the service or our own looks tell it.
    public static Optional<Long> queryId(LoadKey key) {
        String id = key.text(Dimension.QUERY_ID);
        return id.matches("-?\\d{1,19}") ? parsed(id) : Optional.empty();
    }

    private static Optional<Long> parsed(String id) {
        try {
            return Optional.of(Long.valueOf(id)).filter(n -> n != 0);
        } catch (NumberFormatException e) {
            // twenty digits are no query id
            return Optional.empty();
        }
    }

    // --- one statement

    /// Finds out what there is to know of a listed statement; the answer to an older question is dropped.
    public void inspect(InstanceRef ref, LoadKey key) {
        Desk desk = desk(ref);
        String id = Dimension.SQL.id(key.key());
        Detail begun = desk.detail
                .update(d -> d.id().equals(id) && !d.sentSays().isEmpty() ? d : new Detail(id, null, "", null, null, true));
        if (!begun.busy()) {
            return;
        }
        State state = desk.live.get();
        AwsScope scope;
        synchronized (desk) {
            scope = desk.scope;
        }
        work.start("statement", () -> {
            try {
                Detail found = found(desk, key, id, state, scope);
                desk.detail.update(d -> d.id().equals(id) ? found : d);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private Detail found(Desk desk, LoadKey key, String id, State state, @Nullable AwsScope scope) throws InterruptedException {
        String sent = null;
        String says;
        if (state.source() == Source.OWN) {
            sent = desk.looks.whole(id).orElse(null);
            says = sent == null ? "It has not been seen within the last hour." : "as our own looks saw it last";
        } else {
            Span window = state.topOf();
            Instance instance = state.instance();
            says = "The service does not have its text.";
            if (scope != null && window != null && instance != null && instance.resourceId() != null) {
                try (AwsAccount account = accounts.apply(scope)) {
                    var text = account.insights().statement(instance.resourceId(), id, window.from(), window.to());
                    sent = text.map(InsightReads.Text::sql).orElse(null);
                    says = text.map(
                            t -> t.whole() ? "one of its calls, by Performance Insights" : "its beginning; the service has no more yet")
                            .orElse(says);
                } catch (Problem.Thrown e) {
                    says = Sentences.happened(e.problem()) + " " + Sentences.next(e.problem());
                }
            }
        }
        Statements.Text counted = null;
        Reached reached = ways.reached(desk.ref).orElse(null);
        Optional<Long> number = queryId(key);
        if (reached != null && number.isPresent()) {
            try (SqlSession session = session(reached)) {
                counted = new Statements(session).text(number.get()).orElse(null);
            } catch (ConnectFailure | SqlFailed | Problem.Thrown e) {
                // it is one of two sources of the text; that it counts nothing is said above the list
                LOG.log(Level.DEBUG, "no text by pg_stat_statements", e);
            }
        }
        return new Detail(id, sent, says, counted, null, false);
    }

    /// Asks the server for a plan of the statement that is inspected, without running it.
    public void explain(InstanceRef ref) {
        Desk desk = desk(ref);
        Detail detail = desk.detail.get();
        if (detail.id().isEmpty() || detail.busy()) {
            return;
        }
        desk.detail.update(d -> new Detail(d.id(), d.sent(), d.sentSays(), d.counted(), null, true));
        work.start("plan", () -> {
            String plan = plan(ref, detail);
            desk.detail.update(d -> d.id().equals(detail.id()) ? new Detail(d.id(), d.sent(), d.sentSays(), d.counted(), plan, false) : d);
        });
    }

    private String plan(InstanceRef ref, Detail detail) {
        Reached reached = ways.reached(ref).orElse(null);
        if (reached == null) {
            return "A plan needs a session with the database: Ctrl+T connects.";
        }
        String sql = detail.counted() != null ? detail.general() : detail.sent();
        if (sql == null) {
            return "The text of the statement is not known.";
        }
        Plannable statement = Plannable.of(sql, true).orElse(null);
        if (statement == null) {
            return "There is no plan of this: it is not one SELECT, INSERT, UPDATE, DELETE or MERGE, or its text is cut off.";
        }
        try (SqlSession session = reached.database().session(Safety.of(operator.apply(ref)).withStatement(ANSWER),
                detail.database().isEmpty() ? reached.database().usualDatabase() : detail.database())) {
            return Statements.plan(session, statement);
        } catch (SqlFailed e) {
            return "No plan: " + e.getMessage();
        } catch (ConnectFailure e) {
            return "No session for a plan: " + e.getMessage();
        } catch (Problem.Thrown e) {
            return "No plan: " + Sentences.happened(e.problem());
        }
    }

    @Override
    public void close() {
        vitals.close();
        work.close();
        activities.close();
    }
}
