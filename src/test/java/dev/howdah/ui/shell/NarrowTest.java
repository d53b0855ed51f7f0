package dev.howdah.ui.shell;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.model.InstanceRef;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.nav.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.VirtualFlow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Each screen on a screen of 1920 × 1080 at 200 %, which has 960 × 540 to give: nothing that is pressed or typed in lies outside of the
/// window, but for what can be scrolled to.
@ExtendWith(HeadlessScreen.class)
final class NarrowTest {
    private static final InstanceRef BLOG = new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
    private static final Duration SOON = Duration.ofSeconds(30);

    private record Seen(Place place, String words) {}

    private static List<Seen> places() {
        return List.of(new Seen(new Place.Overview(WindowHarness.SCOPE, BLOG), "Recoverable to any second"),
                new Seen(new Place.Fleet(), "2 instances"), new Seen(new Place.Drill(), "Drill"),
                new Seen(new Place.Reach(WindowHarness.SCOPE, BLOG), "The ladder to the database"),
                new Seen(new Place.Activity(WindowHarness.SCOPE, BLOG), "Blocking"),
                new Seen(new Place.Insights(WindowHarness.SCOPE, BLOG), "Slice by"),
                new Seen(new Place.Health(WindowHarness.SCOPE, BLOG), "Health"),
                new Seen(new Place.Posture(WindowHarness.SCOPE, BLOG), "Show what is good"),
                new Seen(new Place.Secrets(WindowHarness.SCOPE, BLOG), "AWSCURRENT"),
                new Seen(new Place.Timeline(WindowHarness.SCOPE, BLOG), "Export post-mortem"),
                new Seen(new Place.Backups(WindowHarness.SCOPE, BLOG), "Plan the restore"),
                new Seen(new Place.Query(WindowHarness.SCOPE, BLOG), "Ready-made questions"),
                new Seen(new Place.Migrate(WindowHarness.SCOPE, BLOG), "PROVISIONING"),
                new Seen(new Place.Verify(WindowHarness.SCOPE, BLOG, new InstanceRef(BLOG.account(), BLOG.region(), "legacy-db")),
                        "Verify"));
    }

    @Test
    void whatIsPressedOrTypedInIsInTheWindow(@TempDir Path state) throws IOException {
        try (Drill drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {});
                var window = new WindowHarness(drill, state, Map.of())) {
            window.resize(960, 540);
            var wrong = new ArrayList<String>();
            look(window, "Launch", wrong);
            onFx(() -> {
                window.window().openDrill();
                return null;
            });
            window.until(SOON, "Recoverable to any second");
            assertThat(places().stream().<Class<?>>map(s -> s.place().getClass())).as("every place but the one that was looked at")
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(Place.class.getPermittedSubclasses()).filter(c -> c != Place.Launch.class).toList());
            for (Seen seen : places()) {
                onFx(() -> {
                    window.window().go(seen.place());
                    return null;
                });
                window.until(SOON, seen.words());
                look(window, seen.place().getClass().getSimpleName(), wrong);
            }
            assertThat(wrong).isEmpty();
        }
    }

    private static void look(WindowHarness window, String name, List<String> wrong) {
        try {
            Screens.picture(window.scene(), "narrow-" + name.toLowerCase(Locale.ROOT));
        } catch (AssertionError e) {
            wrong.add(e.getMessage());
        }
        onFx(() -> {
            outside(window.scene().getRoot(), name, window.scene().getWidth(), window.scene().getHeight(), wrong);
            return null;
        });
    }

    private static void outside(Node node, String name, double width, double height, List<String> wrong) {
        if (!node.isVisible() || node instanceof ScrollPane || node instanceof VirtualFlow || node instanceof ScrollBar) {
            return;
        }
        if (node instanceof ButtonBase || node instanceof ChoiceBox || node instanceof TextField) {
            Bounds at = node.localToScene(node.getLayoutBounds());
            if (at.getMinX() < -1 || at.getMaxX() > width + 1 || at.getMinY() < -1 || at.getMaxY() > height + 1) {
                wrong.add(String.format(Locale.ROOT, "%s: %s at %.0f–%.0f × %.0f–%.0f", name,
                        node instanceof Labeled l ? l.getText() : node.getClass().getSimpleName() + " " + node.getAccessibleText(),
                        at.getMinX(), at.getMaxX(), at.getMinY(), at.getMaxY()));
            }
            return;
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> outside(child, name, width, height, wrong));
        }
    }
}
