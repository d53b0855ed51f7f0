package dev.howdah.ui.kit;

import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A problem where it happened: what, what it means, what to do next; the raw text one click away (law 7).
public final class ProblemPane extends VBox {
    private static final Texts TEXTS = Texts.of(ProblemPane.class);
    private final TextArea raw = new TextArea();
    private final Button details = new Button(TEXTS.get("Details"));

    /// @param refresh what *Try again* does
    public ProblemPane(Problem problem, Runnable refresh) {
        getStyleClass().add("problem");
        var happened = new Label(Sentences.happened(problem));
        happened.getStyleClass().add("problem-title");
        happened.setWrapText(true);
        var rest = new Label(Sentences.meaning(problem) + " " + Sentences.next(problem));
        rest.setWrapText(true);
        // where room is short, something else gives way
        happened.setMinHeight(USE_PREF_SIZE);
        rest.setMinHeight(USE_PREF_SIZE);
        var words = new VBox(2, happened, rest);
        HBox.setHgrow(words, javafx.scene.layout.Priority.ALWAYS);
        var again = new Button(TEXTS.get("Try again"));
        again.setOnAction(_ -> refresh.run());
        details.setOnAction(_ -> toggle());
        var signIn = new Button(TEXTS.get("Sign in"));
        signIn.getStyleClass().add("accent");
        for (Button button : new Button[]{signIn, details, again}) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        var line = new HBox(10, Cards.chip(kind(problem), Tone.WARN), words, details, again);
        if (problem instanceof Problem.SignIn wanted && wanted.kind().asksSomebody()) {
            signIn.setOnAction(_ -> signIn.fireEvent(new SignInWanted(wanted)));
            line.getChildren().add(3, signIn);
        }
        line.setAlignment(Pos.CENTER_LEFT);
        raw.setText(problem.source().api()
                + (problem.source().requestId() == null ? "" : "  " + TEXTS.get("request id {0}", problem.source().requestId()))
                + "\n" + problem.source().raw());
        raw.setEditable(false);
        raw.setWrapText(true);
        raw.setPrefRowCount(3);
        raw.setMinHeight(70);
        raw.getStyleClass().add("mono");
        raw.setVisible(false);
        raw.setManaged(false);
        getChildren().addAll(line, raw);
        setAccessibleText(Sentences.of(problem));
    }

    private void toggle() {
        boolean show = !raw.isVisible();
        raw.setVisible(show);
        raw.setManaged(show);
        details.setText(show ? TEXTS.get("Hide details") : TEXTS.get("Details"));
    }

    private static String kind(Problem problem) {
        return switch (problem) {
            case Problem.SignIn _ -> TEXTS.get("sign in");
            case Problem.ClockSkew _ -> TEXTS.get("clock");
            case Problem.Denied _ -> TEXTS.get("not allowed");
            case Problem.Missing _ -> TEXTS.get("not there");
            case Problem.WrongState _ -> TEXTS.get("state");
            case Problem.Throttled _ -> TEXTS.get("throttled");
            case Problem.Unreachable _ -> TEXTS.get("unreachable");
            case Problem.BadAnswer _ -> TEXTS.get("bad answer");
            case Problem.Rejected _ -> TEXTS.get("rejected");
            case Problem.Sql _ -> TEXTS.get("database");
            case Problem.Misconfigured _ -> TEXTS.get("setting");
            case Problem.Bug _ -> TEXTS.get("bug");
        };
    }
}
