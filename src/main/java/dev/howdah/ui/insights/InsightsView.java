package dev.howdah.ui.insights;

import dev.howdah.insights.Dimension;
import dev.howdah.insights.LoadChart;
import dev.howdah.insights.Range;
import dev.howdah.insights.Span;
import dev.howdah.model.LoadKey;
import dev.howdah.model.Problem;
import dev.howdah.ops.insights.Insights;
import dev.howdah.task.Scope;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Inert;
import dev.howdah.ui.kit.ProblemPane;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.TwoEnds;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/// The Insights screen. Rows are matched by the statement's id on a refresh, so selection and scroll stay where they were.
public final class InsightsView {
    /// What the screen asks for.
    public interface Answers {
        void asked(Insights.Ask ask);

        void pace(Duration every, boolean paused);

        /// Asks the service again, at once.
        void again();

        /// Whether CloudWatch's metrics are on the screen; each is charged when it is asked for.
        void vitals(boolean shown);

        /// What is to be known of one statement.
        void inspect(LoadKey statement);

        /// A plan of the statement that is inspected.
        void explain();
    }

    private static final Texts TEXTS = Texts.of(InsightsView.class);
    private static final String STATEMENTS = TEXTS.get("Top SQL of the window, by load");
    private static final String METRICS = TEXTS.get("Metrics of CloudWatch");
    private final Supplier<Instant> now;
    private final ZoneId zone;
    private final Answers answers;
    private final Colours colours = new Colours();
    private final Label age = Cards.text("", "age");
    private final FlowPane chips = new FlowPane(6, 4);
    private final Map<Dimension, ToggleButton> dimensions = new EnumMap<>(Dimension.class);
    private final ChoiceBox<Range> range = new ChoiceBox<>();
    private final ChoiceBox<Pace> pace = new ChoiceBox<>();
    private final ToggleButton own = new ToggleButton(TEXTS.get("Own sampling   O"));
    private final ToggleButton pause = new ToggleButton(TEXTS.get("Pause   P"));
    private final Label notes = Cards.text("", "note");
    private final StackPane problem = new StackPane();
    private final FlowPane legend = new FlowPane(14, 3);
    private final List<Entry> entries = new ArrayList<>();
    private final LoadCanvas canvas = new LoadCanvas(this::brushed, this::pointed);
    private final Label held = new Label();
    private final Label counters = Cards.muted("");
    private final ObservableList<Line> items = FXCollections.observableArrayList();
    private final TableView<Line> table = new TableView<>(items);
    private final Label placeholder = new Label();
    private final ToggleButton vital = new ToggleButton(TEXTS.get("CloudWatch   C"));
    private final VitalsPane vitals;
    private final Label topTitle = Cards.text(STATEMENTS, "card-title");
    private final Detailed detailed;
    private final VBox root;
    private Insights.Ask ask = Insights.Ask.FIRST;
    private final Colours waits = new Colours();
    private Map<String, Integer> slots = Map.of();
    /// Wait → colour, as in the chart where it shows waits.
    private Map<String, Integer> parts = Map.of();
    private @Nullable InsightsState shown;
    private @Nullable Problem shownProblem;
    private List<String> shownNotes = List.of();
    private boolean filling;

    /// A choice of the pace, in words.
    private record Pace(Duration every) {
        @Override
        public String toString() {
            return TEXTS.get("every {0}", Words.duration(every));
        }
    }

    /// A place in the table; what is known of the statement changes in it.
    private static final class Line {
        private final ReadOnlyObjectWrapper<InsightsState.Row> row;

        Line(InsightsState.Row row) {
            this.row = new ReadOnlyObjectWrapper<>(row);
        }

        @Override
        public String toString() {
            return TEXTS.get("{0}, load {1}", row.get().statement(), row.get().load());
        }
    }

    /// @param instance whose name the screen bears
    public InsightsView(String instance, Supplier<Instant> now, ZoneId zone, Answers answers) {
        this.now = now;
        this.zone = zone;
        this.answers = answers;
        detailed = new Detailed(answers, () -> Fx.focus(root(), table));
        vitals = new VitalsPane(now, answers::again);
        vital.setOnAction(_ -> vitals());
        vital.setTooltip(new Tooltip(TEXTS.get("CloudWatch's metrics in place of the statements")));
        var group = new ToggleGroup();
        var by = Cards.muted(TEXTS.get("Slice by"));
        by.setMinWidth(Region.USE_PREF_SIZE);
        var slices = new HBox(4, by);
        slices.setAlignment(Pos.CENTER_LEFT);
        for (Dimension each : Dimension.all()) {
            var button = new ToggleButton(each.words());
            button.setTooltip(new Tooltip("F" + (each.ordinal() + 1)));
            button.setToggleGroup(group);
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(_ -> slice(each));
            dimensions.put(each, button);
            slices.getChildren().add(button);
        }
        range.setConverter(Converted.of(r -> TEXTS.get("last {0}", r.words())));
        range.setMinWidth(112);
        range.setAccessibleText(TEXTS.get("how far back, [ and ] change it"));
        range.valueProperty().subscribe((_, next) -> {
            if (!filling && next != null) {
                asked(new Insights.Ask(next, ask.by(), null, ask.wished()));
            }
        });
        pace.getItems().setAll(Insights.PACES.stream().map(Pace::new).toList());
        pace.setMinWidth(118);
        pace.setPrefWidth(118);
        pace.setAccessibleText(TEXTS.get("how often Performance Insights is asked"));
        pace.valueProperty().subscribe((_, _) -> paced());
        pause.setOnAction(_ -> paced());
        own.setOnAction(_ -> sampled());
        own.setTooltip(new Tooltip(TEXTS.get("count the load from this console's own looks at the server, once a second")));
        for (ToggleButton each : List.of(own, pause, vital)) {
            each.setMinWidth(Region.USE_PREF_SIZE);
        }
        var rest = new HBox(6, Cards.spacer(), range, own, pace, pause);
        rest.setAlignment(Pos.CENTER_LEFT);
        var line = new TwoEnds(6, slices, rest);
        var title = Cards.text(TEXTS.get("Database load"), "headline");
        var name = Cards.muted(instance);
        // how old it is is never cut short: where there is no room, the chips go on in a second line
        for (Label each : List.of(title, name, age)) {
            each.setMinWidth(Region.USE_PREF_SIZE);
        }
        chips.setPrefWrapLength(2000);
        var head = new HBox(10, title, name, chips, Cards.spacer(), age);
        head.setAlignment(Pos.CENTER_LEFT);
        chips.setAlignment(Pos.CENTER_LEFT);
        var chart = new VBox(4, legend, canvas, held);
        chart.getStyleClass().addAll("card", "load-card");
        held.getStyleClass().add("load-held");
        held.setWrapText(true);
        held.setMinHeight(Region.USE_PREF_SIZE);
        VBox.setVgrow(canvas, Priority.ALWAYS);
        VBox.setVgrow(chart, Priority.ALWAYS);
        columns();
        var top = new HBox(10, topTitle, counters, Cards.spacer(), vital);
        topTitle.setMinWidth(Region.USE_PREF_SIZE);
        counters.setMinWidth(40);
        top.setAlignment(Pos.CENTER_LEFT);
        // what is left goes to the chart first
        VBox.setVgrow(table, Priority.SOMETIMES);
        notes.setWrapText(true);
        notes.setMaxWidth(Double.MAX_VALUE);
        notes.setMinHeight(Region.USE_PREF_SIZE);
        hide(notes);
        hide(problem);
        hide(vitals.node());
        VBox.setVgrow(vitals.node(), Priority.SOMETIMES);
        root = new VBox(8, head, line, problem, notes, chart, top, table, vitals.node(), detailed.node());
        root.getStyleClass().addAll("screen", "insights");
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        dimensions.forEach((d, button) -> button.setSelected(d == ask.by()));
    }

    public Parent node() {
        return root;
    }

    private Parent root() {
        return root;
    }

    /// Ages grow by themselves until the scope closes.
    public void live(Scope scope) {
        Fx.every(Duration.ofMillis(500), scope, this::tick);
    }

    public void focus() {
        Fx.focus(root, canvas);
    }

    // --- what is asked for

    private void asked(Insights.Ask next) {
        ask = next;
        dimensions.forEach((d, button) -> button.setSelected(d == next.by()));
        answers.asked(next);
    }

    private void slice(Dimension by) {
        asked(new Insights.Ask(ask.range(), by, ask.brushed(), ask.wished()));
    }

    private void brushed(@Nullable Span window) {
        asked(new Insights.Ask(ask.range(), ask.by(), window, ask.wished()));
    }

    private void sampled() {
        asked(new Insights.Ask(ask.range(), ask.by(), null, own.isSelected() ? Insights.Source.OWN : Insights.Source.SERVICE));
    }

    /// The statements or the metrics: there is room for one of them.
    private void vitals() {
        boolean on = vital.isSelected();
        topTitle.setText(on ? METRICS : STATEMENTS);
        for (Node each : List.of(table, counters)) {
            each.setVisible(!on);
            each.setManaged(!on);
        }
        vitals.node().setVisible(on);
        vitals.node().setManaged(on);
        if (on) {
            detailed.close();
        }
        answers.vitals(on);
        Fx.focus(root, on ? vitals.first() : table);
    }

    private void paced() {
        Pace next = pace.getValue();
        if (!filling && next != null) {
            answers.pace(next.every(), pause.isSelected());
        }
    }

    private void key(KeyEvent e) {
        if (e.isShortcutDown() || e.isAltDown()) {
            return;
        }
        int function = e.getCode().isFunctionKey() ? e.getCode().ordinal() - KeyCode.F1.ordinal() : -1;
        if (function >= 0 && function < Dimension.all().size()) {
            slice(Dimension.all().get(function));
        } else if (e.getTarget() instanceof TextInputControl || !press(e)) {
            return;
        }
        e.consume();
    }

    private boolean press(KeyEvent e) {
        switch (e.getCode()) {
            case P -> pause.fire();
            case O -> own.fire();
            case C -> vital.fire();
            case E -> detailed.plan();
            case B -> Fx.focus(root, canvas);
            case OPEN_BRACKET -> further(-1);
            case CLOSE_BRACKET -> further(1);
            case ENTER -> {
                if (e.getTarget() == canvas) {
                    Fx.focus(root, table);
                    if (table.getSelectionModel().isEmpty()) {
                        table.getSelectionModel().selectFirst();
                    }
                } else if (e.getTarget() == table) {
                    inspect();
                } else {
                    return false;
                }
            }
            case ESCAPE -> {
                if (!detailed.close()) {
                    return false;
                }
                Fx.focus(root, table);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void further(int by) {
        int next = range.getItems().indexOf(range.getValue()) + by;
        if (next >= 0 && next < range.getItems().size()) {
            range.setValue(range.getItems().get(next));
        }
    }

    private void inspect() {
        Line line = table.getSelectionModel().getSelectedItem();
        if (line != null) {
            answers.inspect(line.row.get().key());
            detailed.open(line.row.get());
        }
    }

    // --- what is shown

    public void show(InsightsState state) {
        Fx.mustBeHere();
        InsightsState before = shown;
        shown = state;
        filling = true;
        if (!range.getItems().equals(state.ranges())) {
            range.getItems().setAll(state.ranges());
        }
        Cards.chosen(range, state.ranges().contains(state.ask().range()) ? state.ask().range() : last(state.ranges()));
        Cards.chosen(pace, new Pace(state.every()));
        pause.setSelected(state.paused());
        own.setSelected(state.source() == Insights.Source.OWN);
        filling = false;
        pace.setDisable(state.source() == Insights.Source.OWN);
        ask = state.ask();
        dimensions.forEach((d, button) -> button.setSelected(d == ask.by()));
        Cards.chips(chips, state.chips(), InsightsState.Chip::words, InsightsState.Chip::tone);
        notes(state.notes());
        problem(state.problem());
        LoadChart chart = state.chart();
        slots = chart == null ? Map.of() : colours.of(chart);
        parts = ask.by() == Dimension.WAIT
                ? slots
                : waits.of(state.rows().stream().flatMap(r -> r.parts().keySet().stream()).distinct().toList());
        legend(state.legend());
        canvas.show(chart, slots, state.limit().count(), state.empty(), state.ask().brushed());
        canvas.setAccessibleText(
                TEXTS.get("Database load. {0} Arrow keys brush a window, Shift changes its end.",
                        state.empty().isEmpty() ? state.held() : state.empty()));
        held(state.held());
        counters.setText(state.counters());
        counters.setTooltip(state.counters().isEmpty() ? null : new Tooltip(state.counters()));
        placeholder.setText(
                state.empty().isEmpty() ? chart == null ? TEXTS.get("Reading…") : TEXTS.get("Nothing was at work in this window.") : "");
        fill(state.rows());
        detailed.row(state.rows());
        tick();
    }

    /// What is known of the statement that is inspected.
    public void show(Insights.Detail detail) {
        Fx.mustBeHere();
        detailed.show(detail);
    }

    /// CloudWatch's metrics.
    public void show(VitalsState state) {
        Fx.mustBeHere();
        vitals.show(state);
    }

    private static Range last(List<Range> ranges) {
        return ranges.isEmpty() ? Range.HOUR : ranges.getLast();
    }

    private void notes(List<String> next) {
        if (next.equals(shownNotes)) {
            return;
        }
        shownNotes = next;
        notes.setText(String.join("\n", next));
        notes.setVisible(!next.isEmpty());
        notes.setManaged(!next.isEmpty());
    }

    private void problem(@Nullable Problem next) {
        if (next == null ? shownProblem == null : next.equals(shownProblem)) {
            return;
        }
        shownProblem = next;
        problem.getChildren().clear();
        if (next != null) {
            problem.getChildren().add(new ProblemPane(next, answers::again));
        }
        problem.setVisible(next != null);
        problem.setManaged(next != null);
    }

    /// Entries stay and what they say changes: new ones would have to be styled anew each second.
    private void legend(List<InsightsState.Legend> next) {
        while (entries.size() < next.size()) {
            entries.add(new Entry());
        }
        for (int i = 0; i < next.size(); i++) {
            InsightsState.Legend each = next.get(i);
            entries.get(i).show(each.label() + "  " + each.average(), slots.getOrDefault(each.id(), Colours.REST));
        }
        if (legend.getChildren().size() != next.size()) {
            legend.getChildren().setAll(entries.subList(0, next.size()).stream().map(e -> (Node) e.label).toList());
        }
    }

    /// A band's colour, name and average.
    private static final class Entry {
        private final Rectangle box = new Rectangle(10, 10);
        private final Label label = new Label("", box);
        private int slot = Colours.REST;

        Entry() {
            box.getStyleClass().addAll("load-fill", "load-fill-" + slot);
            label.getStyleClass().add("load-legend");
        }

        void show(String words, int next) {
            label.setText(words);
            if (slot != next) {
                slot = next;
                box.getStyleClass().set(1, "load-fill-" + next);
            }
        }
    }

    private void held(String words) {
        held.setText(words);
    }

    /// What the mouse is over, in the line that otherwise says what the window holds.
    private void pointed(@Nullable Instant at) {
        InsightsState state = shown;
        LoadChart chart = state == null ? null : state.chart();
        if (state == null || chart == null || chart.periods() == 0 || !state.empty().isEmpty()) {
            return;
        }
        if (at == null) {
            held(state.held());
            return;
        }
        int i = (int) Math.clamp((at.getEpochSecond() - chart.from().getEpochSecond()) / chart.period(), 0, chart.periods() - 1);
        Instant begin = chart.from().plusSeconds((long) i * chart.period());
        String parts = chart.bands().stream().filter(b -> b.values()[i] > 0).limit(6)
                .map(b -> Inert.line(b.label(), 40) + " " + InsightsState.load(b.values()[i])).collect(Collectors.joining(", "));
        held(Words.both(begin, now.get(), zone) + " · " + (Double.isNaN(chart.total()[i])
                ? TEXTS.get("nothing is known of this time")
                : TEXTS.get("load {0}", InsightsState.load(chart.total()[i])) + (parts.isEmpty() ? "" : " · " + parts)));
    }

    private void tick() {
        InsightsState state = shown;
        if (state == null || state.read() == null) {
            age.setText(state == null || state.empty().isEmpty() ? TEXTS.get("reading…") : TEXTS.get("not read"));
            return;
        }
        Instant at = now.get();
        Instant read = state.read();
        boolean stale = Duration.between(read, at).compareTo(state.stale()) > 0;
        Duration behind = state.behind();
        String ago = Words.ago(read, at);
        age.setText((state.paused()
                ? TEXTS.get("paused, read {0}", ago)
                : stale ? TEXTS.get("stale, read {0}", ago) : TEXTS.get("read {0}", ago))
                + (behind == null || state.source() == Insights.Source.OWN
                        ? ""
                        : " · " + TEXTS.get("newest {0} old", Words.duration(behind))));
        Cards.tone(age, stale && !state.paused() ? Tone.WARN : Tone.NEUTRAL);
    }

    /// Places stay, and what they show changes; the selection goes along with its statement.
    private void fill(List<InsightsState.Row> rows) {
        Line line = table.getSelectionModel().getSelectedItem();
        String selected = line == null ? null : line.row.get().id();
        int place = table.getSelectionModel().getSelectedIndex();
        if (items.size() > rows.size()) {
            items.remove(rows.size(), items.size());
        }
        int found = -1;
        for (int i = 0; i < rows.size(); i++) {
            InsightsState.Row row = rows.get(i);
            found = found < 0 && row.id().equals(selected) ? i : found;
            if (i == items.size()) {
                items.add(new Line(row));
            } else if (!items.get(i).row.get().equals(row)) {
                items.get(i).row.set(row);
            }
        }
        int wanted = found >= 0 ? found : Math.min(Math.max(place, 0), rows.size() - 1);
        if (wanted >= 0 && wanted != table.getSelectionModel().getSelectedIndex()) {
            table.getSelectionModel().select(wanted);
        }
    }

    private void columns() {
        table.getColumns().add(bar());
        var statement = words(TEXTS.get("Statement"), 470, true, InsightsState.Row::statement);
        table.getColumns().add(statement);
        table.getColumns().add(words(TEXTS.get("Mostly waiting on"), 220, false, InsightsState.Row::waits));
        table.getColumns().add(words(TEXTS.get("Calls"), 80, false, InsightsState.Row::calls));
        table.getColumns().add(words(TEXTS.get("Latency"), 90, false, InsightsState.Row::latency));
        table.getColumns().forEach(c -> c.setSortable(false));
        // the statement alone is as wide as there is room: the policy would share out equally what the first layout, at no width, took
        table.getColumns().stream().filter(c -> c != statement).forEach(c -> {
            c.setMinWidth(c.getPrefWidth());
            c.setMaxWidth(c.getPrefWidth());
        });
        table.setFixedCellSize(28);
        table.setMinHeight(92);
        table.setPrefHeight(178);
        table.setPlaceholder(placeholder);
        table.setAccessibleText(TEXTS.get("Top statements; Enter shows one"));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
        table.setOnMouseClicked(e -> {
            if (e.getClickCount() == 2) {
                inspect();
            }
        });
    }

    /// The load as a bar of what it waited for, and as a number.
    private TableColumn<Line, InsightsState.Row> bar() {
        var column = new TableColumn<Line, InsightsState.Row>(TEXTS.get("Load (AAS)"));
        column.setPrefWidth(170);
        column.setMinWidth(120);
        column.setCellValueFactory(f -> f.getValue().row.getReadOnlyProperty());
        column.setCellFactory(_ -> new TableCell<>() {
            private final Bar bar = new Bar();
            private final Label number = Cards.text("", "mono");
            private final HBox box = new HBox(8, bar, number);

            {
                box.setAlignment(Pos.CENTER_LEFT);
            }

            @Override
            protected void updateItem(InsightsState.@Nullable Row row, boolean empty) {
                super.updateItem(row, empty);
                if (empty || row == null) {
                    setGraphic(null);
                } else {
                    bar.show(row, parts);
                    number.setText(row.load());
                    setGraphic(box);
                }
            }
        });
        return column;
    }

    /// Pieces of a bar, each as long as its wait's share. There is one for each colour, moved and never made again: what was just made has
    /// to be styled, and a table of them each second is more work than all else on the screen.
    private static final class Bar extends Pane {
        private static final double LONGEST = 100;
        /// By colour, from 1; those not needed yet are not there.
        private final @Nullable Rectangle[] pieces = new Rectangle[Colours.COUNT + 1];

        Bar() {
            setMinSize(LONGEST, 10);
            setPrefSize(LONGEST, 10);
            setMaxSize(LONGEST, 10);
        }

        void show(InsightsState.Row row, Map<String, Integer> slots) {
            double[] wide = new double[pieces.length];
            var order = new LinkedHashSet<Integer>();
            row.parts().forEach((wait, share) -> {
                int slot = slots.getOrDefault(wait, Colours.REST);
                order.add(slot);
                wide[slot] += Math.max(1, LONGEST * row.share() * share);
            });
            double x = 0;
            for (int slot : order) {
                Rectangle piece = piece(slot);
                piece.setX(x);
                piece.setWidth(wide[slot]);
                x += wide[slot];
            }
            for (int slot = 1; slot < pieces.length; slot++) {
                Rectangle piece = pieces[slot];
                if (piece != null) {
                    piece.setVisible(wide[slot] > 0);
                }
            }
        }

        private Rectangle piece(int slot) {
            Rectangle piece = pieces[slot];
            if (piece == null) {
                piece = new Rectangle(0, 0, 0, 10);
                piece.getStyleClass().addAll("load-fill", "load-fill-" + slot);
                pieces[slot] = piece;
                getChildren().add(piece);
            }
            return piece;
        }
    }

    private static TableColumn<Line, InsightsState.Row> words(String title, double width, boolean mono,
            Function<InsightsState.Row, String> words) {
        var column = new TableColumn<Line, InsightsState.Row>(title);
        column.setPrefWidth(width);
        column.setMinWidth(60);
        column.setCellValueFactory(f -> f.getValue().row.getReadOnlyProperty());
        column.setCellFactory(_ -> new TableCell<>() {
            {
                if (mono) {
                    getStyleClass().add("mono");
                }
            }

            @Override
            protected void updateItem(InsightsState.@Nullable Row row, boolean empty) {
                super.updateItem(row, empty);
                setText(empty || row == null ? null : words.apply(row));
            }
        });
        return column;
    }

    private static void hide(Node node) {
        node.setVisible(false);
        node.setManaged(false);
    }

    /// The statement that is inspected: its text, what its calls cost, its plan.
    private static final class Detailed {
        private final Answers answers;
        private final Label title = Cards.text("", "strong");
        private final Label says = Cards.muted("");
        private final Label counted = new Label();
        private final Label sql = Cards.text("", "mono");
        private final Label plan = Cards.text("", "mono");
        private final Button explain = new Button(TEXTS.get("Plan, without running it   E"));
        private final Button close = new Button(TEXTS.get("Close   Esc"));
        private final VBox root = new VBox(6);
        private InsightsState.@Nullable Row open;

        Detailed(Answers answers, Runnable back) {
            this.answers = answers;
            explain.setOnAction(_ -> answers.explain());
            close.setOnAction(_ -> {
                close();
                back.run();
            });
            for (Label label : List.of(counted, sql, plan)) {
                label.setWrapText(true);
            }
            plan.setWrapText(false);
            for (Button button : List.of(explain, close)) {
                button.setMinWidth(Region.USE_PREF_SIZE);
            }
            var head = new HBox(10, title, says, Cards.spacer(), explain, close);
            head.setAlignment(Pos.CENTER_LEFT);
            says.setMinWidth(40);
            var scroll = new ScrollPane(new VBox(8, sql, plan));
            scroll.setFitToWidth(true);
            scroll.setPrefViewportHeight(96);
            scroll.setMinHeight(70);
            scroll.getStyleClass().add("card-scroll");
            root.getChildren().setAll(head, counted, scroll);
            root.getStyleClass().add("card");
            root.setMinHeight(Region.USE_PREF_SIZE);
            hide(root);
        }

        Node node() {
            return root;
        }

        void open(InsightsState.Row row) {
            open = row;
            root.setVisible(true);
            root.setManaged(true);
            counted.setText(row.counted());
            title.setText(TEXTS.get("Statement {0}",
                    Insights.queryId(row.key()).map(String::valueOf).orElse(TEXTS.get("without an id of the server's"))));
        }

        /// @return whether it was open
        boolean close() {
            boolean was = open != null;
            open = null;
            hide(root);
            return was;
        }

        void plan() {
            if (open != null && !explain.isDisabled()) {
                answers.explain();
            }
        }

        /// What was counted for the statement since.
        void row(List<InsightsState.Row> rows) {
            InsightsState.Row before = open;
            if (before != null) {
                rows.stream().filter(r -> r.id().equals(before.id())).findFirst().ifPresent(r -> {
                    open = r;
                    counted.setText(r.counted());
                });
            }
        }

        void show(Insights.Detail detail) {
            InsightsState.Row row = open;
            if (row == null || !row.id().equals(detail.id())) {
                return;
            }
            says.setText(detail.busy() ? TEXTS.get("reading…") : detail.sentSays());
            explain.setDisable(detail.busy());
            String text = detail.sent() != null ? detail.sent() : !detail.general().isEmpty() ? detail.general() : row.statement();
            sql.setText(Inert.lines(text));
            plan.setText(detail.plan() == null
                    ? ""
                    : detail.database().isEmpty()
                            ? TEXTS.get("Plan for any values:\n{0}", Inert.lines(detail.plan()))
                            : TEXTS.get("Plan for any values, in {0}:\n{1}", detail.database(), Inert.lines(detail.plan())));
            plan.setVisible(detail.plan() != null);
            plan.setManaged(detail.plan() != null);
        }
    }
}
