package dev.howdah.ui.shell;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.app.Main;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.Stalls;
import dev.howdah.ui.nav.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The Fleet of 500 instances and 5,000 snapshots while it loads and is read again. The drill is another process of low priority,
/// because AWS does not compute on the operator's machine.
@Tag("alone")
@ExtendWith(HeadlessScreen.class)
final class FleetOf500Test {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration MOST = Duration.ofMillis(50);
    private static final int ROUNDS = 8;
    private static final int REFRESHES = 5;
    private final Map<String, String> variables = new HashMap<>();
    private Process drill;
    private WindowHarness window;
    @TempDir
    private Path state;

    @BeforeEach
    void start() throws IOException {
        var command = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/nice"))) {
            command.addAll(List.of("/usr/bin/nice", "-n", "19"));
        }
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "drill", "--no-servers", "--fleet", "498"));
        drill = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader said = drill.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        while (line != null && !line.startsWith("# Ready")) {
            if (line.startsWith("export ")) {
                String[] pair = line.substring("export ".length()).split("=", 2);
                variables.put(pair[0], pair[1].replaceAll("^['\"]|['\"]$", ""));
            }
            line = said.readLine();
        }
        assertThat(variables).containsKey("AWS_ENDPOINT_URL");
        window = new WindowHarness(variables, null, state, Map.of());
    }

    @AfterEach
    void stop() throws InterruptedException {
        window.close();
        drill.destroy();
        assertThat(drill.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    /// By the clock on the wall, less the time for which others had the processors. What the program does to its JavaFX thread it does
    /// in every round, so one round without a wait of 50 ms shows that it does none. Computing alone is held to it in every round. The
    /// very first load of a process, which loads classes and lays rows out for the first time, is told and not held to it.
    @Test
    void theJavaFxThreadIsNeverAwayForFiftyMilliseconds() throws InterruptedException {
        try (var first = new Stalls()) {
            onFx(() -> {
                window.window().openDrill();
                return null;
            });
            window.press(KeyCode.CONTROL, KeyCode.DIGIT2);
            window.until(SOON, "500 instances");
            System.out.println("the first load, classes loaded and rows laid out for the first time: away at most "
                    + first.probes().stream().mapToLong(p -> p.away().toMillis()).max().orElse(0) + " ms");
        }
        var longest = new ArrayList<String>();
        boolean held = false;
        for (int round = 0; round < ROUNDS && !held; round++) {
            window.press(KeyCode.CONTROL, KeyCode.DIGIT9);
            window.until(SOON, "Which environment?");
            List<Stalls.Probe> probes = watched();
            assertThat(probes).hasSizeGreaterThan(100).allSatisfy(p -> {
                assertThat(p.computing()).isLessThan(MOST);
                assertThat(p.ours()).isEmpty();
            });
            Duration blocked = most(probes, Stalls.Probe::blocked);
            longest.add(blocked.toMillis() + " of " + most(probes, Stalls.Probe::away).toMillis() + ", computing "
                    + most(probes, Stalls.Probe::computing).toMillis());
            held = blocked.compareTo(MOST) < 0;
        }
        System.out
                .println("the JavaFX thread was blocked at most, of being away at most, and computed at most, in ms, by round: " + longest);
        Screens.picture(window.scene(), "fleet-500");
        assertThat(held).as("blocked at most, of being away at most, in ms: %s", longest).isTrue();
    }

    private static Duration most(List<Stalls.Probe> probes, Function<Stalls.Probe, Duration> of) {
        return probes.stream().map(of).max(Comparator.naturalOrder()).orElseThrow();
    }

    /// Comes to the Fleet, and reads it again a few times.
    private List<Stalls.Probe> watched() throws InterruptedException {
        try (var stalls = new Stalls()) {
            onFx(() -> {
                window.window().go(new Place.Fleet());
                return null;
            });
            for (int i = 0; i < REFRESHES; i++) {
                var fleet = window.poller().live().get().accounts().getFirst();
                window.poller().refresh();
                Screens.until("a refresh", SOON, () -> {
                    var now = window.poller().live().get().accounts().getFirst();
                    return !now.instances().asOf().equals(fleet.instances().asOf())
                            && !now.snapshots().asOf().equals(fleet.snapshots().asOf());
                });
            }
            return stalls.probes();
        }
    }
}
