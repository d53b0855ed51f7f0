package dev.howdah.ui.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.model.AwsScope;
import dev.howdah.model.Environment;
import dev.howdah.model.InstanceRef;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.OnStage;
import dev.howdah.ui.Screens;
import dev.howdah.ui.kit.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Parent;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is chosen in the Fleet stays the same instance whatever a refresh brings: Enter must not open a neighbour. Bad inputs tried: the
/// chosen instance gone, filtered away, last in a list that became shorter, and its name in two regions.
@ExtendWith(HeadlessScreen.class)
final class FleetViewTest {
    private static final Instant NOW = Instant.parse("2026-11-30T03:00:00Z");
    private static final String SEOUL = "ap-northeast-2";

    @Test
    void theChoiceGoesWithItsInstance() {
        try (var screen = new Shown()) {
            screen.show("a", "b", "c", "d");
            screen.choose(1);
            screen.show("d", "c", "a", "b");
            assertThat(screen.opened()).containsExactly("b ap-northeast-2");
            screen.show("b", "a");
            assertThat(screen.opened()).containsExactly("b ap-northeast-2");
        }
    }

    @Test
    void whatIsGoneIsNotChosenAnyMore() {
        try (var screen = new Shown()) {
            screen.show("a", "b", "c");
            screen.choose(2);
            screen.show("a", "b");
            assertThat(screen.opened()).isEmpty();
            screen.choose(0);
            screen.show("c", "b");
            assertThat(screen.opened()).isEmpty();
        }
    }

    @Test
    void theFilterKeepsTheChoiceOrTakesItAway() {
        try (var screen = new Shown()) {
            screen.show("blog", "ledger", "blog-replica");
            screen.choose(2);
            screen.filter("blog");
            assertThat(screen.opened()).containsExactly("blog-replica ap-northeast-2");
            screen.filter("ledger");
            assertThat(screen.opened()).isEmpty();
            assertThat(screen.words()).contains("1 of 3");
        }
    }

    @Test
    void aNameInTwoRegionsIsTwoInstances() {
        try (var screen = new Shown()) {
            screen.show(List.of(row("blog", SEOUL), row("blog", "us-east-1")));
            screen.choose(1);
            screen.show(List.of(row("blog", "us-east-1"), row("blog", SEOUL)));
            assertThat(screen.opened()).containsExactly("blog us-east-1");
        }
    }

    private static FleetRow row(String id, String region) {
        return new FleetRow(new AwsScope("blog", region), new InstanceRef("123456789012", region, id), Environment.STAGING, "available",
                "serves", Tone.GOOD, "postgres 16.15", "db.t4g.micro", "2a", Duration.ofMinutes(3), 4, null, List.of(), 0, NOW);
    }

    /// The screen in a window of its own, and what it opened.
    private static final class Shown extends OnStage {
        private final List<String> opened = new ArrayList<>();
        private final FleetView view;

        Shown() {
            super(900, 420);
            view = Screens.onFx(() -> new FleetView(() -> NOW, row -> opened.add(row.ref().id() + " " + row.ref().region()), () -> {
                throw new AssertionError("nobody asked for a refresh");
            }, () -> {
                throw new AssertionError("nobody asked for a database");
            }));
            put(view.node());
        }

        void show(String... ids) {
            show(Arrays.stream(ids).map(id -> row(id, SEOUL)).toList());
        }

        void show(List<FleetRow> rows) {
            var parts = Stream.of(SEOUL, "us-east-1").map(region -> new FleetState.Part(new AwsScope("blog", region), Environment.STAGING,
                    Optional.of(rows.size()), Optional.of(NOW))).toList();
            laidOut(() -> view.show(new FleetState(rows, List.of(), parts, NOW)));
        }

        void choose(int index) {
            laidOut(() -> table().getSelectionModel().clearAndSelect(index));
        }

        void filter(String words) {
            laidOut(() -> ((TextField) view.node().lookup(".filter")).setText(words));
        }

        /// What Enter opens now.
        List<String> opened() {
            opened.clear();
            press((Parent) view.node().lookup(".table-view"), KeyCode.ENTER, false, false);
            return List.copyOf(opened);
        }

        private TableView<?> table() {
            return (TableView<?>) view.node().lookup(".table-view");
        }
    }
}
