package dev.howdah.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.RequestLog;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.nav.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// From an empty Fleet to the plan of a database, by keyboard alone. Bad inputs tried: a name that RDS does not take, no number of days, a
/// group's name that begins as an id, a secret's name with a blank.
@ExtendWith(HeadlessScreen.class)
final class CreateWindowTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    @TempDir
    private Path state;
    private Drill drill;
    private WindowHarness window;

    @BeforeEach
    void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withEmptyAccount().withoutServers(), _ -> {});
        window = new WindowHarness(drill, state, Map.of());
        window.resize(1280, 720);
        Screens.onFx(() -> {
            window.window().open(List.of(WindowHarness.SCOPE), null);
            window.window().go(new Place.Fleet());
            return null;
        });
    }

    @AfterEach
    void stop() {
        window.close();
        drill.close();
    }

    private void pictures(String name) {
        Screens.picture(window.scene(), "create-" + name + "-dark");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        Screens.picture(window.scene(), "create-" + name + "-light");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
    }

    @Test
    void anEmptyFleetLeadsToThePlanOfADatabase() {
        window.until(SOON, "No database here yet: create one like the chapter", "Create one…");
        pictures("fleet");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.N);
        window.untilAt(SOON, "Name of the instance");
        assertThat(window.words()).contains("Create a database", "Plan…   Enter");
        window.press(KeyCode.CONTROL, KeyCode.A);
        window.type("7-db");
        window.press(KeyCode.ENTER);
        window.until(SOON, "'7-db' cannot be an instance's name");
        window.press(KeyCode.CONTROL, KeyCode.A);
        window.type("forum-db");
        window.press(KeyCode.TAB);
        pictures("form");
        window.press(KeyCode.ENTER);
        window.until(SOON, "Create forum-db", "Looked at just before", "DB subnet group forum-db-subnets",
                "Security group forum-rds", "SELECT 1 on forum-db over the tunnel");
        pictures("plan");
        assertThat(drill.requestLog().entries().stream().filter(RequestLog.Entry::changes)).as("nothing is made by looking").isEmpty();
        window.press(KeyCode.ESCAPE);
    }

    @Test
    void aSecretOfOnesOwnIsChosenByKeyboard() {
        window.until(SOON, "No database here yet: create one like the chapter");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.N);
        window.untilAt(SOON, "Name of the instance");
        assertThat(window.words()).contains("RDS makes, keeps and changes the password.");
        for (int i = 0; i < 10; i++) {
            window.press(KeyCode.TAB);
        }
        window.untilAt(SOON, "Password");
        window.press(KeyCode.TAB);
        window.untilAt(SOON, "Migration's family");
        window.press(KeyCode.SHIFT, KeyCode.TAB);
        window.untilAt(SOON, "Password");
        window.press(KeyCode.DOWN);
        window.until(SOON, "own secret, DATABASE_URL", "No rotation of the password until you set one up.");
        pictures("own");
        window.press(KeyCode.TAB);
        window.untilAt(SOON, "Its secret");
        window.press(KeyCode.CONTROL, KeyCode.A);
        window.type("shop master");
        window.press(KeyCode.ENTER);
        window.until(SOON, "Create blog-db", "'shop master' cannot be a secret's name.", "Secret shop master with a password that nobody",
                "Nothing changes this password until you set up a rotation of shop master");
        assertThat(drill.requestLog().entries().stream().filter(RequestLog.Entry::changes)).as("nothing is made by looking").isEmpty();
    }

    /// It is filled anew with what it had before in it: by another choice of the service, and by another opening.
    @Test
    void theFormIsFilledAnew() {
        window.until(SOON, "No database here yet: create one like the chapter");
        for (int i = 0; i < 2; i++) {
            window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.N);
            window.untilAt(SOON, "Name of the instance");
            Node before = Screens.onFx(() -> service());
            Screens.onFx(() -> {
                service().getOnAction().handle(new ActionEvent());
                return null;
            });
            Screens.until("the form is another", SOON,
                    () -> Screens.words(window.scene().getRoot()).contains("Plan…") && service() != before);
            assertThat(window.words()).contains("RDS makes, keeps and changes the password.", "RDS makes and changes it");
            window.press(KeyCode.ESCAPE);
        }
    }

    private ComboBox<?> service() {
        return window.scene().getRoot().lookupAll(".combo-box").stream().<ComboBox<?>>map(n -> (ComboBox<?>) n)
                .filter(c -> "Service that is to use it".equals(c.getAccessibleText())).findFirst().orElseThrow();
    }

    @Test
    void itsStepsAreShownWithWhatTheyTookAndWhereItStopsItOffersToGoOn() throws InterruptedException {
        drill.faults().set("ecs:RegisterTaskDefinition", 1,
                new Fault.Refuse(400, "LimitExceededException", "The limit for the resource has been exceeded."));
        var hurry = Thread.ofVirtual().start(() -> {
            while (!Thread.interrupted()) {
                drill.world().clock().advance(Duration.ofSeconds(3));
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        });
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.N);
        window.untilAt(SOON, "Name of the instance");
        window.press(KeyCode.ENTER);
        window.until(SOON, "Create blog-db", "Looked at just before");
        window.untilAt(SOON, "Type blog-db to confirm");
        window.type("blog-db");
        window.press(KeyCode.ENTER);
        window.press(KeyCode.SPACE);
        window.until(Duration.ofSeconds(50), "Step 7 of 11 is not done: Revision of blog-api that is told of blog-db.", "Continue…",
                "DB subnet group blog-db-subnets", "aws rds delete-db-subnet-group");
        pictures("stopped");
        assertThat(drill.requestLog().entries().stream().filter(RequestLog.Entry::changes)).hasSize(7);
        hurry.interrupt();
        hurry.join();
    }
}
