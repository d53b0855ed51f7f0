package dev.howdah.ui.shell;

import dev.howdah.ui.kit.Action;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Texts;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Everything that can be done or gone to, by typing a part of its name. An action that is off stays listed with the reason.
final class Palette {
    private static final Texts TEXTS = Texts.of(Palette.class);
    private static final double ROW = 34;
    private final Supplier<List<Action>> actions;
    private final ObservableList<Action> found = FXCollections.observableArrayList();
    private final TextField query = new TextField();
    private final ListView<Action> list = new ListView<>(found);
    private final StackPane veil;
    private @Nullable Node before;

    Palette(Supplier<List<Action>> actions) {
        this.actions = actions;
        query.setPromptText(TEXTS.get("Type what to do or where to go"));
        query.setAccessibleText(TEXTS.get("Command palette"));
        query.textProperty().subscribe((_, _) -> search());
        list.setCellFactory(_ -> new Cell());
        list.setFocusTraversable(false);
        list.setFixedCellSize(ROW);
        list.setPlaceholder(Cards.muted(TEXTS.get("Nothing of that name.")));
        list.setOnMouseClicked(_ -> run());
        var box = new VBox(query, list);
        box.getStyleClass().add("palette");
        box.setMaxHeight(Region.USE_PREF_SIZE);
        veil = new StackPane(box);
        veil.getStyleClass().add("veil");
        veil.setVisible(false);
        veil.setManaged(false);
        veil.setOnMousePressed(e -> {
            if (e.getTarget() == veil) {
                close();
            }
        });
        query.setOnKeyPressed(e -> {
            switch (e.getCode()) {
                case DOWN -> move(1);
                case UP -> move(-1);
                case ENTER -> run();
                case ESCAPE -> close();
                default -> {
                    return;
                }
            }
            e.consume();
        });
        veil.addEventFilter(javafx.scene.input.KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                close();
                e.consume();
            }
        });
    }

    Node node() {
        return veil;
    }

    boolean isOpen() { return veil.isVisible(); }

    void open(String start) {
        before = veil.getScene() == null ? null : veil.getScene().getFocusOwner();
        veil.setManaged(true);
        veil.setVisible(true);
        query.setText(start);
        search();
        Fx.focus(veil, query);
        query.end();
    }

    void close() {
        veil.setVisible(false);
        veil.setManaged(false);
        if (before != null) {
            before.requestFocus();
        }
    }

    private void search() {
        String[] words = query.getText().toLowerCase(Locale.ROOT).strip().split("\\s+");
        found.setAll(actions.get().stream().filter(a -> {
            String all = (a.name() + " " + a.group()).toLowerCase(Locale.ROOT);
            for (String word : words) {
                if (!all.contains(word)) {
                    return false;
                }
            }
            return true;
        }).toList());
        list.getSelectionModel().selectFirst();
        double height = Math.max(1, Math.min(9, found.size())) * ROW + 4;
        list.setPrefHeight(height);
        list.setMinHeight(height);
        list.setMaxHeight(height);
    }

    private void move(int by) {
        int size = found.size();
        if (size > 0) {
            int next = Math.floorMod(list.getSelectionModel().getSelectedIndex() + by, size);
            list.getSelectionModel().select(next);
            list.scrollTo(Math.max(0, next - 4));
        }
    }

    private void run() {
        Action action = list.getSelectionModel().getSelectedItem();
        if (action != null && action.whyOff().get().isEmpty()) {
            close();
            action.run().run();
        }
    }

    private static final class Cell extends ListCell<Action> {
        Cell() {
            // as wide as the list: what is too long ends in dots, and nothing scrolls sideways
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Action action, boolean empty) {
            super.updateItem(action, empty);
            if (empty || action == null) {
                setGraphic(null);
                return;
            }
            var name = Cards.text(action.name());
            name.setMinWidth(Region.USE_PREF_SIZE);
            var line = new HBox(10, name, Cards.muted(action.whyOff().get().orElse(action.group())), Cards.spacer());
            line.setAlignment(Pos.CENTER_LEFT);
            if (!action.keyWords().isEmpty()) {
                var keys = Cards.text(action.keyWords(), "key");
                keys.setMinWidth(Region.USE_PREF_SIZE);
                line.getChildren().add(keys);
            }
            setGraphic(line);
        }
    }
}
