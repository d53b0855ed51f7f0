package dev.howdah.ui.shell;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.Faults;
import dev.howdah.model.Environment;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.nav.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The window by keyboard alone, on the wire of a drill without servers. Bad inputs tried: a palette query that finds
/// nothing, a filter that finds nothing, expired credentials, a service that stops answering, an instance that goes.
@ExtendWith(HeadlessScreen.class)
final class WindowTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private Drill drill;
    private WindowHarness window;
    @TempDir
    private Path state;

    @BeforeEach
    void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withoutServers().withFleet(498), _ -> {});
    }

    @AfterEach
    void stop() {
        window.close();
        drill.close();
    }

    @Test
    void fromLaunchToTheOverviewOfTheDrillAndBackByKeyboard() {
        window = new WindowHarness(drill, state, Map.of());
        window.until(SOON, "Which environment?", "blog-prod", "The drill");
        Screens.picture(window.scene(), "launch");
        window.press(KeyCode.CONTROL, KeyCode.K);
        window.type("no such thing");
        window.until(SOON, "Nothing of that name.");
        window.press(KeyCode.ESCAPE);
        onFx(() -> {
            window.window().openDrill();
            return null;
        });
        window.until(SOON, "DRILL", "drill   123456789012 · ap-northeast-2", "Recoverable to any second");
        assertThat(onFx(() -> window.window().here())).isInstanceOf(Place.Overview.class);
        window.press(KeyCode.CONTROL, KeyCode.DIGIT2);
        window.until(SOON, "500 instances");
        window.press(KeyCode.SLASH);
        window.type("legacy public");
        window.until(SOON, "1 of 500");
        Screens.picture(window.scene(), "fleet-filtered");
        window.press(KeyCode.ENTER);
        window.press(KeyCode.ENTER);
        window.until(SOON, "legacy-db", "Single-AZ", "⚠ yes");
        window.press(KeyCode.ESCAPE);
        window.until(SOON, "Fleet", "1 of 500");
        window.press(KeyCode.CONTROL, KeyCode.DIGIT9);
        window.until(SOON, "Which environment?");
        assertThat(drill.requestLog().entries()).noneMatch(e -> e.changes());
    }

    @Test
    void expiredCredentialsAreToldWithinTwoSecondsAndNothingIsShownAsZero() {
        window = new WindowHarness(drill, state, Map.of("AWS_ACCESS_KEY_ID", "AKIDDRILLEXPIRED0000"));
        open();
        window.until(Duration.ofSeconds(10), "have expired", "not signed in");
        assertThat(window.words()).doesNotContain("0 instances shown");
        Screens.picture(window.scene(), "fleet-signed-out");
    }

    @Test
    void aServiceThatStopsAnsweringLeavesTheRowsAndNamesItself() {
        window = new WindowHarness(drill, state, Map.of());
        open();
        window.press(KeyCode.CONTROL, KeyCode.DIGIT2);
        window.until(SOON, "500 instances");
        drill.faults().set("rds:DescribeDBInstances", Faults.ALWAYS, new Fault.Http500(true));
        window.press(KeyCode.F5);
        window.until(SOON, "rds:DescribeDBInstances answered HTTP 500", "its 500 instances are shown as they were last read",
                "1 of 1 not answering");
        assertThat(window.words()).contains("500 instances");
        Screens.picture(window.scene(), "fleet-stale");
    }

    @Test
    void selectionStaysOnItsInstanceWhenTheFleetIsReadAgain() {
        window = new WindowHarness(drill, state, Map.of());
        open();
        window.press(KeyCode.CONTROL, KeyCode.DIGIT2);
        window.until(SOON, "500 instances");
        String chosen = onFx(() -> {
            table().getSelectionModel().select(3);
            return table().getSelectionModel().getSelectedItem().toString();
        });
        var before = window.poller().live().get().accounts().getFirst().instances().asOf();
        window.press(KeyCode.F5);
        Screens.until("a refresh", SOON, () -> !window.poller().live().get().accounts().getFirst().instances().asOf().equals(before));
        assertThat(chosen).contains(onFx(() -> table().getSelectionModel().getSelectedItem().toString()).substring(0, 120));
    }

    @Test
    void themeAndPlaceAreRemembered() {
        window = new WindowHarness(drill, state, Map.of());
        window.until(SOON, "Which environment?");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        Screens.until("light", SOON, () -> !window.window().theme().dark());
        Screens.picture(window.scene(), "launch-light");
        assertThat(window.settings().theme().name()).isEqualTo("LIGHT");
        assertThat(window.settings().environment("blog-prod")).isEqualTo(Environment.UNDECLARED);
    }

    @Test
    void closingLeavesNoFollower() {
        window = new WindowHarness(drill, state, Map.of());
        open();
        window.press(KeyCode.CONTROL, KeyCode.DIGIT2);
        window.until(SOON, "500 instances");
        assertThat(window.poller().live().followers()).isEqualTo(2);
        window.press(KeyCode.CONTROL, KeyCode.DIGIT9);
        window.until(SOON, "Which environment?");
        assertThat(window.poller().live().followers()).isEqualTo(1);
    }

    private void open() {
        onFx(() -> {
            window.window().openDrill();
            return null;
        });
    }

    @Test
    void whoeverGoesElsewhereMeanwhileIsNotPulledToTheOverview() {
        window = new WindowHarness(drill, state, Map.of());
        open();
        window.press(KeyCode.CONTROL, KeyCode.DIGIT2);
        window.until(SOON, "500 instances");
        assertThat(onFx(() -> window.window().here())).isInstanceOf(Place.Fleet.class);
    }

    private TableView<?> table() {
        return (TableView<?>) find(window.scene().getRoot());
    }

    private static Node find(Node node) {
        if (node instanceof TableView<?>) {
            return node;
        }
        if (node instanceof javafx.scene.Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                Node found = find(child);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
