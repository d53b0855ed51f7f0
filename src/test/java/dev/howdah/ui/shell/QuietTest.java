package dev.howdah.ui.shell;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.Waiting;
import dev.howdah.model.InstanceRef;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.nav.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A window in which nothing moves makes no frames but those of its clocks: it lies open all night on somebody's battery.
@Tag("alone")
@ExtendWith(HeadlessScreen.class)
final class QuietTest {
    private static final InstanceRef BLOG = new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
    private static final Duration STRETCH = Duration.ofSeconds(2);
    private static final int TRIES = 10;
    /// Of 120 that an animation would make.
    private static final int FEW = 16;
    @TempDir
    private Path state;
    private Drill drill;
    private WindowHarness window;

    @AfterEach
    void stop() {
        window.close();
        drill.close();
    }

    private static List<Place> places() {
        return List.of(new Place.Overview(WindowHarness.SCOPE, BLOG), new Place.Fleet(), new Place.Drill(),
                new Place.Reach(WindowHarness.SCOPE, BLOG), new Place.Activity(WindowHarness.SCOPE, BLOG),
                new Place.Insights(WindowHarness.SCOPE, BLOG), new Place.Health(WindowHarness.SCOPE, BLOG),
                new Place.Posture(WindowHarness.SCOPE, BLOG), new Place.Secrets(WindowHarness.SCOPE, BLOG),
                new Place.Timeline(WindowHarness.SCOPE, BLOG), new Place.Backups(WindowHarness.SCOPE, BLOG),
                new Place.Query(WindowHarness.SCOPE, BLOG), new Place.Migrate(WindowHarness.SCOPE, BLOG),
                new Place.Verify(WindowHarness.SCOPE, BLOG, new InstanceRef(BLOG.account(), BLOG.region(), "legacy-db")));
    }

    @Test
    void everyScreenComesToRest() throws Exception {
        start();
        assertRest("Launch");
        open();
        assertThat(places().stream().<Class<?>>map(Place::getClass).toList()).as("every place but the one that was looked at")
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Place.class.getPermittedSubclasses()).filter(c -> c != Place.Launch.class).toList());
        for (Place place : places()) {
            onFx(() -> {
                window.window().go(place);
                return null;
            });
            assertRest(place.getClass().getSimpleName());
        }
    }

    private void open() {
        onFx(() -> {
            window.window().openDrill();
            return null;
        });
        window.until(Duration.ofSeconds(30), "Recoverable to any second");
    }

    private void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {});
        window = new WindowHarness(drill, state, Map.of());
    }

    /// Reads come in at first, and each is painted; then a stretch has to come in which next to nothing is.
    private void assertRest(String what) throws InterruptedException {
        int frames = Integer.MAX_VALUE;
        for (int i = 0; i < TRIES && frames > FEW; i++) {
            frames = frames();
        }
        assertThat(frames)
                .as("frames in %s of %s, the keyboard at %s", STRETCH, what, onFx(() -> String.valueOf(window.scene().getFocusOwner())))
                .isLessThanOrEqualTo(FEW);
        System.out.println(frames + " frames in " + STRETCH + " of " + what);
        // Timeline looks at locks each half second: at the ten frames a second of these tests no quarter of a second lies between
        if (StillTimer.installed() instanceof StillTimer timer && !what.equals("Timeline")) {
            Waiting.until("JavaFX's timer stands still on " + what, Duration.ofSeconds(20), timer::still);
        }
    }

    private int frames() throws InterruptedException {
        var count = new AtomicInteger();
        Runnable frame = count::incrementAndGet;
        onFx(() -> {
            window.scene().addPostLayoutPulseListener(frame);
            return null;
        });
        var never = new CountDownLatch(1);
        assertThat(never.await(STRETCH.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
        onFx(() -> {
            window.scene().removePostLayoutPulseListener(frame);
            return null;
        });
        return count.get();
    }
}
