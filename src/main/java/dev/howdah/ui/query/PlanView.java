package dev.howdah.ui.query;

import dev.howdah.ops.query.PlanTree;
import dev.howdah.ops.query.PlanTree.Node;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Texts;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableCell;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableRow;
import javafx.scene.control.TreeTableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// A plan as a tree: what each node took by itself, how far its rows were from the estimate, what it read. The worst is marked by
/// a word and by colour.
final class PlanView {
    private static final Texts TEXTS = Texts.of(PlanView.class);
    /// From here on an estimate is called wrong.
    private static final double WRONG = 10;

    private PlanView() {}

    static Parent of(PlanTree plan) {
        var tree = new TreeTableView<>(item(plan.root()));
        tree.setAccessibleText(TEXTS.get("plan"));
        tree.getColumns().add(column(TEXTS.get("node"), 440, false,
                n -> n.worst() ? TEXTS.get("◀ worst   {0}", Grid.visible(n.what())) : Grid.visible(n.what())));
        tree.getColumns().add(column(TEXTS.get("time of its own"), 116, true, n -> n.ownMillis() == null ? "" : millis(n.ownMillis())));
        tree.getColumns().add(column(TEXTS.get("rows"), 90, true,
                n -> n.actual() == null ? "" : n.loops() != null && n.loops() == 0 ? TEXTS.get("never ran") : number(n.actual())));
        tree.getColumns().add(column(TEXTS.get("estimate"), 90, true, n -> number(n.estimated())));
        tree.getColumns().add(column(TEXTS.get("off by"), 80, true,
                n -> n.misestimate().filter(f -> f >= WRONG).map(f -> "× " + number(f)).orElse("")));
        tree.getColumns().add(column(TEXTS.get("loops"), 70, true, n -> n.loops() == null ? "" : number(n.loops())));
        tree.getColumns().add(column(TEXTS.get("buffers hit / read"), 140, true,
                n -> n.hit() == null ? "" : number(n.hit()) + " / " + number(n.read() == null ? 0 : n.read())));
        tree.getColumns().add(column(TEXTS.get("cost of its own"), 110, true, n -> number(n.ownCost())));
        tree.setRowFactory(_ -> new TreeTableRow<>() {
            @Override
            protected void updateItem(@Nullable Node node, boolean empty) {
                super.updateItem(node, empty);
                getStyleClass().remove("plan-worst");
                if (!empty && node != null && node.worst()) {
                    getStyleClass().add("plan-worst");
                }
            }
        });
        var details = new Label();
        details.setWrapText(true);
        details.setMinHeight(javafx.scene.layout.Region.USE_PREF_SIZE);
        details.getStyleClass().add("mono");
        tree.getSelectionModel().selectedItemProperty().addListener((_, _, chosen) -> details.setText(chosen == null
                ? ""
                : Grid.inert(chosen.getValue().what() + "\n" + String.join("\n", chosen.getValue().details()))));
        TreeItem<Node> worst = worst(tree.getRoot());
        tree.getSelectionModel().select(worst);
        VBox.setVgrow(tree, Priority.ALWAYS);
        return new VBox(6, Cards.muted(String.join(" · ", plan.summary())), tree, details);
    }

    private static TreeItem<Node> item(Node node) {
        var item = new TreeItem<>(node);
        item.setExpanded(true);
        node.children().forEach(child -> item.getChildren().add(item(child)));
        return item;
    }

    private static TreeItem<Node> worst(TreeItem<Node> from) {
        return from.getValue().worst()
                ? from
                : from.getChildren().stream().map(PlanView::worst).filter(i -> i.getValue().worst()).findFirst().orElse(from);
    }

    private static TreeTableColumn<Node, String> column(String title, double width, boolean right, Function<Node, String> text) {
        var column = new TreeTableColumn<Node, String>(title);
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setCellValueFactory(f -> new ReadOnlyObjectWrapper<>(text.apply(f.getValue().getValue())));
        if (right) {
            column.setCellFactory(_ -> new TreeTableCell<>() {
                {
                    setAlignment(Pos.CENTER_RIGHT);
                }

                @Override
                protected void updateItem(@Nullable String value, boolean empty) {
                    super.updateItem(value, empty);
                    setText(empty ? null : value);
                }
            });
        }
        return column;
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.3f ms" : "%,.1f ms", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) || value >= 100 ? "%,.0f" : "%.2f", value);
    }

}
