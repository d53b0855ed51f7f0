package dev.howdah.ui.timeline;

import dev.howdah.ops.timeline.Window;
import dev.howdah.timeline.Mark;
import dev.howdah.timeline.Note;
import dev.howdah.timeline.Stage;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.TwoEnds;
import dev.howdah.ui.kit.Words;
import dev.howdah.task.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The Timeline screen. Rows are matched by what they tell on a refresh, so selection and scroll stay where they were.
public final class TimelineView {
    /// What the screen asks for.
    public interface Answers {
        /// What is listed changed.
        void asked(TimelineState.Ask ask);

        void window(Window next);

        void again();

        /// Keeps a note.
        ///
        /// @param stage null for none
        void note(@Nullable Stage stage, String text);

        void takeBack(Note note);

        /// Writes the post-mortem of what is looked at.
        void export();

        /// Goes to the screen behind a mark.
        void open(Mark mark);

        /// Puts a path on the clipboard.
        void copy(String text);
    }

    private static final Texts TEXTS = Texts.of(TimelineView.class);
    private final Supplier<Instant> now;
    private final Answers answers;
    private final Label age = Cards.text("", "age");
    private final Label span = Cards.text("", "mono");
    private final FlowPane moments = new FlowPane(18, 4);
    private final VBox troubles = new VBox(2);
    private final Label said = new Label();
    private final Button copy = new Button(TEXTS.get("Copy the path"));
    private final HBox told = new HBox(10, said, copy);
    private final ChoiceBox<Length> length = new ChoiceBox<>();
    private final TextField filter = new TextField();
    private final FlowPane kinds = new FlowPane(6, 6);
    private final Map<Mark.Kind, ToggleButton> toggles = new EnumMap<>(Mark.Kind.class);
    private final LanesCanvas lanes = new LanesCanvas(id -> pick(id));
    private final MarkList list;
    private final ChoiceBox<Moment> stage = new ChoiceBox<>();
    private final TextField note = new TextField();
    private final Button later = new Button(TEXTS.get("Later   →"));
    private final Button atNow = new Button(TEXTS.get("Now"));
    private final VBox root;
    private @Nullable TimelineState shown;
    private String path = "";
    private boolean filling;

    private record Length(Duration of) {
        @Override
        public String toString() {
            return Words.duration(of);
        }
    }

    private record Moment(@Nullable Stage of) {
        @Override
        public String toString() {
            return of == null ? TEXTS.get("Note") : of.words();
        }
    }

    /// @param instance whose name the screen bears
    public TimelineView(String instance, Supplier<Instant> now, Answers answers) {
        this.now = now;
        this.answers = answers;
        said.setWrapText(true);
        var export = new Button(TEXTS.get("Export post-mortem   Ctrl+E"));
        export.setOnAction(_ -> answers.export());
        var again = button(TEXTS.get("Read again   R"), answers::again);
        var what = new HBox(12, Cards.text(TEXTS.get("Timeline"), "headline"), Cards.muted(instance), span);
        what.setAlignment(Pos.CENTER_LEFT);
        export.setMinWidth(Region.USE_PREF_SIZE);
        var rest = new HBox(12, Cards.spacer(), age, again, export);
        rest.setAlignment(Pos.CENTER_LEFT);
        var head = new TwoEnds(12, what, rest);
        copy.setOnAction(_ -> answers.copy(path));
        told.setAlignment(Pos.CENTER_LEFT);
        told.getStyleClass().add("note");
        said.setMinHeight(Region.USE_PREF_SIZE);
        show(told, false);
        troubles.getStyleClass().add("problem");
        show(troubles, false);
        list = new MarkList(answers::open, answers::takeBack, this::draw);
        for (Button button : List.of(export, copy, later, atNow)) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        VBox.setVgrow(list.node(), Priority.ALWAYS);
        root = new VBox(7, head, moments, told, troubles, controls(), kinds(), lanes, list.node(), noteBar());
        root.getStyleClass().addAll("screen", "timeline");
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    private HBox controls() {
        length.getItems().setAll(Window.LENGTHS.stream().map(Length::new).toList());
        length.setValue(new Length(Window.USUAL.length()));
        length.setAccessibleText(TEXTS.get("how much time is shown"));
        length.valueProperty().subscribe((_, chosen) -> {
            if (!filling && chosen != null) {
                window(w -> new Window(chosen.of(), w.to()));
            }
        });
        filter.setPromptText(TEXTS.get("Filter: words of a mark, its kind or who tells it   ( / )"));
        filter.setAccessibleText(TEXTS.get("Filter marks"));
        filter.getStyleClass().add("filter");
        filter.textProperty().subscribe((_, _) -> asked());
        filter.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.DOWN || e.getCode() == KeyCode.ENTER) {
                focus();
                e.consume();
            } else if (e.getCode() == KeyCode.ESCAPE && !filter.getText().isEmpty()) {
                filter.clear();
                e.consume();
            }
        });
        var in = button(TEXTS.get("Zoom in   ["), () -> window(Window::in));
        var out = button(TEXTS.get("Zoom out   ]"), () -> window(Window::out));
        var earlier = button(TEXTS.get("Earlier   ←"), () -> window(w -> w.earlier(now.get())));
        later.setOnAction(_ -> window(w -> w.later(now.get())));
        atNow.setOnAction(_ -> window(w -> new Window(w.length(), null)));
        var line = new HBox(6, filter, Cards.spacer(), earlier, later, atNow, length, in, out);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private static Button button(String words, Runnable run) {
        var button = new Button(words);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> run.run());
        return button;
    }

    private FlowPane kinds() {
        for (Mark.Kind kind : Mark.Kind.values()) {
            var toggle = new ToggleButton(kind.words());
            toggle.setSelected(true);
            toggle.setMinWidth(Region.USE_PREF_SIZE);
            toggle.setAccessibleText(TEXTS.get("list {0}", kind.words()));
            toggle.setOnAction(_ -> asked());
            toggles.put(kind, toggle);
            kinds.getChildren().add(toggle);
        }
        return kinds;
    }

    private HBox noteBar() {
        stage.getItems().setAll(Stream.concat(Stream.of(new Moment(null)), Stream.of(Stage.values()).map(Moment::new)).toList());
        stage.setValue(stage.getItems().getFirst());
        stage.setAccessibleText(TEXTS.get("which moment the note marks"));
        note.setPromptText(TEXTS.get("What you see or do, for whoever reads this later; Enter keeps it"));
        note.setAccessibleText(TEXTS.get("Note"));
        HBox.setHgrow(note, Priority.ALWAYS);
        var add = button(TEXTS.get("Add the note"), this::add);
        note.setOnAction(_ -> add());
        var line = new HBox(6, stage, note, add);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private void add() {
        String text = note.getText() == null ? "" : note.getText().strip();
        if (!text.isEmpty()) {
            answers.note(stage.getValue().of(), text);
        }
    }

    public Parent node() {
        return root;
    }

    /// Ages grow by themselves until the scope closes.
    public void live(Scope scope) {
        Fx.ages(scope, this::tick);
    }

    public void focus() {
        Fx.focus(root, list.table());
        if (list.table().getSelectionModel().isEmpty()) {
            list.table().getSelectionModel().selectFirst();
        }
    }

    private void key(KeyEvent e) {
        boolean typing = e.getTarget() instanceof TextInputControl;
        if (e.isShortcutDown() && e.getCode() == KeyCode.E) {
            answers.export();
        } else if (e.isShortcutDown() || e.isAltDown() || typing || !press(e)) {
            return;
        }
        e.consume();
    }

    private boolean press(KeyEvent e) {
        boolean listed = e.getTarget() == list.table();
        switch (e.getCode()) {
            case R -> answers.again();
            case OPEN_BRACKET -> window(Window::in);
            case CLOSE_BRACKET -> window(Window::out);
            case LEFT -> {
                if (!listed) {
                    return false;
                }
                window(w -> w.earlier(now.get()));
            }
            case RIGHT -> {
                if (!listed) {
                    return false;
                }
                window(w -> w.later(now.get()));
            }
            case ENTER -> {
                if (!listed) {
                    return false;
                }
                return list.open();
            }
            default -> {
                if (e.getCode() != KeyCode.SLASH && !"/".equals(e.getText())) {
                    return false;
                }
                // after this key, which would be typed into it
                Fx.THREAD.execute(() -> Fx.focus(root, filter));
            }
        }
        return true;
    }

    private void window(Function<Window, Window> change) {
        TimelineState state = shown;
        answers.window(change.apply(state == null ? Window.USUAL : state.window()));
    }

    private void asked() {
        Set<Mark.Kind> hidden = EnumSet.noneOf(Mark.Kind.class);
        toggles.forEach((kind, toggle) -> {
            if (!toggle.isSelected()) {
                hidden.add(kind);
            }
        });
        answers.asked(new TimelineState.Ask(filter.getText() == null ? "" : filter.getText(), Set.copyOf(hidden)));
    }

    public void show(TimelineState state) {
        Fx.mustBeHere();
        TimelineState before = shown;
        shown = state;
        filling = true;
        Cards.chosen(length, new Length(state.window().length()));
        filling = false;
        later.setDisable(state.window().to() == null);
        atNow.setDisable(state.window().to() == null);
        span.setText(state.span());
        if (before == null || !before.moments().equals(state.moments())) {
            moments.getChildren().setAll(state.moments().stream().map(TimelineView::moment).toList());
        }
        List<String> wrong = Stream.concat(state.troubles().stream(), Stream.of(state.clock()).filter(c -> !c.isEmpty())).toList();
        if (before == null || !words(troubles).equals(wrong)) {
            troubles.getChildren().setAll(wrong.stream().map(w -> {
                var label = new Label(w);
                label.setWrapText(true);
                label.setMinHeight(Region.USE_PREF_SIZE);
                return label;
            }).toList());
            show(troubles, !wrong.isEmpty());
        }
        toggles.forEach((kind, toggle) -> {
            Integer count = state.counts().get(kind);
            toggle.setText(kind.words() + (count == null ? "" : "  " + count));
            // what is not there needs no button, unless it is one that was switched off
            boolean there = count != null || !toggle.isSelected();
            toggle.setVisible(there);
            toggle.setManaged(there);
        });
        list.show(state.rows(),
                state.unread()
                        ? TEXTS.get("Reading…")
                        : state.filtered() ? TEXTS.get("No mark has these words.") : TEXTS.get("Nothing is known to have happened."));
        draw();
        tick();
    }

    private static List<String> words(VBox box) {
        return box.getChildren().stream().map(n -> n instanceof Label label ? label.getText() : "").toList();
    }

    private static HBox moment(TimelineState.Moment m) {
        var when = Cards.text(m.when(), m.known() ? "mono" : "muted");
        var line = new HBox(6, Cards.text(m.words(), "card-title"), when);
        line.setAlignment(Pos.CENTER_LEFT);
        Tooltip.install(line, new Tooltip(m.told()));
        line.setAccessibleText(m.words() + " " + m.when() + ", " + m.told());
        return line;
    }

    /// Says what came of an export or a note.
    ///
    /// @param file what was written, to be copied; empty for nothing
    public void said(String words, Tone tone, String file) {
        Fx.mustBeHere();
        said.setText(words);
        told.getStyleClass().remove("note-bad");
        if (tone == Tone.BAD) {
            told.getStyleClass().add("note-bad");
        }
        path = file;
        show(copy, !file.isEmpty());
        show(told, !words.isEmpty());
    }

    /// A note is kept: the next one may be typed.
    public void noted() {
        Fx.mustBeHere();
        note.clear();
        stage.setValue(stage.getItems().getFirst());
        said("", Tone.INFO, "");
    }

    private void tick() {
        TimelineState state = shown;
        if (state == null || state.oldest() == null) {
            age.setText(TEXTS.get("reading…"));
            return;
        }
        boolean old = Duration.between(state.oldest(), now.get()).compareTo(Duration.ofSeconds(90)) > 0;
        String ago = Words.ago(state.oldest(), now.get());
        age.setText(old ? TEXTS.get("stale, oldest part read {0}", ago) : TEXTS.get("oldest part read {0}", ago));
        Cards.tone(age, old ? Tone.WARN : Tone.NEUTRAL);
    }

    private void draw() {
        TimelineState state = shown;
        if (state != null) {
            TimelineState.Row row = list.chosen();
            lanes.show(state.shown(), state.load(), state.vcpus(), row == null ? null : row.id());
        }
    }

    private void pick(String id) {
        list.pick(id);
    }

    static void show(Region node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }
}
