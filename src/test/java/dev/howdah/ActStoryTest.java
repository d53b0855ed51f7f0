package dev.howdah;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.Waiting;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.Faults;
import dev.howdah.drill.world.RequestLog;
import dev.howdah.journal.Journal;
import dev.howdah.ops.OpState;
import dev.howdah.ops.Running;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.shell.WindowHarness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Changes from the window, by keyboard, on a drill with real servers. Bad inputs tried: Enter where the sheet opens, Enter held
/// down on the button, a mistyped name, Esc, a refusal for want of permission, a change asked for while another runs.
@ExtendWith(HeadlessScreen.class)
final class ActStoryTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static Drill drill;
    private WindowHarness window;
    private long before;
    @TempDir
    private Path state;

    @BeforeAll
    static void start() throws IOException {
        drill = Drill.start(DrillOptions.standard(), _ -> {});
        drill.awaitReady();
    }

    @AfterAll
    static void stop() {
        drill.close();
    }

    @BeforeEach
    void open() {
        before = changing();
        window = new WindowHarness(drill, state, Map.of());
        Screens.onFx(() -> {
            window.window().openDrill();
            return null;
        });
        window.until(SOON, "blog-db", "PRIMARY");
    }

    @AfterEach
    void close() {
        window.close();
        drill.faults().clear();
    }

    @Test
    void aSnapshotTakesTwoStepsAndOneCall() throws IOException {
        int steps = 0;
        steps++;
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.S);
        window.until(SOON, "Take a snapshot of blog-db", "Looked at just before", "aws rds create-db-snapshot", "--endpoint-url http",
                "DRILL");
        assertThat(window.words()).doesNotContain("--profile");
        Screens.asset(window.scene(), "plan-dark");
        Screens.doubled(window.scene(), "plan-200");
        steps++;
        window.press(KeyCode.TAB);
        window.press(KeyCode.ENTER);
        window.press(KeyCode.ENTER);
        window.press(KeyCode.ENTER);
        Running run = run();
        Waiting.until("the end", SOON, () -> run.state().get().ended());
        assertThat(run.state().get()).isInstanceOf(OpState.Done.class);
        assertThat(steps).isEqualTo(2);
        assertThat(changing() - before).isEqualTo(1);
        window.until(SOON, "✓ done", "Take a snapshot of blog-db", "Clear ended");
        Screens.picture(window.scene(), "act-done");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        window.resize(1280, 720);
        Screens.picture(window.scene(), "act-done-light-1280");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        assertThat(new Journal(state, Instant::now).left()).isEmpty();
    }

    @Test
    void aFailoverTakesTheNameAndThreeStepsAndTheOverviewShowsIt() {
        var servers = Objects.requireNonNull(drill.world().home().servers("blog-db"));
        Waiting.until("a standby in step", SOON, servers::standbyReady);
        int steps = 0;
        steps++;
        window.press(KeyCode.CONTROL, KeyCode.K);
        window.type("fail over");
        window.press(KeyCode.ENTER);
        window.until(SOON, "Fail over blog-db", "--force-failover", "Type blog-db to confirm");
        window.type("blog");
        window.press(KeyCode.ENTER);
        window.until(SOON, "The button waits for the name.");
        assertThat(changing()).isEqualTo(before);
        steps++;
        window.type("-db");
        window.until(SOON, "Enter goes to the button");
        Screens.asset(window.scene(), "failover-plan-dark");
        steps++;
        window.press(KeyCode.ENTER);
        window.press(KeyCode.ENTER);
        Running run = run();
        window.until(SOON, "running");
        Screens.picture(window.scene(), "act-running");
        Waiting.until("the end", Duration.ofMinutes(3), () -> run.state().get().ended());
        assertThat(run.state().get()).isInstanceOf(OpState.Done.class);
        assertThat(steps).isEqualTo(3);
        assertThat(changing() - before).isEqualTo(1);
        window.press(KeyCode.ESCAPE);
        window.until(SOON, "Last failover", "5 s", "The user requested a failover of the DB instance.");
        Screens.picture(window.scene(), "act-failed-over");
    }

    @Test
    void whatIsNotAgreedToIsNotSent() {
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.S);
        window.until(SOON, "aws rds create-db-snapshot");
        window.press(KeyCode.ENTER);
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.S);
        window.until(SOON, "aws rds create-db-snapshot");
        window.press(KeyCode.ESCAPE);
        window.press(KeyCode.CONTROL, KeyCode.K);
        window.type("reboot");
        window.press(KeyCode.ENTER);
        window.until(SOON, "Reboot blog-db", "aws rds reboot-db-instance");
        window.press(KeyCode.CONTROL, KeyCode.DIGIT9);
        window.until(SOON, "Which environment?");
        window.press(KeyCode.ESCAPE);
        assertThat(changing()).isEqualTo(before);
        assertThat(window.operations().running().get()).isEmpty();
    }

    @Test
    void aPlanThatCannotBeReadSaysWhyAndTriesAgain() {
        drill.faults().set("rds:DescribeDBInstances", Faults.ALWAYS, new Fault.Http500(true));
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.S);
        window.until(SOON, "Take a snapshot of blog-db", "rds:DescribeDBInstances answered HTTP 500");
        Screens.picture(window.scene(), "act-no-plan");
        assertThat(changing()).isEqualTo(before);
    }

    private Running run() {
        Waiting.until("one that runs", SOON, () -> !window.operations().running().get().isEmpty());
        List<Running> all = window.operations().running().get();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static long changing() {
        return drill.requestLog().entries().stream().filter(RequestLog.Entry::changes).count();
    }
}
