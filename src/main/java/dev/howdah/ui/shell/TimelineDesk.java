package dev.howdah.ui.shell;

import dev.howdah.ui.kit.Clip;
import dev.howdah.ops.timeline.PostmortemFiles;
import dev.howdah.ops.timeline.Timelines;
import dev.howdah.ops.timeline.Window;
import dev.howdah.task.Live;
import dev.howdah.task.Scope;
import dev.howdah.timeline.Mark;
import dev.howdah.timeline.Note;
import dev.howdah.timeline.Stage;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.nav.Place;
import dev.howdah.ui.timeline.TimelineState;
import dev.howdah.ui.timeline.TimelineView;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Feeds the Timeline screen. While it is shown, what waits for locks is looked at too.
final class TimelineDesk implements TimelineView.Answers {
    private static final Texts TEXTS = Texts.of(TimelineDesk.class);
    private final Console console;
    private final Place.Timeline at;
    private final TimelineView view;
    private final Executor computing;
    private final Consumer<Place> go;
    private final AtomicReference<TimelineState.Ask> ask = new AtomicReference<>(TimelineState.Ask.ALL);
    private final Live<TimelineState> shown;

    /// @param screen for as long as the screen is shown
    /// @param computing where states are made
    /// @param go where to, from a mark
    TimelineDesk(Console console, Place.Timeline at, Scope screen, Executor computing, Consumer<Place> go) {
        this.console = console;
        this.at = at;
        this.computing = computing;
        this.go = go;
        Timelines timelines = console.timelines();
        view = new TimelineView(at.ref().id(), console.time()::now, this);
        shown = new Live<>(state());
        screen.hold(timelines.of(at.ref()).follow(computing, _ -> shown.set(state())));
        screen.hold(shown.follow(Fx.THREAD, view::show));
        screen.hold(timelines.look(at.scope(), at.ref()));
        screen.hold(console.activities().look(at.ref()));
        view.live(screen);
    }

    TimelineView view() {
        return view;
    }

    private TimelineState state() {
        return TimelineState.of(console.timelines().of(at.ref()).get(), ask.get(), console.zone());
    }

    @Override
    public void asked(TimelineState.Ask next) {
        ask.set(next);
        computing.execute(() -> shown.set(state()));
    }

    @Override
    public void window(Window next) {
        console.timelines().window(at.ref(), next);
    }

    @Override
    public void again() {
        console.timelines().again(at.ref());
    }

    @Override
    public void note(@Nullable Stage stage, String text) {
        console.timelines().note(at.ref(), stage, text, trouble -> Fx.THREAD.execute(() -> {
            if (trouble == null) {
                view.noted();
            } else {
                view.said(TEXTS.get("The note is not kept: {0}", trouble), Tone.BAD, "");
            }
        }));
    }

    @Override
    public void takeBack(Note note) {
        console.timelines().takeBack(at.ref(), note, trouble -> Fx.THREAD.execute(() -> {
            if (trouble != null) {
                view.said(TEXTS.get("The note stays: {0}", trouble), Tone.BAD, "");
            }
        }));
    }

    @Override
    public void export() {
        view.said(TEXTS.get("Writing the post-mortem…"), Tone.INFO, "");
        console.timelines().export(at.ref(), console.environment(at.scope()).band(), console.zone(), console.exports(),
                end -> Fx.THREAD.execute(() -> {
                    switch (end) {
                        case PostmortemFiles.End.Written(var html, var markdown, var json) ->
                            view.said(TEXTS.get(
                                    "Written: {0}, and beside it {1} and {2}. Statements have no literals and known forms of secrets are removed; read it before you send it.",
                                    html, markdown.getFileName(), json.getFileName()),
                                    Tone.GOOD, html.toString());
                        case PostmortemFiles.End.Failed(var why) ->
                            view.said(TEXTS.get("The post-mortem is not written: {0}", why), Tone.BAD, "");
                    }
                }));
    }

    @Override
    public void open(Mark mark) {
        go.accept(switch (mark.kind()) {
            case FAILOVER, EVENT, ALARM -> new Place.Overview(at.scope(), at.ref());
            case LOAD -> new Place.Insights(at.scope(), at.ref());
            case LOCKS -> new Place.Activity(at.scope(), at.ref());
            case DEPLOYMENT, TASK -> new Place.Migrate(at.scope(), at.ref());
            case STATEMENT -> new Place.Query(at.scope(), at.ref());
            case CHANGE -> mark.title().startsWith("run-migration") || mark.title().startsWith("rehearse")
                    ? new Place.Migrate(at.scope(), at.ref())
                    : mark.title().startsWith("signal-session")
                            ? new Place.Activity(at.scope(), at.ref())
                            : new Place.Backups(at.scope(), at.ref());
            case TRAIL, NOTE -> new Place.Overview(at.scope(), at.ref());
        });
    }

    @Override
    public void copy(String text) {
        Clip.copy(text);
    }
}
