package dev.howdah.ui.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.ops.timeline.Timelines;
import dev.howdah.ops.timeline.Window;
import dev.howdah.timeline.Incident;
import dev.howdah.timeline.Mark;
import dev.howdah.timeline.Note;

import dev.howdah.timeline.Summary;
import dev.howdah.timeline.Timeline;
import dev.howdah.timeline.Told;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.OnStage;
import dev.howdah.ui.Screens;
import dev.howdah.ui.kit.Tone;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The Timeline screen in its states. Bad inputs tried: nothing read, nothing that happened, a denied service, a clock that is off, a note
/// without words, a filter that finds nothing, an old state, a state before the first layout.
@ExtendWith(HeadlessScreen.class)
final class TimelineViewTest {
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final Instant NOW = Incident.SPAN.to();
    private static final List<Note> NOTES = List
            .of(Incident.note(13, dev.howdah.timeline.Stage.DETECTED, "customers call: comments do not load"));

    private static Timelines.State state(List<Mark> marks, List<Note> notes, List<Told> told, @Nullable Duration behind) {
        Timeline timeline = Timeline.of(Incident.SPAN, marks, behind);
        return new Timelines.State(Window.USUAL, timeline, Summary.of(timeline, notes), told, Incident.load(7.4), 2, notes, NOW);
    }

    private static Told good(String source) {
        return new Told(source, 3, NOW.minusSeconds(4), null);
    }

    @Test
    void aNightIsSeenInLanesAndInAList() {
        try (var screen = new Shown(1280, 720)) {
            screen.show(state(Incident.marks(NOTES), NOTES, List.of(good("rds:DescribeEvents"), good("journal")), Duration.ZERO));
            assertThat(screen.words()).contains("Timeline", "03:00:00–04:00:00 UTC · 12:00:00–13:00:00 KST",
                    "Began", "03:10:00 UTC · 12:10:00 KST", "Detected", "03:13:00 UTC · 12:13:00 KST  +3 min", "Resolved",
                    "Locks  1", "Task  3",
                    "oldest part read 4 s ago", "Export post-mortem   Ctrl+E", "db-snapshot blog-db-after: Manual snapshot created");
            screen.choose("Multi-AZ failover, over after 38 s");
            assertThat(screen.words()).contains("The user requested a failover of the DB instance.", "Failover · trouble",
                    "told by rds:DescribeEvents", "Go there   Enter");
            Screens.picture(screen.scene, "timeline");
            screen.dark(false);
            Screens.picture(screen.scene, "timeline-light");
            screen.press(KeyCode.ENTER);
            assertThat(screen.opened).extracting(Mark::kind).containsExactly(Mark.Kind.FAILOVER);
        }
    }

    @Test
    void aNewReadingDoesNotCloseTheListOfLengths() {
        try (var screen = new Shown(1280, 720)) {
            var same = state(Incident.marks(NOTES), NOTES, List.of(good("journal")), Duration.ZERO);
            screen.show(same);
            assertThat(screen.closedBy(() -> screen.show(same))).isEmpty();
        }
    }

    @Test
    void keysMoveTheWindowAndFilter() {
        try (var screen = new Shown(1280, 720)) {
            screen.show(state(Incident.marks(NOTES), NOTES, List.of(good("journal")), null));
            screen.press(KeyCode.OPEN_BRACKET);
            screen.press(KeyCode.CLOSE_BRACKET);
            screen.press(KeyCode.LEFT);
            assertThat(screen.windows).containsExactly(new Window(Duration.ofMinutes(30), null), new Window(Duration.ofHours(3), null),
                    new Window(Duration.ofHours(1), NOW.minus(Duration.ofMinutes(15))));
            screen.press(KeyCode.RIGHT);
            assertThat(screen.windows.getLast()).as("it goes along with now already").isEqualTo(Window.USUAL);
            screen.typed("Filter marks", "failover trouble");
            assertThat(screen.asked().words()).isEqualTo("failover trouble");
            screen.show(state(Incident.marks(NOTES), NOTES, List.of(good("journal")), null));
            assertThat(screen.rows()).isEqualTo(1);
            screen.typed("Filter marks", "no such words");
            screen.show(state(Incident.marks(NOTES), NOTES, List.of(good("journal")), null));
            assertThat(screen.words()).contains("No mark has these words.");
            screen.press(KeyCode.R);
            assertThat(screen.readAgain).isEqualTo(1);
            screen.press(KeyCode.E, true);
            assertThat(screen.exports).isEqualTo(1);
        }
    }

    @Test
    void aNoteIsTypedMarksAMomentAndIsTakenBack() {
        try (var screen = new Shown(1280, 720)) {
            screen.show(state(List.of(), List.of(), List.of(good("journal")), null));
            screen.typed("Note", "   ");
            screen.enter("Note");
            assertThat(screen.notes).as("a note without words is none").isEmpty();
            screen.typed("Note", "customers call");
            screen.enter("Note");
            assertThat(screen.notes).containsExactly("null: customers call");
            screen.said("The note is not kept: No space left on device", Tone.BAD);
            assertThat(screen.scene.getRoot().lookupAll(".note-bad")).as("not in the colour of good news").hasSize(1);
            Screens.picture(screen.scene, "timeline-not-kept");
            assertThat(screen.words()).contains("The note is not kept: No space left on device");
            assertThat(screen.field("Note").getText()).as("nothing typed is lost").isEqualTo("customers call");
            Screens.onFx(() -> {
                screen.view.noted();
                return null;
            });
            assertThat(screen.field("Note").getText()).isEmpty();
            screen.show(state(Incident.marks(NOTES), NOTES, List.of(good("journal")), null));
            screen.choose("Detected: customers call: comments do not load");
            assertThat(screen.words()).contains("Take the note back");
            screen.fire("Take the note back");
            assertThat(screen.gone).containsExactlyElementsOf(NOTES);
        }
    }

    @Test
    void whatCouldNotBeReadAndAClockThatIsOffAreSaid() {
        try (var screen = new Shown(1280, 720)) {
            Screens.onFx(() -> {
                screen.view.show(TimelineState.of(state(List.of(), List.of(), List.of(new Told("journal", 0, null, null)), null),
                        TimelineState.Ask.ALL, SEOUL));
                return null;
            });
            assertThat(screen.words()).contains("Reading…", "reading…");
            screen.show(state(List.of(), List.of(), List.of(good("journal")), null));
            assertThat(screen.words()).contains("Nothing is known to have happened.", "unknown");
            Screens.picture(screen.scene, "timeline-empty");
            screen.show(state(Incident.marks(List.of()), List.of(),
                    List.of(new Told("pi:GetResourceMetrics", 0, null, "AWS refused pi:GetResourceMetrics."),
                            new Told("ecs:DescribeServices", 4, NOW.minusSeconds(300), "AWS did not answer."), good("journal")),
                    Duration.ofSeconds(42)));
            assertThat(screen.words()).contains("pi:GetResourceMetrics: AWS refused pi:GetResourceMetrics.",
                    "ecs:DescribeServices: AWS did not answer. What is shown of it was read 5 min ago.",
                    "This machine's clock is 42 s behind AWS's; what was told here was moved by that.",
                    "stale, oldest part read 5 min ago");
            Screens.picture(screen.scene, "timeline-troubles");
        }
    }

    /// The screen in a window.
    private static final class Shown extends OnStage implements TimelineView.Answers {
        final List<Window> windows = new ArrayList<>();
        final List<Mark> opened = new ArrayList<>();
        final List<String> notes = new ArrayList<>();
        final List<Note> gone = new ArrayList<>();
        int exports;
        int readAgain;
        private TimelineState.Ask ask = TimelineState.Ask.ALL;
        final TimelineView view;

        Shown(double width, double height) {
            super(width, height);
            view = Screens.onFx(() -> new TimelineView("blog-db", () -> NOW, this));
            put(view.node());
            Screens.onFx(() -> {
                view.focus();
                return null;
            });
        }

        TimelineState.Ask asked() {
            return ask;
        }

        void show(Timelines.State state) {
            laidOut(() -> view.show(TimelineState.of(state, ask, SEOUL)));
        }

        private TableView<?> table() {
            return (TableView<?>) scene.getRoot().lookup(".table-view");
        }

        int rows() {
            return Screens.onFx(() -> table().getItems().size());
        }

        void choose(String title) {
            Screens.onFx(() -> {
                for (int i = 0; i < table().getItems().size(); i++) {
                    if (table().getItems().get(i) instanceof TimelineState.Row row && row.title().equals(title)) {
                        table().getSelectionModel().select(i);
                        table().requestFocus();
                        return null;
                    }
                }
                throw new AssertionError("no row " + title);
            });
        }

        void press(KeyCode code) {
            press(code, false);
        }

        void press(KeyCode code, boolean shortcut) {
            Screens.onFx(() -> {
                table().requestFocus();
                return null;
            });
            press(table(), code, false, shortcut);
        }

        TextField field(String accessible) {
            return Screens.onFx(() -> (TextField) find(scene.getRoot(), accessible));
        }

        private static @Nullable Node find(Parent in, String accessible) {
            for (Node node : in.getChildrenUnmodifiable()) {
                Node found = accessible.equals(node.getAccessibleText())
                        ? node
                        : node instanceof Parent parent ? find(parent, accessible) : null;
                if (found != null) {
                    return found;
                }
            }
            return null;
        }

        void typed(String accessible, String text) {
            TextField field = field(accessible);
            Screens.onFx(() -> {
                field.setText(text);
                return null;
            });
        }

        void enter(String accessible) {
            TextField field = field(accessible);
            Screens.onFx(() -> {
                field.fireEvent(new javafx.event.ActionEvent());
                return null;
            });
        }

        void fire(String button) {
            Screens.onFx(() -> {
                scene.getRoot().lookupAll(".button").stream().filter(b -> b instanceof javafx.scene.control.Button)
                        .map(javafx.scene.control.Button.class::cast).filter(b -> button.equals(b.getText())).findFirst().orElseThrow()
                        .fire();
                return null;
            });
        }

        void said(String words, Tone tone) {
            Screens.onFx(() -> {
                view.said(words, tone, "");
                return null;
            });
        }

        @Override
        public void asked(TimelineState.Ask next) {
            ask = next;
        }

        @Override
        public void window(Window next) {
            windows.add(next);
        }

        @Override
        public void again() {
            readAgain++;
        }

        @Override
        public void note(dev.howdah.timeline.@Nullable Stage stageOf, String text) {
            notes.add(stageOf + ": " + text);
        }

        @Override
        public void takeBack(Note note) {
            gone.add(note);
        }

        @Override
        public void export() {
            exports++;
        }

        @Override
        public void open(Mark mark) {
            opened.add(mark);
        }

        @Override
        public void copy(String text) {}
    }
}
