package dev.howdah.ui.shell;

import dev.howdah.lint.Report;
import dev.howdah.model.EcsTask;
import dev.howdah.model.Problem;
import dev.howdah.ops.Request;
import dev.howdah.ops.Running;
import dev.howdah.ops.migrate.Families;
import dev.howdah.ops.migrate.LiveReview;
import dev.howdah.ops.migrate.Locks;
import dev.howdah.ops.migrate.Reviewed;
import dev.howdah.ops.migrate.SqlFiles;
import dev.howdah.ops.reach.Ways;
import dev.howdah.task.Scope;
import dev.howdah.task.Work;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.migrate.MigrateState;
import dev.howdah.ui.migrate.MigrateView;
import dev.howdah.ui.nav.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Feeds the Migrate screen: what could be run, and the newest run of its instance with task, log and queue. On the JavaFX thread but for
/// what it reads.
final class MigrateDesk implements MigrateView.Answers {
    private static final Texts TEXTS = Texts.of(MigrateDesk.class);
    private final Console console;
    private final Work work;
    private final Place.Migrate at;
    private final OperationDesk desk;
    private final Runnable connects;
    private final MigrateView view;
    private MigrateState state = MigrateState.NOTHING;
    private @Nullable Running followed;
    /// By family of task definitions; the family is empty as long as none is chosen.
    private final Map<String, Kept> kept;
    private String family = "";
    /// A late answer to an older question is dropped.
    private long question;
    private @Nullable Running rehearsal;
    private Scope rehearsing = new Scope();
    private Scope following = new Scope();

    /// What was reviewed of one family's SQL, read once.
    ///
    /// @param sql null when it could not be read
    /// @param live whether the catalogue of the database was read too
    record Kept(SqlFiles.@Nullable Sources sql, MigrateState.Review review, boolean live) {
        Kept with(MigrateState.Review other) {
            return new Kept(sql, other, live);
        }
    }

    /// @param screen for as long as the screen is shown
    /// @param kept what was reviewed for this instance: it outlives the screen
    MigrateDesk(Console console, Work work, Scope screen, Place.Migrate at, OperationDesk desk, Runnable connects, Map<String, Kept> kept) {
        this.console = console;
        this.kept = kept;
        this.work = work;
        this.at = at;
        this.desk = desk;
        this.connects = connects;
        view = new MigrateView(at.ref().id(), console.time()::now, console.zone(), this);
        screen.hold(console.ways().of(at.ref()).follow(Fx.THREAD, way -> reached(way.condition() == Ways.Condition.OPEN)));
        screen.hold(console.operations().running().follow(Fx.THREAD, (List<Running> all) -> newest(all)));
        screen.hold(() -> following.close());
        screen.hold(() -> rehearsing.close());
        view.live(screen);
        refresh();
    }

    MigrateView view() {
        return view;
    }

    /// What was reviewed without the catalogue is reviewed with it as soon as there is a way to it.
    private void reached(boolean now) {
        boolean opened = now && !state.reached();
        change(s -> new MigrateState(s.found(), s.problem(), s.reviewed(), now, s.definition(), s.operation(), s.run()));
        Kept before = kept.get(family);
        if (opened && before != null && before.sql() != null && !before.live()) {
            review(before.review().source());
        }
    }

    private void change(UnaryOperator<MigrateState> how) {
        state = how.apply(state);
        view.show(state);
    }

    private void newest(List<Running> all) {
        all.stream().filter(r -> r.operation().equals(Request.Rehearse.OPERATION)
                && r.target().equals(at.ref())).reduce((_, b) -> b).filter(r -> r != rehearsal).ifPresent(r -> {
                    rehearsal = r;
                    rehearsing.close();
                    rehearsing = new Scope();
                    rehearsing.hold(r.state().follow(Fx.THREAD, state -> {
                        if (state.ended()) {
                            again();
                        }
                    }));
                });
        Running last = all.stream().filter(r -> r.operation().equals(Request.RunMigration.OPERATION) && r.target().equals(at.ref()))
                .reduce((_, b) -> b).orElse(null);
        if (last == null || last == followed) {
            return;
        }
        followed = last;
        following.close();
        following = new Scope();
        change(s -> new MigrateState(s.found(), s.problem(), s.reviewed(), s.reached(), last.details().getOrDefault("definition", ""),
                last.state().get(), null));
        following.hold(last.state().follow(Fx.THREAD, now -> change(s -> new MigrateState(s.found(), s.problem(), s.reviewed(), s.reached(),
                s.definition(), now, s.run()))));
        following.hold(console.migrations()
                .follow(last.id(), last.scope(), at.ref(), last.details(),
                        (session, why) -> console.operations().cancel(last, session, why))
                .follow(Fx.THREAD, now -> change(s -> new MigrateState(s.found(), s.problem(), s.reviewed(), s.reached(), s.definition(),
                        s.operation(), now))));
    }

    /// What was reviewed is looked at once more, so that what runs is what was read.
    @Override
    public void run(Families.Found found, String definition, String startedBy, Reviewed review, Locks.@Nullable Limit limit,
            Duration blockers) {
        Runnable ask = () -> desk.ask(at.scope(), new Request.RunMigration(at.ref(), found.service().cluster(), found.service().name(),
                definition, startedBy, review, limit, blockers));
        if (!review.made()) {
            ask.run();
            return;
        }
        work.start("what was reviewed", () -> {
            String now;
            try {
                now = SqlFiles.load(List.of(Path.of(review.source()))).digest();
            } catch (IOException e) {
                now = "";
            }
            boolean same = now.equals(review.digest());
            Fx.THREAD.execute(same
                    ? ask
                    : () -> review(review.source(), TEXTS.get("The SQL has changed since it was reviewed, and was reviewed anew: "
                            + "look at it, then run it.")));
        });
    }

    @Override
    public void stop(EcsTask task) {
        desk.ask(at.scope(), new Request.StopTask(at.ref(), task.cluster(), task.arn()));
    }

    @Override
    public void signal(Locks.Session session, boolean terminate) {
        desk.ask(at.scope(), new Request.SignalSession(at.ref(), session.pid(), session.began(), terminate,
                session.user() + (session.application().isEmpty() ? "" : ", " + session.application())));
    }

    @Override
    public void snapshot() {
        desk.ask(at.scope(), new Request.TakeSnapshot(at.ref(), "pre-deploy"));
    }

    @Override
    public void rollOut(Request next) {
        desk.ask(at.scope(), next);
    }

    @Override
    public void connect() {
        connects.run();
    }

    @Override
    public void review(String path) {
        review(path, "");
    }

    /// @param note beside the button that runs it; empty for what the last rehearsal came to
    private void review(String path, String note) {
        String of = family;
        long mine = ++question;
        work.start("review", () -> {
            MigrateState.Review reviewed;
            SqlFiles.Sources sql = null;
            String source = path;
            boolean live = false;
            try {
                source = absolute(path);
                sql = SqlFiles.load(List.of(Path.of(source)));
                LiveReview review = LiveReview.of(console.ways(), at.ref(), sql, console.time().now());
                live = review.live();
                reviewed = new MigrateState.Review(source, sql.digest(), review.report(), null,
                        note.isEmpty() ? rehearsed(sql.digest()) : note, Set.of(), review.basis());
            } catch (IOException | IllegalArgumentException e) {
                reviewed = new MigrateState.Review(source, "", new Report(List.of(), List.of(), List.of()),
                        TEXTS.get("It cannot be read: {0}", e.getMessage()), "", Set.of(), "");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            var now = new Kept(reviewed.trouble() == null ? sql : null, reviewed, live);
            Fx.THREAD.execute(() -> {
                if (question == mine) {
                    keep(of, now);
                }
            });
        });
    }

    private static String absolute(String path) {
        String home = path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path;
        return Path.of(home).toAbsolutePath().normalize().toString();
    }

    /// What was accepted holds for the same SQL only.
    private void keep(String of, Kept now) {
        Kept before = kept.get(of);
        MigrateState.Review review = now.review();
        if (before != null && !review.digest().isEmpty() && before.review().digest().equals(review.digest())) {
            for (String rule : before.review().accepted()) {
                review = review.accepting(rule, true);
            }
        }
        show(of, now.with(review));
        if (now.sql() != null) {
            remember(of, review.source());
        }
    }

    /// The next window knows it too, and nobody has to name it again.
    private void remember(String of, String path) {
        if (!of.isEmpty() && !path.equals(console.settings().get().migrations().get(of))) {
            console.settings().update(s -> s.withMigration(of, path));
        }
    }

    private void show(String of, Kept now) {
        kept.put(of, now);
        if (family.equals(of)) {
            change(s -> s.with(now.review()));
        }
    }

    @Override
    public void accept(String rule, boolean on) {
        Kept now = kept.get(family);
        if (now != null) {
            show(family, now.with(now.review().accepting(rule, on)));
        }
    }

    @Override
    public void chosen(String definition) {
        // the screen is being shown: what follows from it comes after that
        Fx.THREAD.execute(() -> family(Families.family(definition)));
    }

    private void family(String now) {
        if (now.equals(family)) {
            return;
        }
        Kept early = family.isEmpty() ? kept.remove("") : null;
        family = now;
        if (early != null) {
            keep(now, early);
            return;
        }
        Kept known = kept.get(now);
        String remembered = console.settings().get().migrations().get(now);
        question++;
        if (known != null) {
            change(s -> s.with(known.review()));
            if (known.sql() != null && !known.live() && state.reached()) {
                review(known.review().source());
            } else {
                again();
            }
        } else if (remembered != null) {
            review(remembered);
        } else {
            change(s -> s.with((MigrateState.Review) null));
        }
    }

    /// What the last rehearsal of what was reviewed came to.
    private void again() {
        Kept now = kept.get(family);
        SqlFiles.Sources sql = now == null ? null : now.sql();
        if (sql == null) {
            return;
        }
        work.start("rehearsed", () -> {
            String words = rehearsed(sql.digest());
            Fx.THREAD.execute(() -> say(sql.digest(), words));
        });
    }

    private void say(String digest, String words) {
        Kept now = kept.get(family);
        if (now != null && now.review().digest().equals(digest)) {
            show(family, now.with(now.review().rehearsed(words)));
        }
    }

    private String rehearsed(String digest) {
        try {
            return console.operations().rehearsed(digest).orElse("");
        } catch (IOException e) {
            return TEXTS.get("Whether it was rehearsed is unknown: the journal cannot be read ({0}).", e.getMessage());
        }
    }

    /// On a copy of its own, under a name that nothing has or had: what is removed later cannot be mistaken for anything else.
    @Override
    public void rehearse(boolean keep) {
        Kept now = kept.get(family);
        SqlFiles.Sources sql = now == null ? null : now.sql();
        if (sql == null) {
            return;
        }
        String definition = view.chosen();
        Set<String> there = console.fleet().live().get().accounts().stream()
                .flatMap(a -> a.instances().value().stream().flatMap(List::stream))
                .map(i -> i.ref().id()).collect(Collectors.toSet());
        work.start("rehearse", () -> {
            try {
                var taken = new HashSet<>(there);
                taken.addAll(console.operations().copies(at.ref()));
                String name = at.ref().id() + "-rehearsal";
                String free = taken.contains(name)
                        ? IntStream.iterate(2, n -> n + 1).mapToObj(n -> name + "-" + n).filter(n -> !taken.contains(n)).findFirst()
                                .orElseThrow()
                        : name;
                Fx.THREAD.execute(() -> desk.ask(at.scope(), new Request.Rehearse(at.ref(), free,
                        keep ? Request.Rehearse.Copy.KEPT : Request.Rehearse.Copy.REMOVED, sql, definition)));
            } catch (IOException e) {
                Fx.THREAD.execute(
                        () -> say(sql.digest(),
                                TEXTS.get("The journal cannot be read ({0}): which names copies had is unknown.", e.getMessage())));
            }
        });
    }

    @Override
    public void refresh() {
        work.start("families", () -> {
            Optional<List<Families.Found>> found = Optional.empty();
            Problem problem = null;
            try {
                found = Optional.of(console.migrations().families(at.scope()));
            } catch (Problem.Thrown e) {
                problem = e.problem();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            Optional<List<Families.Found>> read = found;
            Problem why = problem;
            Fx.THREAD.execute(() -> {
                change(s -> new MigrateState(read.isPresent() ? read : s.found(), why, s.reviewed(), s.reached(), s.definition(),
                        s.operation(),
                        s.run()));
                view.focus();
            });
        });
    }
}
