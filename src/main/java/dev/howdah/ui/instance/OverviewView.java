package dev.howdah.ui.instance;

import dev.howdah.model.Instance;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.ops.reach.Ways;
import dev.howdah.task.Scope;
import dev.howdah.ui.kit.Action;
import dev.howdah.ui.kit.AgeLabel;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.ProblemPane;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The Overview. `show` may be called with any state in any order; what did not change keeps its nodes, so that reading
/// and scrolling are not disturbed by a refresh.
public final class OverviewView {
    private static final Texts TEXTS = Texts.of(OverviewView.class);
    private final Supplier<Instant> now;
    private final Runnable refresh;
    private final Label name = Cards.text("", "headline");
    private final Label status = Cards.chip("", Tone.UNKNOWN);
    private final Label subtitle = Cards.muted("");
    private final Label alarms = Cards.chip("", Tone.BAD);
    private final Button posture = new Button();
    private final Button reach = new Button(TEXTS.get("Connect   Ctrl+T"));
    private final VBox problems = new VBox(8);
    private final Label notOffered = new Label();
    private final TopologyCard topology;
    private final FailoverCard failover;
    private final WindowCard window;
    private final GridPane tiles = new GridPane(12, 12);
    private final EventsCard events;
    private final GridPane facts = new GridPane(18, 7);
    private final AgeLabel factsAge = new AgeLabel();
    private final VBox factsCard;
    private final VBox content = new VBox();
    private final ScrollPane scroll = new ScrollPane(content);
    private final List<TileCard> tileCards = new ArrayList<>();
    private @Nullable OverviewState shown;
    private List<OverviewState.Fact> factsShown = List.of();

    /// @param refresh reads everything again
    /// @param connect goes to the database and begins to climb
    /// @param changes what can be asked for of this instance; each opens a plan
    /// @param toPosture goes to what would hurt next time
    public OverviewView(Supplier<Instant> now, ZoneId zone, Runnable refresh, Runnable connect, List<Action> changes,
            Runnable toPosture) {
        this.now = now;
        reach.setOnAction(_ -> connect.run());
        posture.setOnAction(_ -> toPosture.run());
        posture.setMinWidth(Region.USE_PREF_SIZE);
        posture.getStyleClass().setAll("chip", "chip-button");
        posture(TEXTS.get("Posture: reading…"), Tone.UNKNOWN, "");
        reach.getStyleClass().add("accent");
        reach.setMinWidth(Region.USE_PREF_SIZE);
        reach.setTooltip(new Tooltip(TEXTS.get("Open a verified, read-only session with the database (Ctrl+T)")));
        this.refresh = refresh;
        topology = new TopologyCard(zone);
        failover = new FailoverCard(zone);
        window = new WindowCard(zone);
        events = new EventsCard(zone);
        factsCard = Cards.card(TEXTS.get("Settings that matter"), factsAge, facts);
        facts.getStyleClass().add("facts");
        notOffered.getStyleClass().add("note");
        notOffered.setWrapText(true);
        notOffered.setMaxWidth(Double.MAX_VALUE);
        name.setMinWidth(Region.USE_PREF_SIZE);
        var head = new HBox(12, name, status, alarms, posture, subtitle, Cards.spacer(), menu(changes), reach);
        head.setAlignment(Pos.CENTER_LEFT);
        var first = halves(topology.node(), 1.25, failover.node(), 1);
        var last = halves(events.node(), 1.25, factsCard, 1);
        VBox.setVgrow(last, Priority.ALWAYS);
        content.getStyleClass().add("screen");
        content.getChildren().setAll(head, problems, notOffered, first, window.node(), tiles, last);
        Cards.alive(scroll);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().addAll("scroll", "edge-to-edge");
        scroll.setAccessibleText(TEXTS.get("Overview"));
    }

    private static MenuButton menu(List<Action> changes) {
        var menu = new MenuButton(TEXTS.get("Change"));
        menu.setMinWidth(Region.USE_PREF_SIZE);
        menu.setTooltip(new Tooltip(TEXTS.get("Each shows its plan first")));
        for (Action change : changes) {
            var item = new MenuItem(change.name());
            if (change.keys() != null) {
                item.setText(change.name() + "   " + change.keyWords());
            }
            item.setOnAction(_ -> change.run().run());
            menu.getItems().add(item);
        }
        menu.setVisible(!changes.isEmpty());
        menu.setManaged(!changes.isEmpty());
        return menu;
    }

    /// What our own session with the database felt, by a probe every second on one monotonic clock.
    public void show(Ways.Way way) {
        Fx.mustBeHere();
        reach.setText(way.condition() == Ways.Condition.OPEN ? TEXTS.get("Session open   Ctrl+T") : TEXTS.get("Connect   Ctrl+T"));
        Ways.Outage outage = way.outage();
        if (outage == null) {
            failover.felt(way.condition() == Ways.Condition.OPEN
                    ? TEXTS.get("Connected: the next failover is timed as applications feel it.")
                    : "");
            return;
        }
        var words = new StringBuilder(outage.good() == null
                ? TEXTS.get("Our session has had no answer since {0} UTC", Words.utc(outage.lastGood(), now.get()))
                : TEXTS.get("Our session was without answers for {0}", Words.tenths(outage.soFar())));
        outage.marks().forEach(m -> words.append(" · ").append(m.what()).append(' ')
                .append(m.after() == null ? m.words() : "+" + Words.tenths(m.after())));
        failover.felt(words.toString());
    }

    /// What the checks of the posture came to.
    ///
    /// @param help the whole sentence
    public void posture(String words, Tone tone, String help) {
        posture.setText(words);
        Cards.tone(posture, tone);
        posture.setTooltip(new Tooltip(help + " (Ctrl+Shift+P)"));
        posture.setAccessibleText(words + ". " + help);
    }

    public Parent node() {
        return scroll;
    }

    /// Ages grow by themselves until the scope closes.
    public void live(Scope scope) {
        Fx.ages(scope, this::tick);
        Fx.every(Duration.ofSeconds(1), scope, () -> failover.run(now.get()));
    }

    public void show(OverviewState state) {
        Fx.mustBeHere();
        shown = state;
        name.setText(state.ref().id());
        status.setText(state.statusWord());
        Cards.tone(status, state.tone());
        status.setTooltip(new Tooltip(state.statusMeaning()));
        status.setAccessibleText(TEXTS.get("Status {0}. {1}", state.statusWord(), state.statusMeaning()));
        long ringing = state.alarms();
        visible(alarms, ringing > 0);
        alarms.setText(ringing == 1 ? TEXTS.get("1 alarm") : TEXTS.get("{0} alarms", ringing));
        showProblems(state.problems());
        String offer = state.instance().map(Instance::kind).map(Instance.Kind::notOffered).orElse("");
        notOffered.setText(state.instance().map(i -> TEXTS.get("This is {0}.", i.kind().label()) + " ").orElse("") + offer);
        visible(notOffered, !offer.isEmpty());
        topology.show(state);
        failover.show(state);
        window.show(state);
        showTiles(state);
        events.show(state);
        showFacts(state);
        tick();
    }

    private void tick() {
        OverviewState state = shown;
        if (state == null) {
            return;
        }
        Instant at = now.get();
        subtitle.setText(Subtitle.of(state, at));
        topology.tick(at);
        failover.tick(at);
        window.tick(at);
        events.tick(at);
        factsAge.tick(at);
        tileCards.forEach(t -> t.tick(at));
    }

    private void showProblems(List<Problem> now) {
        visible(problems, !now.isEmpty());
        if (!problems.getProperties().getOrDefault("of", List.of()).equals(now)) {
            problems.getProperties().put("of", now);
            problems.getChildren().setAll(now.stream().map(p -> new ProblemPane(p, refresh)).toList());
        }
    }

    private void showTiles(OverviewState state) {
        if (tileCards.size() != state.tiles().size()) {
            tileCards.clear();
            state.tiles().forEach(_ -> tileCards.add(new TileCard()));
            tiles.getChildren().clear();
            tiles.getColumnConstraints().clear();
            for (int i = 0; i < tileCards.size(); i++) {
                var column = new ColumnConstraints();
                column.setPercentWidth(100.0 / tileCards.size());
                tiles.getColumnConstraints().add(column);
                tiles.add(tileCards.get(i).node(), i, 0);
            }
        }
        for (int i = 0; i < tileCards.size(); i++) {
            tileCards.get(i).show(state.tiles().get(i), state.detail().metrics(), state.now());
        }
    }

    /// They are made anew when they differ: each read brings them, and hardly ever others.
    private void showFacts(OverviewState state) {
        factsAge.show("rds:DescribeDBInstances", state.account().instances(), state.now());
        if (!state.facts().isEmpty() && state.facts().equals(factsShown)) {
            return;
        }
        factsShown = state.facts();
        facts.getChildren().clear();
        int rows = (state.facts().size() + 1) / 2;
        for (int i = 0; i < state.facts().size(); i++) {
            OverviewState.Fact fact = state.facts().get(i);
            boolean wide = i == 0;
            var title = Cards.muted(fact.name());
            title.setMinWidth(Region.USE_PREF_SIZE);
            var value = Cards.fitting((fact.tone() == Tone.WARN ? "⚠ " : "") + fact.value(), "value");
            Cards.tone(value, fact.tone());
            facts.add(title, 0, i);
            facts.add(value, 1, i);
            if (wide) {
                value.getStyleClass().add("mono");
            }
        }
        if (rows == 0) {
            facts.add(
                    Cards.muted(state.account().instances().problem().map(Sentences::happened).orElse(TEXTS.get("Nothing was read yet."))),
                    0, 0);
        }
    }

    private static GridPane halves(Region left, double leftShare, Region right, double rightShare) {
        var grid = new GridPane(12, 12);
        double sum = leftShare + rightShare;
        for (double share : new double[]{leftShare, rightShare}) {
            var column = new ColumnConstraints();
            column.setPercentWidth(100 * share / sum);
            grid.getColumnConstraints().add(column);
        }
        grid.add(left, 0, 0);
        grid.add(right, 1, 0);
        for (Region part : new Region[]{left, right}) {
            GridPane.setVgrow(part, Priority.ALWAYS);
            part.setMaxHeight(Double.MAX_VALUE);
        }
        return grid;
    }

    private static void visible(Region node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }
}
