package dev.howdah.ui.query;

import dev.howdah.ops.query.Queries;
import dev.howdah.ops.query.Writes;
import dev.howdah.sql.session.Leave;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Deliberate;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// What is asked before a sheet may write, and before a statement that takes more than its writer may mean. *Cancel* is the default,
/// and Esc; a key that is held down counts once.
final class WritesPane {
    /// What stands in the choice of a time.
    private record Minutes(Duration length) {
        static final List<Minutes> ALL = List.of(new Minutes(Duration.ofMinutes(5)), new Minutes(Writes.USUAL),
                new Minutes(Duration.ofMinutes(30)), new Minutes(Writes.LONGEST));

        @Override
        public String toString() {
            return TEXTS.get("for {0} minutes", length.toMinutes());
        }
    }

    private static final Texts TEXTS = Texts.of(WritesPane.class);
    private final VBox root = new VBox(8);
    private final Runnable gone;
    private @Nullable Object shown;
    private Runnable left = () -> {
    };

    /// @param gone when there is nothing to answer any more, to give the keyboard back to the editor
    WritesPane(Runnable gone) {
        this.gone = gone;
        root.getStyleClass().add("card");
        root.setVisible(false);
        root.setManaged(false);
        root.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                e.consume();
                left.run();
            }
        });
    }

    Node node() {
        return root;
    }

    boolean isOpen() { return root.isVisible(); }

    /// The plan of letting a sheet write.
    void plan(QueryView.Setting where, Queries.Session session, BiConsumer<Duration, String> agreed) {
        boolean named = where.environment().guardedAsProduction();
        var length = new ChoiceBox<Minutes>();
        length.getItems().setAll(Minutes.ALL);
        length.setValue(Minutes.ALL.get(1));
        length.setAccessibleText(TEXTS.get("how long writing is allowed"));
        var name = new TextField();
        name.getStyleClass().add("mono");
        name.setAccessibleText(TEXTS.get("Type {0} to confirm", where.instance().id()));
        var confirm = new Button(TEXTS.get("Allow writes"));
        confirm.getStyleClass().add("danger");
        var hint = Cards.text(named ? TEXTS.get("The button waits for the name.") : TEXTS.get("Tab to the button, then Enter twice."),
                "muted");
        var cancel = cancel(TEXTS.get("Cancel"), this::close);
        Deliberate.press(confirm, named ? 1 : 2, hint, () -> {
            close();
            agreed.accept(length.getValue().length(), name.getText());
        });
        var band = Cards.text(where.environment().band(), "band-word");
        band.getStyleClass().add("env-" + where.environment().name().toLowerCase(java.util.Locale.ROOT));
        band.setMinWidth(Region.USE_PREF_SIZE);
        var head = new HBox(10, Cards.text(TEXTS.get("Allow writes in this sheet"), "headline"), Cards.spacer(), band);
        head.setAlignment(Pos.CENTER_LEFT);
        var facts = wrapped(where.instance().id() + " · " + TEXTS.get("account {0}", where.instance().account()) + " · "
                + where.instance().region() + " · " + TEXTS.get("database {0}", session.database()) + " · "
                + TEXTS.get("as {0}", session.user()) + " · " + TEXTS.get("pid {0}", session.pid()));
        var what = wrapped(
                TEXTS.get("Only this sheet\u2019s session, only for this time. Each statement is in the journal before it is sent. "
                        + "UPDATE and DELETE without a WHERE, TRUNCATE, DROP, and DDL without lock_timeout stop and ask. "
                        + "Way back: Stop writing, or the end of the time; a transaction that is open then is rolled back. "
                        + "What was committed stays."));
        var line = new HBox(10, length);
        if (named) {
            var label = new Label(TEXTS.get("Type {0} to confirm", where.instance().id()));
            label.setLabelFor(name);
            label.setMinWidth(Region.USE_PREF_SIZE);
            confirm.setDisable(true);
            name.textProperty().subscribe(text -> {
                boolean same = text.equals(where.instance().id());
                confirm.setDisable(!same);
                hint.setText(same ? TEXTS.get("Tab to the button, Enter on it confirms.") : TEXTS.get("The button waits for the name."));
            });
            HBox.setHgrow(name, Priority.ALWAYS);
            line.getChildren().addAll(label, name);
        }
        line.getChildren().addAll(Cards.spacer(), hint, cancel, confirm);
        line.setAlignment(Pos.CENTER_LEFT);
        left = this::close;
        open("plan", List.of(head, facts, what, line));
        (named ? name : cancel).requestFocus();
    }

    /// What waits for an answer; null when nothing does.
    void ask(Writes.@Nullable Question question, Consumer<Leave.Choice> answer) {
        if (question == null) {
            if (shown instanceof Writes.Question) {
                close();
            }
            return;
        }
        if (question.equals(shown)) {
            return;
        }
        var cancel = cancel(TEXTS.get("Leave it"), () -> answer.accept(Leave.Choice.LEAVE_IT));
        var preview = new Button(TEXTS.get("Preview (run, count, roll back)"));
        preview.setOnAction(_ -> answer.accept(Leave.Choice.PREVIEW));
        var run = new Button(TEXTS.get("Run it"));
        run.getStyleClass().add("danger");
        var hint = Cards.text(TEXTS.get("Tab to a button; running it takes Enter twice."), "muted");
        Deliberate.press(run, 2, hint, () -> answer.accept(Leave.Choice.RUN));
        var line = new HBox(10, hint, Cards.spacer(), cancel, preview, run);
        line.setAlignment(Pos.CENTER_LEFT);
        var sql = wrapped(Grid.inert(question.sql().strip()));
        sql.getStyleClass().add("mono");
        var why = wrapped(String.join("\n", question.reasons()));
        Cards.tone(why, Tone.WARN);
        Long rows = question.estimate();
        var estimate = wrapped(rows == null
                ? TEXTS.get("There is no estimate of how many rows it takes.")
                : TEXTS.get("About {0} rows, by the planner\u2019s estimate.",
                        String.format(java.util.Locale.ROOT, "%,d", rows).replace(',', ' ')));
        open(question, List.of(Cards.text(TEXTS.get("Not sent yet"), "headline"), why, sql, estimate, line));
        left = () -> answer.accept(Leave.Choice.LEAVE_IT);
        cancel.requestFocus();
    }

    void close() {
        if (root.isVisible()) {
            root.setVisible(false);
            root.setManaged(false);
            root.getChildren().clear();
            shown = null;
            gone.run();
        }
    }

    private void open(Object what, List<Node> content) {
        shown = what;
        root.getChildren().setAll(content);
        root.setVisible(true);
        root.setManaged(true);
        for (Node node : content) {
            if (node instanceof Region region) {
                region.setMinHeight(Region.USE_PREF_SIZE);
            }
        }
        // a control hears no keys before its first style pass: whoever types at once would lose a letter
        root.applyCss();
    }

    private static Label wrapped(String words) {
        var label = new Label(words);
        label.setWrapText(true);
        return label;
    }

    private static Button cancel(String words, Runnable act) {
        var cancel = new Button(words);
        cancel.setCancelButton(true);
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setOnAction(_ -> act.run());
        cancel.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ENTER) {
                e.consume();
                act.run();
            }
        });
        return cancel;
    }
}
