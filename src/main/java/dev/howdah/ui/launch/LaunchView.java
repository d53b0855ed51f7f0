package dev.howdah.ui.launch;

import dev.howdah.model.AwsScope;
import dev.howdah.model.Environment;
import dev.howdah.task.Scope;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.ProblemPane;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// The Launch screen.
public final class LaunchView {
    /// What the screen asks of the shell.
    public interface Answers {
        /// Opens these scopes, and nothing else.
        ///
        /// @param instance that is shown first, null for none
        void open(List<AwsScope> scopes, @org.jspecify.annotations.Nullable String instance);

        /// Remembers what a profile is.
        void declare(@org.jspecify.annotations.Nullable String profile, Environment environment);

        void startDrill();

        void refresh();
    }

    private record Row(LaunchState.Choice choice, CheckBox chosen, ComboBox<String> region, Button open) {
        AwsScope scope() {
            return new AwsScope(choice.profile(), region.getValue() == null ? "" : region.getValue().strip());
        }
    }

    private static final Texts TEXTS = Texts.of(LaunchView.class);
    private final Answers answers;
    private final Supplier<Instant> now;
    private final Button drill = new Button(TEXTS.get("Start the drill"));
    private final Label drillWords = Cards.muted("");
    private final ProgressBar drillProgress = new ProgressBar();
    private final VBox trouble = new VBox();
    private final Label overrides = new Label();
    private final Label mistakes = new Label();
    private final GridPane grid = new GridPane(14, 8);
    private final Button openChosen = new Button(TEXTS.get("Open the chosen ones together"));
    private final VBox root = new VBox();
    private final ScrollPane scroll = new ScrollPane(root);
    private final List<Row> rows = new ArrayList<>();
    private DrillDoor.State drillState = new DrillDoor.State.Off();

    public LaunchView(Supplier<Instant> now, Answers answers) {
        this.now = now;
        this.answers = answers;
        drill.getStyleClass().add("success");
        drill.setDefaultButton(false);
        drill.setMinWidth(Region.USE_PREF_SIZE);
        drill.setOnAction(_ -> answers.startDrill());
        drillProgress.setPrefWidth(120);
        var words = new VBox(3, Cards.text(TEXTS.get("The drill"), "strong"), drillWords);
        HBox.setHgrow(words, Priority.ALWAYS);
        drillWords.setWrapText(true);
        var drillCard = new HBox(words, drillProgress, drill);
        drillCard.getStyleClass().add("drill-card");
        overrides.getStyleClass().add("note");
        overrides.setMaxWidth(Double.MAX_VALUE);
        overrides.setWrapText(true);
        mistakes.getStyleClass().addAll("note", "note-bad");
        mistakes.setMaxWidth(Double.MAX_VALUE);
        mistakes.setWrapText(true);
        openChosen.setOnAction(_ -> openChosen());
        var accounts = Cards.card(TEXTS.get("AWS profiles of this machine"),
                Cards.muted(TEXTS.get("~/.aws/config, ~/.aws/credentials, environment")), grid,
                openChosen);
        root.getStyleClass().add("launch");
        root.getChildren().setAll(Cards.text(TEXTS.get("Which environment?"), "launch-title"),
                Cards.muted(
                        TEXTS.get("Looking changes nothing: whatever you open, every call is a read until you plan and confirm a change.")),
                trouble, mistakes, overrides,
                accounts, drillCard);
        Cards.alive(scroll);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().addAll("scroll", "edge-to-edge");
    }

    public Parent node() {
        return scroll;
    }

    /// The elapsed time counts until the scope closes.
    public void live(Scope scope) {
        Fx.every(Duration.ofSeconds(1), scope, () -> show(drillState));
    }

    /// Puts the keyboard on the most likely next step.
    public void focus() {
        if (rows.isEmpty()) {
            Fx.focus(scroll, drill);
        } else {
            Fx.focus(scroll, rows.getFirst().open());
        }
    }

    public void show(LaunchState state) {
        Fx.mustBeHere();
        trouble.getChildren().setAll(state.trouble().map(p -> List.of(new ProblemPane(p, answers::refresh))).orElse(List.of()));
        visible(trouble, state.trouble().isPresent());
        overrides.setText(TEXTS.get("Endpoint overrides are in force: {0}", String.join(", ", state.overrides().entrySet().stream()
                .map(e -> (e.getKey().isEmpty() ? TEXTS.get("all services") : e.getKey()) + " → " + e.getValue()).toList())));
        visible(overrides, !state.overrides().isEmpty());
        mistakes.setText(String.join("\n", state.mistakes()) + "\n"
                + TEXTS.get("Nothing of this file counts until it is corrected: what is not declared is guarded as production."));
        visible(mistakes, !state.mistakes().isEmpty());
        rows.clear();
        grid.getChildren().clear();
        int column = 0;
        for (String title : new String[]{"", TEXTS.get("Profile"), TEXTS.get("Signs in by"), TEXTS.get("Account"), TEXTS.get("Region"),
                TEXTS.get("This is"), ""}) {
            grid.add(Cards.text(title, "card-title"), column++, 0);
        }
        for (LaunchState.Choice choice : state.choices()) {
            add(choice, state.regions());
        }
        if (state.choices().isEmpty()) {
            grid.add(Cards.muted(TEXTS.get("None. \"aws configure sso\" makes one; or practise on the drill, which needs no account.")), 1,
                    1, 6, 1);
        }
        visible(openChosen, state.choices().size() > 1);
        show(drillState);
    }

    private void add(LaunchState.Choice choice, List<String> regions) {
        int line = rows.size() + 1;
        var chosen = new CheckBox();
        chosen.setAccessibleText(TEXTS.get("Choose {0}", choice.title()));
        var region = new ComboBox<String>();
        region.getItems().setAll(regions);
        region.setEditable(true);
        region.setValue(choice.region());
        region.setPrefWidth(150);
        region.setMinWidth(150);
        region.setPromptText(TEXTS.get("choose a region"));
        region.setAccessibleText(TEXTS.get("Region of {0}", choice.title()));
        var kind = new ComboBox<Environment>();
        kind.getItems().setAll(Arrays.stream(Environment.values()).filter(e -> e != Environment.DRILL).toList());
        kind.setValue(choice.environment());
        kind.setPrefWidth(225);
        kind.setConverter(new Kinds());
        kind.setAccessibleText(TEXTS.get("What {0} is", choice.title()));
        kind.valueProperty().subscribe((before, after) -> {
            if (before != after) {
                answers.declare(choice.profile(), after);
            }
        });
        var open = new Button(TEXTS.get("Open"));
        var row = new Row(choice, chosen, region, open);
        open.setMinWidth(Region.USE_PREF_SIZE);
        open.setAccessibleText(TEXTS.get("Open {0}", choice.title()));
        open.disableProperty().bind(region.valueProperty().map(r -> r == null || r.isBlank()).orElse(true));
        open.setOnAction(_ -> answers.open(List.of(row.scope()),
                choice.written().map(dev.howdah.config.Environments.Entry::instance).orElse(null)));
        var how = Cards.fitting(choice.how(), "muted");
        how.setMaxWidth(260);
        var title = Cards.fitting(choice.title(), "strong");
        title.setMinWidth(choice.title().length() < 28 ? Region.USE_PREF_SIZE : 200);
        title.setMaxWidth(230);
        var account = Cards.text(choice.account() == null ? TEXTS.get("unknown") : choice.account(), "mono");
        account.setMinWidth(Region.USE_PREF_SIZE);
        var is = choice.written().map(w -> (Node) written(w)).orElse(kind);
        grid.addRow(line, chosen, title, how, account, region, is, open);
        rows.add(row);
    }

    /// What the file says is not changed here.
    private static Label written(dev.howdah.config.Environments.Entry entry) {
        var word = Cards.text(entry.is().band(), "band-word", "env-" + entry.is().name().toLowerCase(java.util.Locale.ROOT));
        if (entry.colour() != null) {
            word.getStyleClass().add("colour-" + entry.colour().word());
        }
        word.setTooltip(new Tooltip(TEXTS.get("[{0}] of environments.toml says so", entry.name())));
        return word;
    }

    private void openChosen() {
        List<AwsScope> scopes = rows.stream().filter(r -> r.chosen().isSelected() && !r.scope().region().isEmpty()).map(Row::scope)
                .toList();
        if (!scopes.isEmpty()) {
            answers.open(scopes, null);
        }
    }

    /// Shows where the drill is.
    public void show(DrillDoor.State state) {
        drillState = state;
        boolean starting = state instanceof DrillDoor.State.Starting;
        visible(drillProgress, starting);
        drill.setDisable(starting);
        drill.setText(state instanceof DrillDoor.State.Open ? TEXTS.get("Go to the drill") : TEXTS.get("Start the drill"));
        drillWords.setText(switch (state) {
            case DrillDoor.State.Off _ ->
                TEXTS.get("A Multi-AZ RDS for PostgreSQL on this machine: two real servers, real failovers, AWS's own wire "
                        + "protocols. No account, nothing leaves this machine.");
            case DrillDoor.State.Starting(var step, var since) -> step + " · " + Words.duration(Duration.between(since, now.get()));
            case DrillDoor.State.Open(var scope, var _) -> TEXTS.get("It runs, as {0}.", scope.label());
            case DrillDoor.State.Failed(var why) -> TEXTS.get("It could not start: {0}", why);
        });
        Cards.tone(drillWords, state instanceof DrillDoor.State.Failed ? Tone.BAD : Tone.NEUTRAL);
    }

    private static void visible(Region node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }

    private static final class Kinds extends StringConverter<Environment> {
        @Override
        public String toString(@org.jspecify.annotations.Nullable Environment kind) {
            return kind == null ? "" : switch (kind) {
                case PRODUCTION -> TEXTS.get("Production");
                case STAGING -> TEXTS.get("Staging");
                case DEVELOPMENT -> TEXTS.get("Development");
                case DRILL -> TEXTS.get("Drill");
                case UNDECLARED -> TEXTS.get("Not declared (as production)");
            };
        }

        @Override
        public Environment fromString(String words) {
            return Arrays.stream(Environment.values()).filter(k -> toString(k).equals(words)).findFirst().orElse(Environment.UNDECLARED);
        }
    }
}
