package dev.howdah.ui.create;

import dev.howdah.model.InstanceRef;
import dev.howdah.ops.Names;
import dev.howdah.ops.Request;
import dev.howdah.ops.create.Blueprint;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.ProblemPane;
import dev.howdah.ui.kit.Texts;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// Proposes a database and takes what a person wants otherwise. Enter asks for the plan; nothing is made from here.
public final class CreateSheet {
    /// What the window does about it; each is called on the JavaFX thread and must not wait.
    public interface Answers {
        /// Show the plan.
        void plan(Request.Create request);

        /// Read the account again.
        ///
        /// @param service `cluster/service` that is to use it, null for whichever there is
        void read(@Nullable String service);

        void close();
    }

    private static final Texts TEXTS = Texts.of(CreateSheet.class);
    /// The field that is chosen and not typed.
    private static final String SECRET = "secret";
    private static final Map<String, String> WAYS = Map.of("managed", TEXTS.get("RDS makes and changes it"), "own",
            TEXTS.get("own secret, DATABASE_URL"));
    private static final Map<String, String> KEPT = Map.of("managed", TEXTS.get("RDS makes, keeps and changes the password."), "own",
            TEXTS.get("No rotation of the password until you set one up."));
    /// The fields in their order, and their names in words.
    private static final Map<String, String> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("version", TEXTS.get("PostgreSQL"));
        WORDS.put("class", TEXTS.get("Class"));
        WORDS.put("storage", TEXTS.get("Storage, GiB"));
        WORDS.put("ceiling", TEXTS.get("Grows up to, GiB"));
        WORDS.put("multi-az", TEXTS.get("Multi-AZ"));
        WORDS.put("days", TEXTS.get("Backups kept, days"));
        WORDS.put("database", TEXTS.get("Database"));
        WORDS.put("user", TEXTS.get("Master user"));
        WORDS.put(SECRET, TEXTS.get("Password"));
        WORDS.put("secret-name", TEXTS.get("Its secret"));
        WORDS.put("migrate", TEXTS.get("Migration's family"));
        WORDS.put("command", TEXTS.get("Migration's command"));
        WORDS.put("vpc", TEXTS.get("VPC"));
        WORDS.put("subnets", TEXTS.get("Subnets"));
        WORDS.put("source", TEXTS.get("Who comes in (group)"));
        WORDS.put("subnet-group", TEXTS.get("DB subnet group"));
        WORDS.put("group", TEXTS.get("Security group"));
        WORDS.put("definition", TEXTS.get("Service's revision"));
        WORDS.put("image", TEXTS.get("Image"));
        WORDS.put("container", TEXTS.get("Container"));
        WORDS.put("role", TEXTS.get("Execution role"));
        WORDS.put("policy", TEXTS.get("Its inline policy"));
    }

    private static final int ROWS = (WORDS.size() + 1) / 2;
    private final Answers answers;
    private final VBox box = new VBox(12);
    private final Map<String, TextField> fields = new HashMap<>();
    private final ComboBox<String> secret = new ComboBox<>();
    private final Label always = Cards.muted("");
    private final TextField name = new TextField();
    private final Label wrong = Cards.text("", "bad-words");
    private @Nullable CreateState shown;

    public CreateSheet(Answers answers) {
        this.answers = answers;
        box.getStyleClass().addAll("card", "unfinished", "create");
        box.setMaxSize(1080, Region.USE_PREF_SIZE);
        box.setAccessibleText(TEXTS.get("Create a database"));
        name.textProperty().subscribe(_ -> wrong.setText(""));
        always.setWrapText(true);
        secret.getItems().setAll(Blueprint.Keeping.ways());
        secret.setAccessibleText(TEXTS.get("Password"));
        secret.setMaxWidth(Double.MAX_VALUE);
        secret.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable String way) {
                return way == null ? "" : WAYS.getOrDefault(way, "");
            }

            @Override
            public String fromString(String words) {
                return WAYS.entrySet().stream().filter(w -> w.getValue().equals(words)).map(Map.Entry::getKey).findFirst().orElse("");
            }
        });
        secret.valueProperty().subscribe(this::kept);
    }

    public Node node() {
        return box;
    }

    /// Any state after any; the same one again leaves what was typed.
    public void show(CreateState state) {
        Fx.mustBeHere();
        if (state.equals(shown)) {
            return;
        }
        shown = state;
        switch (state) {
            case CreateState.Reading _ -> {
                var cancel = cancel();
                var bar = new ProgressBar();
                bar.setMaxWidth(Double.MAX_VALUE);
                bar.setAccessibleText(TEXTS.get("Reading"));
                fill(cancel, Cards.text(TEXTS.get("Reading what there is: services, subnets, versions. Nothing is changed.")), bar,
                        buttons(cancel));
            }
            case CreateState.NotRead(var problem) -> {
                var close = cancel();
                fill(close, new ProblemPane(problem, () -> answers.read(null)), buttons(close));
            }
            case CreateState.Proposed proposed -> propose(proposed);
        }
    }

    private void propose(CreateState.Proposed proposed) {
        Blueprint of = proposed.request().of();
        var service = new ComboBox<String>();
        service.getItems().setAll(proposed.services());
        service.setValue(of.tasks().cluster() + "/" + of.tasks().service());
        service.setAccessibleText(TEXTS.get("Service that is to use it"));
        service.setOnAction(_ -> answers.read(service.getValue()));
        name.setText(proposed.request().target().id());
        name.setAccessibleText(TEXTS.get("Name of the instance"));
        name.getStyleClass().add("mono");
        String[] before = {name.getText()};
        name.setOnAction(_ -> ask(proposed));
        name.focusedProperty().subscribe(focused -> {
            if (!focused && !name.getText().equals(before[0]) && Names.good(name.getText().strip())) {
                renamed(of, before[0], name.getText().strip());
                before[0] = name.getText().strip();
            }
        });
        var plan = new Button(TEXTS.get("Plan…   Enter"));
        plan.setDefaultButton(true);
        plan.getStyleClass().add("accent");
        plan.setOnAction(_ -> ask(proposed));
        wrong.setText("");
        wrong.setWrapText(true);
        var first = new HBox(10, label(TEXTS.get("Instance")), name, label(TEXTS.get("for the service")), service);
        first.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(name, Priority.ALWAYS);
        fill(name, first, grid(of),
                always, wrong, buttons(plan, cancel()));
    }

    /// A secret of one's own has a name to choose.
    private void kept(@Nullable String way) {
        TextField its = fields.get("secret-name");
        if (way == null || its == null) {
            return;
        }
        its.setDisable(!way.equals("own"));
        always.setText(
                TEXTS.get("Always: encrypted, protected against deletion, not public, gp3, Performance Insights, log in CloudWatch. {0}",
                        KEPT.getOrDefault(way, "")));
    }

    private GridPane grid(Blueprint of) {
        var grid = new GridPane(10, 4);
        // both halves the same, whatever is in them
        var words = new ColumnConstraints();
        words.setPercentWidth(15);
        var value = new ColumnConstraints();
        value.setPercentWidth(35);
        grid.getColumnConstraints().setAll(words, value, words, value);
        int number = 0;
        Map<String, String> values = of.fields();
        for (Map.Entry<String, String> each : WORDS.entrySet()) {
            // down the first column, then the second: Tab goes that way too
            int column = number / ROWS * 2;
            int row = number % ROWS;
            number++;
            grid.add(label(each.getValue()), column, row);
            if (each.getKey().equals(SECRET)) {
                grid.add(secret, column + 1, row);
                continue;
            }
            var field = new TextField(values.getOrDefault(each.getKey(), ""));
            field.setAccessibleText(each.getValue());
            field.getStyleClass().add("mono");
            // of what is longer than the field, the end tells more: an image's tag, a subnet's id
            field.end();
            fields.put(each.getKey(), field);
            grid.add(field, column + 1, row);
        }
        // said anew even where it is the same: the fields are others
        secret.setValue(null);
        secret.setValue(values.get(SECRET));
        return grid;
    }

    /// What was named after the instance is named after it still, where nobody has named it otherwise.
    private void renamed(Blueprint of, String before, String now) {
        Map<String, String> old = of.named(before).fields();
        of.named(now).fields().forEach((field, value) -> {
            TextField shownField = fields.get(field);
            if (shownField != null && shownField.getText().equals(old.get(field))) {
                shownField.setText(value);
            }
        });
    }

    private void ask(CreateState.Proposed proposed) {
        String id = name.getText().strip();
        var typed = new LinkedHashMap<String, String>();
        fields.forEach((field, at) -> typed.put(field, at.getText()));
        typed.put(SECRET, secret.getValue());
        Optional<Blueprint> of = read(proposed.request().of(), id, typed);
        if (of.isPresent()) {
            InstanceRef ref = proposed.request().target();
            answers.plan(new Request.Create(new InstanceRef(ref.account(), ref.region(), id), of.get()));
        }
    }

    private Optional<Blueprint> read(Blueprint proposed, String id, Map<String, String> typed) {
        if (!Names.good(id)) {
            wrong.setText(TEXTS.get("''{0}'' cannot be an instance''s name: {1}.", id, Names.RULE));
            name.requestFocus();
            return Optional.empty();
        }
        try {
            return Optional.of(proposed.with(typed));
        } catch (IllegalArgumentException e) {
            wrong.setText(e.getMessage());
            return Optional.empty();
        }
    }

    private Button cancel() {
        var cancel = new Button(TEXTS.get("Cancel   Esc"));
        cancel.setCancelButton(true);
        cancel.setOnAction(_ -> answers.close());
        return cancel;
    }

    private void fill(Node focus, Node... content) {
        box.getChildren().setAll(Cards.text(TEXTS.get("Create a database"), "headline"));
        box.getChildren().addAll(content);
        Fx.focus(box, focus);
    }

    private static Label label(String words) {
        Label label = Cards.muted(words);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static HBox buttons(Node... nodes) {
        var row = new HBox(10, Cards.spacer());
        row.getChildren().addAll(nodes);
        List.of(nodes).forEach(n -> ((Region) n).setMinWidth(Region.USE_PREF_SIZE));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
