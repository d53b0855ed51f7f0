package dev.howdah.ui.instance;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.model.Fleet;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Night;
import dev.howdah.ui.Screens;
import dev.howdah.ui.kit.Theme;
import java.time.ZoneId;
import java.util.List;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The Overview in every state, looked at by what it says and kept as pictures. Bad inputs tried: nothing read, nothing
/// but a name, everything stale, signed out, instance gone, a status of the future, states in any order.
@ExtendWith(HeadlessScreen.class)
final class OverviewViewTest {
    private static OverviewView view;
    private static Scene scene;
    private static Stage stage;
    private static Theme theme;

    @BeforeAll
    static void open() {
        onFx(() -> {
            theme = new Theme(Theme.Choice.DARK);
            view = new OverviewView(() -> Night.NOW, ZoneId.of("Asia/Seoul"), () -> {}, () -> {}, List.of(), () -> {});
            scene = new Scene(view.node(), 1244, 812);
            Theme.dress(scene);
            stage = new Stage();
            stage.setScene(scene);
            stage.show();
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

    @Test
    void aGoodNightShowsWhoIsPrimaryAndWhatCanBeRestored() {
        String words = show(Night.good(), "overview-good");
        assertThat(words).contains("blog-db", "available", "PRIMARY · ap-northeast-2c", "STANDBY · ap-northeast-2a", "39 s",
                "The primary host of the RDS Multi-AZ instance is unhealthy.", "3 min 36 s behind now", "10:47:55 UTC · 19:47:55 KST",
                "retention 7 days", "38", "11.4 GiB", "of 20 GiB");
    }

    @Test
    void aRunningFailoverCountsAndSaysThatRolesMayBeOld() {
        assertThat(show(Night.failingOver(), "overview-failing-over")).contains("rebooting", "43 s", "running now",
                "failing over for 43 s", "over 90 %", "under 10 %", "over 20 ms", "above 2 vCPU", "may not answer now")
                .doesNotContain("writes · ");
    }

    @Test
    void whatDoesNotServeIsNotDrawnAsWriting() {
        assertThat(show(Night.broken(), "overview-broken")).contains("failed", "restore to a point in time", "does not serve")
                .doesNotContain("writes", "synchronous");
        assertThat(show(Night.good(), "overview-good")).contains("writes · 38", "synchronous replication");
    }

    @Test
    void staleValuesStayWithTheirAgeBesideTheProblem() {
        assertThat(show(Night.stale(), "overview-stale")).contains("stale", "does not answer in time", "11.4 GiB",
                "PRIMARY · ap-northeast-2c");
    }

    @Test
    void nothingReadYetIsLoadingAndNeverZero() {
        assertThat(show(Night.loading(), "overview-loading")).contains("loading…").doesNotContain("\n0\n", "\nnone\n");
    }

    @Test
    void signedOutSaysThatTheDatabaseMayBeWell() {
        assertThat(show(Night.failed(), "overview-signed-out")).contains("have expired", "says nothing about the database");
    }

    @Test
    void anInstanceThatIsGoneIsNotListed() {
        assertThat(show(Night.gone(), "overview-gone")).contains("not listed", "renamed or deleted");
    }

    @Test
    void whatTheServiceDoesNotSayIsUnknown() {
        String words = show(Night.sparse(), "overview-sparse");
        assertThat(words).contains("quantum-entangling", "unknown", "no data from CloudWatch").doesNotContain("null", "\n0 %\n");
    }

    @Test
    void nothingIsClippedInEitherThemeAtAnySize() {
        Map<String, int[]> sizes = new LinkedHashMap<>();
        sizes.put("1280x720", new int[]{1084, 632});
        sizes.put("1440x900", new int[]{1244, 812});
        for (Theme.Choice choice : new Theme.Choice[]{Theme.Choice.DARK, Theme.Choice.LIGHT}) {
            onFx(() -> {
                theme.choose(choice);
                return null;
            });
            sizes.forEach((name, size) -> {
                resize(size[0], size[1]);
                show(Night.good(), "overview-" + choice.name().toLowerCase(java.util.Locale.ROOT) + "-" + name);
                assertThat(onFx(() -> clipped(scene.getRoot()))).as(name).isEmpty();
                Map.of("failing-over", Night.failingOver(), "stale", Night.stale(), "sparse", Night.sparse()).forEach((night, state) -> {
                    show(state, "overview-" + night + "-" + choice.name().toLowerCase(java.util.Locale.ROOT) + "-" + name);
                    assertThat(onFx(() -> clipped(scene.getRoot()))).as(night + " " + name).isEmpty();
                    assertThat(onFx(() -> wide(scene.getRoot()))).as("wider than the window: " + night + " " + name).isEmpty();
                });
            });
            Screens.doubled(scene, "overview-" + choice.name().toLowerCase(java.util.Locale.ROOT) + "-200-percent");
        }
        resize(1244, 812);
    }

    /// What can be moved sideways; a bar that was never laid out has the width of its buttons.
    private static List<String> wide(Parent root) {
        return root.lookupAll(".scroll-bar").stream().map(ScrollBar.class::cast)
                .filter(bar -> bar.getOrientation() == Orientation.HORIZONTAL && bar.isVisible() && bar.getWidth() > 50)
                .map(bar -> bar + " of " + bar.getParent() + " in " + bar.localToScene(bar.getLayoutBounds())).toList();
    }

    private static void resize(int width, int height) {
        onFx(() -> {
            stage.setWidth(width);
            stage.setHeight(height);
            return null;
        });
        Screens.until("the new size", java.time.Duration.ofSeconds(5), () -> scene.getWidth() == width);
    }

    /// Labels that must never be cut: numbers, states and titles. Others may end in an ellipsis with a tooltip.
    private static String clipped(Node node) {
        var found = new StringBuilder();
        if (node instanceof Labeled label && label.isVisible() && label.getText() != null && !label.getText().isEmpty()
                && (label.getStyleClass().contains("big") || label.getStyleClass().contains("chip")
                        || label.getStyleClass().contains("card-title"))
                && label.getWidth() + 0.5 < label.prefWidth(-1)) {
            found.append(label.getText()).append("; ");
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> found.append(clipped(child)));
        }
        return found.toString();
    }

    private static String show(Fleet fleet, String name) {
        onFx(() -> {
            view.show(OverviewState.of(fleet, Night.SCOPE, Night.BLOG, Night.NOW));
            return null;
        });
        Screens.picture(scene, name);
        return onFx(() -> Screens.words(scene.getRoot()));
    }
}
