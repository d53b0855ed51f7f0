package dev.howdah.ui.tunnel;

import dev.howdah.model.Secret;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Texts;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// As whom to log in: by a secret that is found, by user and password, or by an IAM token. A password is taken out of its field
/// when it is used.
public final class LoginForm {
    /// What was chosen.
    public sealed interface Typed {
        /// A secret that is found.
        record BySecret() implements Typed {}

        /// @param database null for the usual one
        record ByPassword(String user, Secret password, @Nullable String database) implements Typed {}

        record ByIam(String user) implements Typed {}
    }

    private static final Texts TEXTS = Texts.of(LoginForm.class);
    private static final String SECRET = TEXTS.get("by the secret that is found");
    private static final String PASSWORD = TEXTS.get("by user and password");
    private static final String IAM = TEXTS.get("by an IAM token");
    private final ChoiceBox<String> way = new ChoiceBox<>();
    private final TextField user = new TextField();
    private final PasswordField password = new PasswordField();
    private final TextField database = new TextField();
    private final HBox fields = new HBox(8, user, password, database);
    private final VBox root;

    LoginForm() {
        way.getItems().setAll(List.of(SECRET, PASSWORD, IAM));
        way.setValue(SECRET);
        way.setAccessibleText(TEXTS.get("How to log in"));
        user.setPromptText(TEXTS.get("user"));
        password.setPromptText(TEXTS.get("password"));
        database.setPromptText(TEXTS.get("database (postgres)"));
        for (Node field : List.<Node>of(user, password, database)) {
            HBox.setHgrow(field, Priority.ALWAYS);
        }
        way.valueProperty().subscribe(_ -> shape());
        root = new VBox(8, way, fields,
                Cards.muted(TEXTS.get("Secrets: the one that RDS manages, or one that a running task is given for this host.")));
    }

    Parent node() {
        return root;
    }

    void disable(boolean off) {
        root.setDisable(off);
    }

    private void shape() {
        boolean any = !SECRET.equals(way.getValue());
        boolean typed = PASSWORD.equals(way.getValue());
        show(fields, any);
        show(password, typed);
        show(database, typed);
    }

    private static void show(Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }

    /// What is chosen now; the password leaves its field.
    Typed typed() {
        String who = user.getText() == null ? "" : user.getText().strip();
        if (IAM.equals(way.getValue()) && !who.isEmpty()) {
            return new Typed.ByIam(who);
        }
        if (PASSWORD.equals(way.getValue()) && !who.isEmpty()) {
            var secret = new Secret(password.getText());
            password.clear();
            String name = database.getText() == null || database.getText().isBlank() ? null : database.getText().strip();
            return new Typed.ByPassword(who, secret, name);
        }
        return new Typed.BySecret();
    }
}
