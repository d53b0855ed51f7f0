package dev.howdah.ui.query;

import dev.howdah.model.Loaded;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.ops.query.Contents;
import dev.howdah.sql.meta.Outline;
import dev.howdah.sql.scan.Quoting;
import dev.howdah.ui.kit.AgeLabel;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// What the database holds, as a tree: schemas, relations, and of a relation that is opened its columns, indexes and constraints.
/// Enter puts a name into the editor, Shift+Enter shows `\d` of the relation.
final class SchemaPane {
    /// What can be asked for here.
    interface Answers {
        void browse();

        void details(long oid);

        void insert(String name);

        /// @param name of a relation, quoted where it must be
        void describe(String name);

        void leave();
    }

    /// A line of the tree.
    ///
    /// @param key by which it is the same line when the tree is made anew
    /// @param name as it is shown
    /// @param aside a few words about it
    /// @param inserted what Enter puts into the editor; null for what has no name in SQL
    /// @param relation whose details belong here; null for a schema
    private record Line(String key, String name, String aside, String style, @Nullable String inserted,
            Outline.@Nullable Relation relation) {}

    private static final Texts TEXTS = Texts.of(SchemaPane.class);
    private final Supplier<Instant> now;
    private final Answers answers;
    private final TextField filter = new TextField();
    private final TreeView<Line> tree = new TreeView<>(new TreeItem<>());
    private final AgeLabel age = new AgeLabel();
    private final Label said = new Label();
    private final Button again = new Button(TEXTS.get("Read again"));
    private final VBox root;
    private final Set<String> open = new HashSet<>(Set.of("s:public"));
    private final Set<Long> asked = new HashSet<>();
    private Contents shown = new Contents(Loaded.loading(), Map.of());
    private boolean connected;
    private boolean building;

    SchemaPane(Supplier<Instant> now, Answers answers) {
        this.now = now;
        this.answers = answers;
        filter.setPromptText(TEXTS.get("filter   Ctrl+B"));
        filter.setAccessibleText(TEXTS.get("filter the schema"));
        filter.textProperty().subscribe(_ -> build());
        filter.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.DOWN || e.getCode() == KeyCode.ENTER) {
                intoTree();
                e.consume();
            } else if (e.getCode() == KeyCode.ESCAPE) {
                if (filter.getText().isEmpty()) {
                    answers.leave();
                } else {
                    filter.clear();
                }
                e.consume();
            }
        });
        tree.setShowRoot(false);
        tree.setAccessibleText(TEXTS.get("schema: Enter puts the name into the editor, Shift+Enter describes the relation"));
        tree.getStyleClass().add("schema");
        tree.setCellFactory(_ -> new Cell());
        tree.setOnKeyPressed(e -> {
            switch (e.getCode()) {
                case ENTER -> chosen(e.isShiftDown());
                case ESCAPE -> answers.leave();
                case SLASH -> Fx.focus((Parent) root(), filter);
                default -> {
                    return;
                }
            }
            e.consume();
        });
        tree.setOnMouseClicked(e -> {
            if (e.getClickCount() == 2) {
                chosen(e.isShiftDown());
            }
        });
        again.setOnAction(_ -> reread());
        again.setMinWidth(Region.USE_PREF_SIZE);
        said.setWrapText(true);
        said.setMinHeight(Region.USE_PREF_SIZE);
        var foot = new HBox(6, age, Cards.spacer(), again);
        foot.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(tree, Priority.ALWAYS);
        root = new VBox(6, filter, said, tree, foot);
        root.getStyleClass().add("schema-pane");
        root.setMinWidth(150);
        connected(false);
    }

    private Node root() {
        return root;
    }

    Parent node() {
        return root;
    }

    boolean hasKeyboard() {
        return filter.isFocused() || tree.isFocused() || again.isFocused();
    }

    void focus(Parent screen) {
        Fx.focus(screen, filter);
        filter.selectAll();
    }

    void connected(boolean is) {
        connected = is;
        said();
    }

    void tick() {
        age.tick(now.get());
    }

    void show(Contents contents) {
        boolean anew = contents.outline() != shown.outline();
        shown = contents;
        if (anew) {
            asked.clear();
        }
        age.show(TEXTS.get("catalog"), contents.outline(), now.get());
        said();
        build();
    }

    private void reread() {
        asked.clear();
        answers.browse();
    }

    private void said() {
        Problem problem = shown.outline().problem().orElse(null);
        boolean cut = shown.outline().value().map(Outline::cut).orElse(false);
        boolean none = shown.outline().value().isEmpty();
        String words = problem != null
                ? Sentences.happened(problem)
                : none && !connected
                        ? TEXTS.get("Not connected: the schema is read once there is a session (Ctrl+T).")
                        : none ? TEXTS.get("Reading the catalog…") : cut ? TEXTS.get("There are more relations than are shown.") : "";
        said.setText(words);
        Cards.tone(said, problem == null ? Tone.NEUTRAL : Tone.BAD);
        said.setVisible(!words.isEmpty());
        said.setManaged(!words.isEmpty());
        age.setVisible(!none || problem != null);
        again.setDisable(!connected);
    }

    private void intoTree() {
        if (tree.getSelectionModel().isEmpty()) {
            tree.getSelectionModel().select(firstFound());
        }
        Fx.focus(root, tree);
        tree.scrollTo(Math.max(0, tree.getSelectionModel().getSelectedIndex() - 3));
    }

    /// What was looked for is rather a relation than the schema that holds it.
    private int firstFound() {
        for (int row = 0; row < tree.getExpandedItemCount() && !filter.getText().isBlank(); row++) {
            if (tree.getTreeItem(row).getValue().relation() != null) {
                return row;
            }
        }
        return 0;
    }

    private void chosen(boolean describes) {
        TreeItem<Line> item = tree.getSelectionModel().getSelectedItem();
        if (item == null) {
            return;
        }
        Line line = item.getValue();
        if (describes && line.relation() != null) {
            answers.describe(name(line.relation()));
        } else if (line.inserted() != null) {
            answers.insert(line.inserted());
        } else {
            item.setExpanded(!item.isExpanded());
        }
    }

    private static String name(Outline.Relation of) {
        return (of.visible() ? "" : Quoting.typed(of.schema()) + ".") + Quoting.typed(of.name());
    }

    private void build() {
        TreeItem<Line> chosen = tree.getSelectionModel().getSelectedItem();
        String key = chosen == null ? null : chosen.getValue().key();
        String words = filter.getText().strip().toLowerCase(Locale.ROOT);
        var schemas = new ArrayList<TreeItem<Line>>();
        building = true;
        for (Outline.Schema schema : shown.outline().value().map(Outline::schemas).orElse(List.of())) {
            List<Outline.Relation> found = schema.relations().stream().filter(r -> matches(r, words)).toList();
            if (!words.isEmpty() && found.isEmpty() || schema.relations().isEmpty() && schema.system()) {
                continue;
            }
            var item = item(
                    new Line("s:" + schema.name(), schema.name(), found.isEmpty() ? TEXTS.get("empty") : String.valueOf(found.size()),
                            "strong", Quoting.typed(schema.name()), null),
                    !words.isEmpty() && (!schema.system() || found.size() < 50));
            for (Outline.Relation relation : found) {
                item.getChildren().add(relation(relation));
            }
            schemas.add(item);
        }
        tree.getRoot().getChildren().setAll(schemas);
        building = false;
        if (key != null) {
            select(key);
        }
    }

    private void select(String key) {
        for (int row = 0; row < tree.getExpandedItemCount(); row++) {
            if (tree.getTreeItem(row).getValue().key().equals(key)) {
                tree.getSelectionModel().select(row);
                return;
            }
        }
        tree.getSelectionModel().clearSelection();
    }

    private static boolean matches(Outline.Relation relation, String words) {
        return words.isEmpty() || (relation.schema() + "." + relation.name()).toLowerCase(Locale.ROOT).contains(words)
                || relation.columns().stream().anyMatch(c -> c.toLowerCase(Locale.ROOT).contains(words));
    }

    private TreeItem<Line> item(Line line, boolean expanded) {
        var item = new TreeItem<>(line);
        item.setExpanded(expanded || open.contains(line.key()));
        item.expandedProperty().subscribe((_, is) -> {
            if (building) {
                return;
            }
            if (is) {
                open.add(line.key());
            } else {
                open.remove(line.key());
            }
            if (is && line.key().startsWith("r:") && line.relation() != null) {
                ask(line.relation());
            }
        });
        return item;
    }

    private void ask(Outline.Relation relation) {
        if (!(shown.details().get(relation.oid()) instanceof Loaded.Ready) && asked.add(relation.oid())) {
            answers.details(relation.oid());
        }
    }

    private TreeItem<Line> relation(Outline.Relation relation) {
        var aside = new ArrayList<String>();
        if (relation.kind() != Outline.Kind.TABLE) {
            aside.add(relation.kind().words());
        }
        if (relation.rows() != null) {
            aside.add(count(relation.rows()));
        }
        if (relation.bytes() != null && relation.bytes() > 0) {
            aside.add(Words.bytes(relation.bytes()));
        }
        String key = "r:" + relation.oid();
        var item = item(new Line(key, relation.name(), String.join(" · ", aside), "", name(relation), relation), false);
        if (!relation.kind().isExpandable()) {
            return item;
        }
        switch (shown.details().get(relation.oid())) {
            case Loaded.Ready<Outline.Details>(var details, var _) -> details(item, relation, details);
            case Loaded.Failed<Outline.Details>(var why) -> item.getChildren()
                    .add(new TreeItem<>(new Line(key + ":failed", Sentences.happened(why), "", "muted", null, relation)));
            case null, default -> {
                item.getChildren().add(new TreeItem<>(new Line(key + ":wait", TEXTS.get("reading…"), "", "muted", null, relation)));
                if (item.isExpanded() && connected) {
                    ask(relation);
                }
            }
        }
        return item;
    }

    private void details(TreeItem<Line> into, Outline.Relation relation, Outline.Details details) {
        String key = "r:" + relation.oid();
        for (Outline.Column column : details.columns()) {
            into.getChildren().add(new TreeItem<>(new Line(key + ":c:" + column.name(), column.name(), brief(column.type())
                    + (column.notNull() ? " not null" : "") + (column.filled() == null ? "" : " " + column.filled()), "",
                    Quoting.typed(column.name()), relation)));
        }
        if (!details.indexes().isEmpty()) {
            var indexes = item(
                    new Line(key + "#i", TEXTS.get("indexes"), String.valueOf(details.indexes().size()), "muted", null, relation), false);
            for (Outline.Index index : details.indexes()) {
                String words = (index.valid() ? "" : "INVALID ") + (index.primary() ? "primary " : index.unique() ? "unique " : "")
                        + (index.partial() ? "partial " : "") + index.method() + " (" + String.join(", ", index.columns()) + ") · "
                        + Words.bytes(index.bytes());
                indexes.getChildren()
                        .add(new TreeItem<>(new Line(key + ":i:" + index.name(), index.name(), words, "", Quoting.typed(index.name()),
                                relation)));
            }
            into.getChildren().add(indexes);
        }
        if (!details.constraints().isEmpty()) {
            var constraints = item(
                    new Line(key + "#k", TEXTS.get("constraints"), String.valueOf(details.constraints().size()), "muted", null, relation),
                    false);
            for (Outline.Constraint constraint : details.constraints()) {
                String words = constraint.kind() + " (" + String.join(", ", constraint.columns()) + ")"
                        + (constraint.refersTo() == null ? "" : " → " + constraint.refersTo())
                        + (constraint.validated() ? "" : " NOT VALID");
                constraints.getChildren().add(new TreeItem<>(new Line(key + ":k:" + constraint.name(), constraint.name(), words, "",
                        Quoting.typed(constraint.name()), relation)));
            }
            into.getChildren().add(constraints);
        }
    }

    /// The other name that PostgreSQL has for the type, where it is shorter.
    private static String brief(String type) {
        return type.replaceFirst("^timestamp(\\(\\d\\))? with time zone", "timestamptz$1")
                .replaceFirst("^timestamp(\\(\\d\\))? without time zone", "timestamp$1").replaceFirst("^character varying", "varchar")
                .replaceFirst("^double precision", "float8");
    }

    /// As people say it: 48 k, 2.1 M.
    static String count(long rows) {
        if (rows < 1000) {
            return rows == 1 ? TEXTS.get("{0} row", rows) : TEXTS.get("{0} rows", rows);
        }
        double value = rows;
        String unit = "";
        for (String next : List.of("k", "M", "G")) {
            if (value >= 999.5) {
                value /= 1000;
                unit = next;
            }
        }
        return TEXTS.get("{0} rows", String.format(Locale.ROOT, value < 9.95 ? "%.1f %s" : "%.0f %s", value, unit));
    }

    /// A name, and beside it what is known of it.
    private static final class Cell extends TreeCell<Line> {
        private final Label name = new Label();
        private final Label aside = new Label();
        private final HBox both = new HBox(8, name, aside);

        Cell() {
            both.setAlignment(Pos.CENTER_LEFT);
            aside.getStyleClass().addAll("muted", "schema-aside");
            name.setMinWidth(Region.USE_PREF_SIZE);
            aside.setMinWidth(0);
            // as wide as the pane: what does not fit is cut, and whole in the tooltip
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Line line, boolean empty) {
            super.updateItem(line, empty);
            if (empty || line == null) {
                setGraphic(null);
                setTooltip(null);
                return;
            }
            setTooltip(new Tooltip(Grid.visible(line.name() + "   " + line.aside())));
            name.setText(Grid.visible(line.name()));
            name.getStyleClass().setAll("label", "mono");
            if (!line.style().isEmpty()) {
                name.getStyleClass().add(line.style());
            }
            aside.setText(Grid.visible(line.aside()));
            setGraphic(both);
        }
    }
}
