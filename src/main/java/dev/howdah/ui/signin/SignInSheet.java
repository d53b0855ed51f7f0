package dev.howdah.ui.signin;

import dev.howdah.model.Secret;
import dev.howdah.ops.signin.Stage;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Clip;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.ProblemPane;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Words;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Separator;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The sheet of a sign-in. What it shows is a [Stage]; Esc gives it up.
public final class SignInSheet {
    /// What the sheet asks of the window.
    public interface Answers {
        void code(Secret code);

        void agree(boolean agrees);

        /// Opens a page in the person's browser.
        void browse(URI page);

        void again();

        void cancel();
    }

    private static final Texts TEXTS = Texts.of(SignInSheet.class);
    private final Supplier<Instant> now;
    private final Answers answers;
    private final VBox box = new VBox(12);
    private final Label passed = Cards.muted("");
    private final Label browser = note("", "");
    private @Nullable Stage shown;

    public SignInSheet(Supplier<Instant> now, Answers answers) {
        this.now = now;
        this.answers = answers;
        box.getStyleClass().addAll("card", "unfinished", "sign-in");
        box.setMaxSize(620, Region.USE_PREF_SIZE);
        box.setAccessibleText(TEXTS.get("Sign in"));
    }

    public Node node() {
        return box;
    }

    /// Shows a stage and puts the keyboard where its answer is given. The same stage again changes nothing: what is being typed stays.
    public void show(Stage stage) {
        Fx.mustBeHere();
        if (stage.equals(shown)) {
            return;
        }
        shown = stage;
        switch (stage) {
            case Stage.Idle _,Stage.Done _ -> box.getChildren().clear();
            case Stage.Working(var scope, var words, var _) -> {
                var cancel = cancel();
                fill(TEXTS.get("Signing in: {0}", scope.label()), cancel, Cards.text(words + "…"), progress(), buttons(cancel));
            }
            case Stage.Code code -> code(code);
            case Stage.Program program -> program(program);
            case Stage.Device device -> device(device);
            case Stage.Page page -> page(page);
            case Stage.Failed(var scope, var problem) -> {
                var close = cancel();
                close.setText(TEXTS.get("Close   Esc"));
                fill(TEXTS.get("Not signed in: {0}", scope.label()), close, new ProblemPane(problem, answers::again), buttons(close));
            }
        }
        tick();
    }

    private void code(Stage.Code stage) {
        var field = new TextField();
        field.setPromptText(TEXTS.get("six digits"));
        field.setPrefColumnCount(8);
        field.setMaxWidth(Region.USE_PREF_SIZE);
        field.getStyleClass().add("mono");
        field.setAccessibleText(TEXTS.get("MFA code"));
        var send = new Button(TEXTS.get("Sign in"));
        send.setDefaultButton(true);
        send.getStyleClass().add("accent");
        send.disableProperty().bind(field.textProperty().map(t -> !t.strip().matches("\\d{6}")));
        send.setOnAction(_ -> answers.code(new Secret(field.getText().strip())));
        var line = new HBox(10, field, send);
        line.setAlignment(Pos.CENTER_LEFT);
        var refused = stage.before()
                .map(_ -> (Node) note(TEXTS.get("That code was not accepted. Wait for the next one: each is good once, and for "
                        + "half a minute."), "bad-words"))
                .orElseGet(Region::new);
        fill(TEXTS.get("MFA code for profile {0}", stage.profile()), field, fact(TEXTS.get("Device"), stage.serial()),
                fact(TEXTS.get("Role"), stage.role()), refused, line,
                buttons(cancel()));
    }

    private void program(Stage.Program stage) {
        var line = new Label(stage.command());
        line.setWrapText(true);
        line.getStyleClass().addAll("mono", "sign-in-line");
        line.setMaxWidth(Double.MAX_VALUE);
        var run = new Button(TEXTS.get("Run it for credentials"));
        run.setOnAction(_ -> answers.agree(true));
        var leave = new Button(TEXTS.get("Do not run it   Esc"));
        leave.setCancelButton(true);
        leave.setDefaultButton(true);
        leave.setOnAction(_ -> answers.agree(false));
        fill(TEXTS.get("Profile {0} gets its credentials from a program", stage.profile()), leave,
                note(TEXTS.get(
                        "It runs as you, on this machine, whenever credentials end. You are asked once, and again when the line changes."),
                        ""),
                line, buttons(run, leave));
    }

    /// The page could not be opened here.
    public void noBrowser() {
        browser.setText(shown instanceof Stage.Page
                ? TEXTS.get("No browser could be opened here: take the address for another device.")
                : TEXTS.get("No browser could be opened here: copy the address, and open it on any device."));
        browser.setVisible(true);
        browser.setManaged(true);
    }

    private void device(Stage.Device stage) {
        browser.setVisible(false);
        browser.setManaged(false);
        var code = Cards.text(stage.userCode(), "sign-in-code", "mono");
        code.setAccessibleText(TEXTS.get("Code {0}", String.join(" ", stage.userCode().split(""))));
        var open = open(stage.complete());
        var copy = copy(TEXTS.get("Copy its address"), stage.complete());
        var page = Cards.text(stage.page().toString(), "mono");
        page.setWrapText(true);
        fill(TEXTS.get("Sign in to {0} in a browser", stage.profile()), open,
                note(TEXTS.get("Open the page here or on any other device, compare the code, and allow it."), ""), code, page, browser,
                progress(),
                passed,
                buttons(open, copy, cancel()));
    }

    private void page(Stage.Page stage) {
        browser.setVisible(false);
        browser.setManaged(false);
        var open = open(stage.here());
        var there = copy(TEXTS.get("Copy the address for another device"), stage.elsewhere());
        var field = new TextField();
        field.setPromptText(TEXTS.get("the code that it shows"));
        field.setAccessibleText(TEXTS.get("Code from the other device"));
        field.getStyleClass().add("mono");
        HBox.setHgrow(field, Priority.ALWAYS);
        var wrong = note(TEXTS.get("That is not the code of this sign-in: copy all that the page shows."), "bad-words");
        wrong.visibleProperty().bind(wrong.managedProperty());
        wrong.setManaged(false);
        var use = new Button(TEXTS.get("Use the code"));
        use.setMinWidth(Region.USE_PREF_SIZE);
        use.disableProperty().bind(field.textProperty().map(String::isBlank));
        use.setOnAction(_ -> wrong.setManaged(!stage.code().test(field.getText())));
        field.setOnAction(e -> {
            if (!field.getText().isBlank()) {
                use.fire();
                e.consume();
            }
        });
        var line = new HBox(10, field, use);
        line.setAlignment(Pos.CENTER_LEFT);
        fill(TEXTS.get("Sign in to {0} in a browser", stage.profile()), open,
                note(TEXTS.get("Sign in to the AWS console on its page. What it says comes back here by itself."), ""),
                Cards.text(stage.here().getAuthority(), "mono"), browser, buttons(open, copy(TEXTS.get("Copy its address"), stage.here())),
                new Separator(),
                note(TEXTS.get("No browser on this machine? Sign in on another device, and bring back the code that it shows."), ""),
                buttons(there), line, wrong, progress(), passed, buttons(cancel()));
    }

    private Button open(URI page) {
        var open = new Button(TEXTS.get("Open the page"));
        open.setDefaultButton(true);
        open.getStyleClass().add("accent");
        open.setAccessibleText(TEXTS.get("Open the page to sign in"));
        open.setOnAction(_ -> answers.browse(page));
        return open;
    }

    private static Button copy(String words, URI page) {
        var copy = new Button(words);
        copy.setOnAction(_ -> {
            Clip.copy(page.toString());
            copy.setText(TEXTS.get("Copied"));
        });
        return copy;
    }

    /// Counts on what waits.
    public void tick() {
        if (shown instanceof Stage.Device device) {
            Duration left = Duration.between(now.get(), device.until());
            passed.setText(TEXTS.get("Waiting for {0}; the code is good for {1} more.",
                    Words.duration(Duration.between(device.since(), now.get())), Words.duration(left.isNegative() ? Duration.ZERO : left)));
        }
        if (shown instanceof Stage.Page page) {
            Duration left = Duration.between(now.get(), page.until());
            passed.setText(TEXTS.get("Waiting for {0}; {1} are left.",
                    Words.duration(Duration.between(page.since(), now.get())), Words.duration(left.isNegative() ? Duration.ZERO : left)));
        }
    }

    private Button cancel() {
        var cancel = new Button(TEXTS.get("Cancel   Esc"));
        cancel.setCancelButton(true);
        cancel.setOnAction(_ -> answers.cancel());
        return cancel;
    }

    private void fill(String title, Node focus, Node... content) {
        box.getChildren().setAll(Cards.text(title, "headline"));
        box.getChildren().addAll(content);
        Fx.focus(box, focus);
    }

    private static Node progress() {
        var bar = new ProgressBar();
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText(TEXTS.get("Waiting"));
        return bar;
    }

    private static Node fact(String name, String value) {
        Label label = Cards.muted(name);
        label.setMinWidth(60);
        Label words = Cards.text(value, "mono");
        words.setWrapText(true);
        return new HBox(8, label, words);
    }

    private static Label note(String words, String style) {
        var label = new Label(words);
        label.setWrapText(true);
        if (!style.isEmpty()) {
            label.getStyleClass().add(style);
        }
        return label;
    }

    private static HBox buttons(Node... nodes) {
        var row = new HBox(10, Cards.spacer());
        row.getChildren().addAll(nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        for (Node node : nodes) {
            if (node instanceof Region region) {
                region.setMinWidth(Region.USE_PREF_SIZE);
            }
        }
        return row;
    }
}
