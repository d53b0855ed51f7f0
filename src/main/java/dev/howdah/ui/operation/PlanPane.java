package dev.howdah.ui.operation;

import dev.howdah.ui.kit.Clip;
import dev.howdah.ops.Change;
import dev.howdah.ops.Guard;
import dev.howdah.ops.Plan;
import dev.howdah.ops.restore.Parity;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What a plan says, top to bottom: what was looked at, the steps, what it comes to, the command.
final class PlanPane extends VBox {
    private static final Texts TEXTS = Texts.of(PlanPane.class);
    private static final int SAMPLE = 420;

    /// @param started then its command is shown for the record only: to repeat it is not on offer
    PlanPane(Plan plan, boolean started, Instant now, ZoneId zone) {
        super(12);
        var guards = new VBox(5);
        plan.guards().forEach(g -> guards.getChildren().add(guard(g)));
        var steps = new VBox(4);
        for (int i = 0; i < plan.steps().size(); i++) {
            steps.getChildren().add(step(i + 1, plan.steps().get(i)));
        }
        var made = Cards.text(TEXTS.get("read {0}", Words.both(plan.madeAt(), now, zone)), "age");
        getChildren().addAll(Cards.card(TEXTS.get("Looked at just before"), made, guards),
                Cards.card(TEXTS.get("Steps"), new Region(), steps));
        if (!plan.settings().isEmpty()) {
            getChildren().add(settings(plan));
        }
        if (!plan.ways().isEmpty()) {
            getChildren().add(ways(plan));
        }
        if (plan.write() instanceof Change.Repair repair && !repair.file().isEmpty()) {
            getChildren().add(script(repair));
        }
        getChildren().addAll(
                Cards.card(TEXTS.get("What it comes to"), new Region(), consequences(plan.consequences())),
                started
                        ? record(plan.command())
                        : command(plan.write() instanceof Change.Repair ? TEXTS.get("The same with psql") : TEXTS.get("The same with aws"),
                                plan.command()));
    }

    private static Node guard(Guard guard) {
        Label word = switch (guard) {
            case Guard.Pass _ -> Cards.chip(TEXTS.get("✓ ok"), Tone.GOOD);
            case Guard.Warn _ -> Cards.chip(TEXTS.get("! note"), Tone.WARN);
            case Guard.Block _ -> Cards.chip(TEXTS.get("✕ stop"), Tone.BAD);
        };
        word.setPrefWidth(58);
        word.setAlignment(Pos.CENTER);
        var text = wrapped(guard instanceof Guard.Block(var what, var fix) ? what + " → " + fix : guard.text());
        return row(word, text);
    }

    /// What a new instance gets, beside what its source has. What is not the same stands first.
    private static Node settings(Plan plan) {
        long kept = plan.settings().stream().filter(r -> r.how() == Parity.How.CARRIED || r.how() == Parity.How.LATER).count();
        var grid = new GridPane(14, 5);
        for (double share : new double[]{21, 20, 20, 39}) {
            var column = new ColumnConstraints();
            column.setPercentWidth(share);
            grid.getColumnConstraints().add(column);
        }
        grid.addRow(0, Cards.muted(TEXTS.get("Setting")), Cards.muted(TEXTS.get("{0} today", plan.target().id())),
                Cards.muted(plan.request().touches().id()),
                Cards.muted(""));
        var rows = plan.settings().stream().sorted(Comparator.comparing((Parity.Row r) -> r.how() != Parity.How.DIFFERS)).toList();
        for (int i = 0; i < rows.size(); i++) {
            Parity.Row r = rows.get(i);
            Label how = wrapped(switch (r.how()) {
                case INHERITED -> r.why();
                case CARRIED -> TEXTS.get("carried over: {0}", r.why());
                case LATER -> TEXTS.get("afterwards: {0}", r.why());
                case DIFFERS -> "⚠ " + r.why();
            });
            Cards.tone(how, switch (r.how()) {
                case INHERITED -> Tone.NEUTRAL;
                case CARRIED, LATER -> Tone.GOOD;
                case DIFFERS -> Tone.WARN;
            });
            grid.addRow(i + 1, Cards.fitting(r.setting()), Cards.fitting(r.source(), "mono"), Cards.fitting(r.copy(), "mono"), how);
        }
        return Cards.card(TEXTS.get("What the new instance gets"),
                Cards.muted(TEXTS.get("{0} settings are carried over that RDS would not give it", kept)), grid);
    }

    /// The ways to the same end, side by side.
    private static Node ways(Plan plan) {
        var grid = new GridPane(14, 8);
        for (double share : new double[]{16, 28, 30, 26}) {
            var column = new ColumnConstraints();
            column.setPercentWidth(share);
            grid.getColumnConstraints().add(column);
        }
        grid.addRow(0, Cards.muted(TEXTS.get("Way")), Cards.muted(TEXTS.get("Gap")), Cards.muted(TEXTS.get("Breaks")),
                Cards.muted(TEXTS.get("To be done or restarted")));
        for (int i = 0; i < plan.ways().size(); i++) {
            Plan.Way way = plan.ways().get(i);
            Node[] cells = {wrapped(way.name()), wrapped(way.gap()), wrapped(way.breaks()), wrapped(way.restart())};
            cells[0].getStyleClass().add("strong");
            for (Node cell : cells) {
                GridPane.setValignment(cell, javafx.geometry.VPos.TOP);
            }
            grid.addRow(i + 1, cells);
        }
        return Cards.card(TEXTS.get("Ways to bring applications to the copy"), new Region(), grid);
    }

    /// The beginning of each kind of statement, and where the whole is to be read.
    private static Node script(Change.Repair repair) {
        var lines = new VBox(8);
        repair.script().sample(SAMPLE).forEach(sql -> lines.getChildren().add(mono(sql)));
        lines.getChildren()
                .add(wrapped(TEXTS.get("The whole, {0} statements, is in {1}.", repair.script().forward().size(), repair.file())));
        return Cards.card(TEXTS.get("The SQL"), Cards.muted(TEXTS.get("{0} rows", repair.script().rows())), lines);
    }

    private static Node step(int number, Plan.Step step) {
        var words = wrapped(step.what());
        var api = Cards.text(step.api(), "mono", "muted");
        api.setMinWidth(Region.USE_PREF_SIZE);
        return row(Cards.muted(number + "."), words, api);
    }

    private static Node consequences(Plan.Consequences c) {
        var grid = new GridPane(14, 6);
        var names = new ColumnConstraints();
        names.setMinWidth(110);
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(names, values);
        String[][] rows = {{TEXTS.get("Touches"), c.blastRadius()},
                {TEXTS.get("Takes"), c.duration().words() + "  (" + c.duration().source() + ")"},
                {TEXTS.get("Costs"), c.cost()}, {TEXTS.get("Way back"), c.wayBack()}};
        for (int i = 0; i < rows.length; i++) {
            var name = Cards.muted(rows[i][0]);
            GridPane.setValignment(name, javafx.geometry.VPos.TOP);
            grid.addRow(i, name, wrapped(rows[i][1]));
        }
        return grid;
    }

    /// A command with its *Copy*.
    static Node command(String heading, String line) {
        var text = mono(line);
        var copy = new Button(TEXTS.get("_Copy"));
        copy.setMnemonicParsing(true);
        copy.setAccessibleText(TEXTS.get("Copy the command"));
        copy.setMinWidth(Region.USE_PREF_SIZE);
        copy.setOnAction(_ -> {
            Clip.copy(line);
            copy.setText(TEXTS.get("Copied"));
        });
        var row = new HBox(12, text, copy);
        row.setAlignment(Pos.CENTER_LEFT);
        return Cards.card(heading, new Region(), row);
    }

    /// A command without: it is not to be run again by a slip.
    static Node record(String line) {
        return Cards.card(TEXTS.get("As a command"), new Region(), mono(line));
    }

    private static Label mono(String line) {
        var text = wrapped(line);
        text.getStyleClass().add("mono");
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        return text;
    }

    static Label wrapped(String words) {
        var label = new Label(words);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static HBox row(Label first, Label words, Node... more) {
        first.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        var row = new HBox(10, first, words);
        row.getChildren().addAll(more);
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }
}
