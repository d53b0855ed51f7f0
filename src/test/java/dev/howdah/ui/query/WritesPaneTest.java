package dev.howdah.ui.query;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.model.Environment;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.query.Queries;
import dev.howdah.ops.query.Writes;
import dev.howdah.sql.session.SqlSession;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.kit.Theme;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;

/// The agreement by keyboard. Bad inputs tried: Enter where it opens, a name half typed and mistyped, Enter in the name's field, a key
/// held down, leaving between two keys, Esc, the same question shown twice, one without an estimate and with hostile text.
@ExtendWith(HeadlessScreen.class)
final class WritesPaneTest {
    private static final FxRobot ROBOT = new FxRobot();
    private static final InstanceRef BLOG = new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
    private static final Queries.Session SESSION = new Queries.Session("blogdb", "blog_admin", 4711, SqlSession.State.IDLE, null, "",
            "UTC");
    private static final List<String> HEARD = new ArrayList<>();
    private static WritesPane pane;
    private static Scene scene;
    private static Stage stage;

    @BeforeAll
    static void open() {
        onFx(() -> {
            var editor = new TextArea();
            editor.setAccessibleText("the editor behind");
            pane = new WritesPane(editor::requestFocus);
            scene = new Scene(new VBox(pane.node(), editor), 1200, 500);
            new Theme(Theme.Choice.DARK);
            Theme.dress(scene);
            stage = new Stage();
            stage.setScene(scene);
            stage.show();
            stage.requestFocus();
            return null;
        });
    }

    @AfterAll
    static void close() {
        onFx(() -> {
            stage.hide();
            return null;
        });
    }

    @BeforeEach
    void forget() {
        HEARD.clear();
        onFx(() -> {
            pane.close();
            return null;
        });
    }

    private static String plan(Environment environment) {
        return onFx(() -> {
            pane.plan(new QueryView.Setting(BLOG, environment), SESSION, (length, typed) -> HEARD.add(length + " " + typed));
            return Screens.words(scene.getRoot());
        });
    }

    @Test
    void productionTakesTheNameTyped() {
        for (Environment environment : new Environment[]{Environment.PRODUCTION, Environment.UNDECLARED}) {
            HEARD.clear();
            assertThat(plan(environment)).contains(environment.band(), "blog-db · account 123456789012 · ap-northeast-2", "database blogdb",
                    "as blog_admin", "Type blog-db to confirm", "The button waits for the name.");
            ROBOT.write("blog-d");
            ROBOT.push(KeyCode.TAB);
            ROBOT.push(KeyCode.TAB);
            ROBOT.push(KeyCode.ENTER);
            assertThat(HEARD).isEmpty();
            plan(environment);
            ROBOT.write("blog-db");
            ROBOT.push(KeyCode.ENTER);
            assertThat(HEARD).as("Enter in the field does nothing").isEmpty();
            Screens.picture(scene, "writes-production");
            ROBOT.push(KeyCode.TAB);
            ROBOT.push(KeyCode.TAB);
            ROBOT.push(KeyCode.ENTER);
            assertThat(HEARD).containsExactly("PT10M blog-db");
            assertThat(onFx(pane::isOpen)).isFalse();
        }
    }

    @Test
    void enterWhereItOpensAndEscLeaveIt() {
        for (KeyCode key : new KeyCode[]{KeyCode.ENTER, KeyCode.ESCAPE}) {
            plan(Environment.STAGING);
            ROBOT.push(key);
            assertThat(onFx(pane::isOpen)).isFalse();
        }
        assertThat(HEARD).isEmpty();
    }

    @Test
    void elsewhereItTakesTwoKeysOfItsOwn() {
        plan(Environment.STAGING);
        ROBOT.push(KeyCode.TAB);
        ROBOT.press(KeyCode.ENTER);
        ROBOT.press(KeyCode.ENTER);
        ROBOT.release(KeyCode.ENTER);
        assertThat(HEARD).as("a held key counts once").isEmpty();
        ROBOT.push(KeyCode.SHIFT, KeyCode.TAB);
        ROBOT.push(KeyCode.TAB);
        ROBOT.push(KeyCode.ENTER);
        assertThat(HEARD).as("leaving takes the first key back").isEmpty();
        ROBOT.push(KeyCode.ENTER);
        assertThat(HEARD).containsExactly("PT10M ");
    }

    @Test
    void aQuestionSaysWhatIsKnown() {
        var question = new Writes.Question("DELETE FROM t\u202E -- x", List.of("DELETE without a WHERE takes every row of t"), null);
        String words = onFx(() -> {
            pane.ask(question, choice -> HEARD.add(choice.name()));
            pane.ask(question, choice -> HEARD.add("again " + choice.name()));
            return Screens.words(scene.getRoot());
        });
        assertThat(words).contains("Not sent yet", "There is no estimate", "⟨U+202E⟩", "every row of t");
        ROBOT.push(KeyCode.ESCAPE);
        assertThat(HEARD).containsExactly("LEAVE_IT");
        assertThat(onFx(pane::isOpen)).as("until the run has gone on").isTrue();
        onFx(() -> {
            pane.ask(null, _ -> HEARD.add("never"));
            return null;
        });
        assertThat(onFx(pane::isOpen)).isFalse();
    }
}
