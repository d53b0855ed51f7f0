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
    private final TextArea raw = new TextArea();
    private final Button details = new Button("Details");

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
        var again = new Button("Try again");
        again.setOnAction(_ -> refresh.run());
        details.setOnAction(_ -> toggle());
        var signIn = new Button("Sign in");
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
        raw.setText(problem.source().api() + (problem.source().requestId() == null ? "" : "  request id " + problem.source().requestId())
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
        details.setText(show ? "Hide details" : "Details");
    }

    private static String kind(Problem problem) {
        return switch (problem) {
            case Problem.SignIn _ -> "sign in";
            case Problem.ClockSkew _ -> "clock";
            case Problem.Denied _ -> "not allowed";
            case Problem.Missing _ -> "not there";
            case Problem.WrongState _ -> "state";
            case Problem.Throttled _ -> "throttled";
            case Problem.Unreachable _ -> "unreachable";
            case Problem.BadAnswer _ -> "bad answer";
            case Problem.Rejected _ -> "rejected";
            case Problem.Sql _ -> "database";
            case Problem.Misconfigured _ -> "setting";
            case Problem.Bug _ -> "bug";
        };
    }
}
