package dev.howdah.ui.shell;

import dev.howdah.ops.query.Queries;
import dev.howdah.ops.query.Sheet;
import dev.howdah.sql.session.SqlSession;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Stands between the operator and what would take a session away while its transaction is open: closing the window or a sheet, leaving
/// the way or taking another. *Stay* is the default, and Esc.
final class Unfinished {
    private static final Texts TEXTS = Texts.of(Unfinished.class);
    /// How long a rollback may take before the session is given up instead; its server rolls back then.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Queries queries;
    private final Supplier<Instant> now;
    private final Runnable gone;
    private final StackPane overlay = new StackPane();
    private @Nullable Node before;

    /// @param gone gives the keyboard to the screen when what had it before is no more
    Unfinished(Queries queries, Supplier<Instant> now, Runnable gone) {
        this.queries = queries;
        this.now = now;
        this.gone = gone;
        overlay.getStyleClass().add("unfinished-place");
        overlay.setVisible(false);
        overlay.setManaged(false);
        overlay.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                e.consume();
                close();
            }
        });
    }

    Node overlay() {
        return overlay;
    }

    boolean isOpen() { return overlay.isVisible(); }

    /// Does it at once where no transaction is open, and after a rollback that was asked for where one is.
    ///
    /// @param verb what is about to happen, in words: "close the window"
    void before(String verb, Predicate<Sheet> which, Runnable then) {
        Fx.mustBeHere();
        List<Queries.OpenTransaction> open = queries.openTransactions().stream().filter(t -> which.test(t.sheet())).toList();
        if (open.isEmpty()) {
            then.run();
            return;
        }
        var box = new VBox(10, Cards.text(
                open.size() == 1 ? TEXTS.get("A transaction is open") : TEXTS.get("{0} transactions are open", open.size()), "headline"));
        box.getStyleClass().addAll("card", "unfinished");
        for (Queries.OpenTransaction each : open) {
            box.getChildren().add(line(each));
        }
        var what = new Label(open.size() == 1
                ? TEXTS.get("To {0} ends its session: what was not committed is gone.", verb)
                : TEXTS.get("To {0} ends their sessions: what was not committed is gone.", verb));
        what.setWrapText(true);
        var stay = new Button(TEXTS.get("Stay   Esc"));
        stay.setCancelButton(true);
        stay.setDefaultButton(true);
        stay.setOnAction(_ -> close());
        var leave = new Button(TEXTS.get("Roll back and {0}", verb));
        leave.getStyleClass().add("danger");
        leave.setOnAction(_ -> {
            leave.setDisable(true);
            leave.setText(TEXTS.get("Rolling back…"));
            queries.rollBack(open.stream().map(Queries.OpenTransaction::sheet).toList(), PATIENCE, () -> Fx.THREAD.execute(() -> {
                close();
                then.run();
            }));
        });
        var buttons = new HBox(10, Cards.spacer(), stay, leave);
        buttons.setAlignment(Pos.CENTER_LEFT);
        box.getChildren().addAll(what, buttons);
        box.setMaxSize(640, Region.USE_PREF_SIZE);
        before = overlay.getScene() == null ? null : overlay.getScene().getFocusOwner();
        overlay.getChildren().setAll(box);
        overlay.setVisible(true);
        overlay.setManaged(true);
        Fx.focus(overlay, stay);
    }

    private Node line(Queries.OpenTransaction each) {
        boolean failed = each.session().transaction() == SqlSession.State.FAILED;
        Instant since = each.session().since();
        String age = since == null ? "" : " " + Words.tenths(Duration.between(since, now.get()));
        var chip = Cards.chip((failed ? TEXTS.get("FAILED") : TEXTS.get("OPEN")) + age, failed ? Tone.BAD : Tone.WARN);
        chip.setMinWidth(Region.USE_PREF_SIZE);
        var words = new Label(TEXTS.get("{0}, sheet {1}, {2} as {3}", each.sheet().instance().id(), each.sheet().number(),
                each.session().database(), each.session().user()) + (each.held().isEmpty() ? "" : ": " + each.held()));
        words.setWrapText(true);
        var line = new HBox(10, chip, words);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    void close() {
        overlay.setVisible(false);
        overlay.setManaged(false);
        overlay.getChildren().clear();
        if (before != null && before.getScene() != null) {
            before.requestFocus();
        } else {
            gone.run();
        }
        before = null;
    }
}
