package dev.howdah.ui.shell;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.EcsSeed;
import dev.howdah.drill.world.RequestLog;
import dev.howdah.journal.Chain;
import dev.howdah.model.InstanceRef;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.kit.Action;
import dev.howdah.ui.nav.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// No permit, no write: every action of the palette is run and every button of every screen is pressed, all but the one that
/// confirms, and the drill's log holds no call that changes anything. Tried on each sheet: Enter, Esc, and its other buttons.
@ExtendWith(HeadlessScreen.class)
final class NothingUnconfirmedTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final InstanceRef BLOG = new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
    private static final InstanceRef COPY = new InstanceRef(BLOG.account(), BLOG.region(), "legacy-db");
    private final Set<String> plans = new LinkedHashSet<>();
    private Drill drill;
    private WindowHarness window;
    @TempDir
    private Path state;

    @BeforeEach
    void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {});
        var region = drill.world().region(drill.region());
        region.put(new DbSnapshot("blog-db-zz", Objects.requireNonNull(region.instance("blog-db")), "manual", "available", 100,
                Instant.now(), Instant.now()));
        // no server is behind it, so nothing is ever verified with these authorities
        window = new WindowHarness(drill.variables(), state.resolve("none.pem"), state, Map.of());
        window.remember(EcsSeed.MIGRATE, Files.writeString(state.resolve("V1__a.sql"), "ALTER TABLE posts ADD COLUMN a int;\n"));
        onFx(() -> {
            window.window().openDrill();
            return null;
        });
        window.until(SOON, "Recoverable to any second");
    }

    @AfterEach
    void stop() {
        window.close();
        drill.close();
    }

    @Test
    void everyActionAndEveryButtonWithoutAConfirmationSendsNoChange() throws IOException {
        home();
        List<Action> actions = onFx(() -> window.window().actions());
        for (Action action : actions) {
            home();
            onFx(() -> {
                action.run().run();
                return null;
            });
            if (action.group().equals("Change")) {
                leave(action.name());
            } else if (action.group().equals("Make")) {
                window.untilAt(SOON, "Name of the instance");
                window.press(KeyCode.ESCAPE);
            }
            nothing(action.name());
        }
        assertThat(actions).hasSizeGreaterThan(15);
        int pressed = 0;
        List<Place> places = List.of(new Place.Overview(WindowHarness.SCOPE, BLOG), new Place.Fleet(), new Place.Drill(),
                new Place.Reach(WindowHarness.SCOPE, BLOG), new Place.Query(WindowHarness.SCOPE, BLOG),
                new Place.Activity(WindowHarness.SCOPE, BLOG), new Place.Insights(WindowHarness.SCOPE, BLOG),
                new Place.Health(WindowHarness.SCOPE, BLOG),
                new Place.Migrate(WindowHarness.SCOPE, BLOG), new Place.Posture(WindowHarness.SCOPE, BLOG),
                new Place.Secrets(WindowHarness.SCOPE, BLOG),
                new Place.Timeline(WindowHarness.SCOPE, BLOG),
                new Place.Backups(WindowHarness.SCOPE, BLOG), new Place.Verify(WindowHarness.SCOPE, BLOG, COPY));
        assertThat(places.stream().<Class<?>>map(Place::getClass).toList()).as("every place but the one where environments are chosen")
                .containsExactlyInAnyOrderElementsOf(Stream.of(Place.class.getPermittedSubclasses())
                        .filter(c -> c != Place.Launch.class).toList());
        for (Place place : places) {
            go(place);
            List<String> names = onFx(() -> buttons().stream().map(Button::getText).distinct().toList());
            for (String name : names) {
                go(place);
                boolean there = onFx(() -> {
                    var button = buttons().stream().filter(b -> name.equals(b.getText())).findFirst();
                    button.ifPresent(Button::fire);
                    return button.isPresent();
                });
                pressed += there ? 1 : 0;
                if (there && name.equals("Create one…")) {
                    window.untilAt(SOON, "Name of the instance");
                    window.press(KeyCode.ESCAPE);
                } else if (there && name.endsWith("…") && onFx(() -> window.words().contains("Nothing is changed.") || sheet())) {
                    leave(place + ": " + name);
                }
                nothing(place + ": " + name);
            }
        }
        assertThat(pressed).isGreaterThan(25);
        assertThat(plans).as("plans that were shown and left").anyMatch(p -> p.startsWith("Take a snapshot"))
                .anyMatch(p -> p.startsWith("Fail over")).anyMatch(p -> p.startsWith("Reboot"))
                .anyMatch(p -> p.endsWith("Plan the restore…")).anyMatch(p -> p.endsWith("Restore from it…"))
                .anyMatch(p -> p.endsWith("Delete it…")).anyMatch(p -> p.endsWith("Copy it…")).anyMatch(p -> p.endsWith("Share it…"))
                .anyMatch(p -> p.endsWith("Restart blog-api…")).anyMatch(p -> p.endsWith("Swap names…"));
        assertThat(window.operations().running().get()).isEmpty();
        assertThat(Chain.read(state).entries().stream().filter(e -> e.intent() != null)).as("no intent").isEmpty();
    }

    /// Waits for the plan, and leaves it in each way that is not the confirmation.
    private void leave(String what) {
        window.until(SOON, "Looked at just before");
        plans.add(what);
        assertThat(onFx(
                () -> window.scene().getRoot().lookupAll(".button").stream().filter(n -> n instanceof Button b && confirms(b)).count()))
                .as("the button that confirms %s", what).isEqualTo(1);
        if (plans.size() % 2 == 0) {
            window.press(KeyCode.ENTER); // Cancel is the default; where a name is wanted, it asks for it
        }
        window.press(KeyCode.ESCAPE);
        Screens.until("the sheet is gone", SOON, () -> !sheet());
    }

    private boolean sheet() {
        return window.scene().getRoot().lookupAll(".sheet-place").stream().anyMatch(Node::isVisible);
    }

    private static boolean confirms(Button button) {
        Node above = button;
        while (above != null && !above.getStyleClass().contains("sheet-foot")) {
            above = above.getParent();
        }
        return above != null && (button.getStyleClass().contains("accent") || button.getStyleClass().contains("danger"));
    }

    private List<Button> buttons() {
        var all = new ArrayList<Button>();
        for (Node node : window.scene().getRoot().lookupAll(".button")) {
            if (node instanceof Button button && !button.isDisabled() && button.getText() != null && !button.getText().isEmpty()
                    && shown(button)) {
                all.add(button);
            }
        }
        return all;
    }

    private static boolean shown(Node node) {
        for (Node above = node; above != null; above = above.getParent()) {
            if (!above.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private void home() {
        go(new Place.Overview(WindowHarness.SCOPE, BLOG));
    }

    private void go(Place place) {
        if (onFx(this::sheet)) {
            window.press(KeyCode.ESCAPE);
        }
        onFx(() -> {
            window.window().go(place);
            return null;
        });
        if (place instanceof Place.Migrate) {
            window.until(SOON, "1 statement", "Rehearse on a copy…");
        }
        if (place instanceof Place.Backups) {
            window.until(SOON, "Plan the restore…", "blog-db-zz", "Restart blog-api…");
            onFx(() -> {
                window.scene().getRoot().lookupAll(".text-field").stream()
                        .filter(n -> "Account to share the snapshot with".equals(n.getAccessibleText()))
                        .forEach(n -> ((javafx.scene.control.TextField) n).setText("210987654321"));
                var table = (TableView<?>) window.scene().getRoot().lookup(".table-view");
                table.getSelectionModel().select(0);
                return null;
            });
        }
    }

    private void nothing(String after) {
        assertThat(drill.requestLog().entries().stream().filter(RequestLog.Entry::changes).map(RequestLog.Entry::operation)
                .filter(o -> !o.endsWith("Session"))).as(after).isEmpty();
    }
}
