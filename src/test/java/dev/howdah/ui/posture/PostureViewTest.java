package dev.howdah.ui.posture;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.model.IngressRule;
import dev.howdah.model.Loaded;
import dev.howdah.model.Problem;
import dev.howdah.ops.posture.Postures;
import dev.howdah.posture.Compared;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Looked;
import dev.howdah.posture.Made;
import dev.howdah.posture.Mend;
import dev.howdah.posture.Part;
import dev.howdah.posture.checks.Checks;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.kit.Theme;
import dev.howdah.ui.kit.Tone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/// The Posture screen in its states: loading, failing, stale, denied in part, nothing found, much found, compared, in both themes.
@ExtendWith(HeadlessScreen.class)
final class PostureViewTest {
    private static final List<String> ASKED = new ArrayList<>();
    private static Scene scene;
    private static Stage stage;
    private static Theme theme;
    private PostureView view;

    @BeforeAll
    static void open() {
        onFx(() -> {
            theme = new Theme(Theme.Choice.DARK);
            stage = new Stage();
            scene = new Scene(new javafx.scene.layout.Region(), 1084, 640);
            Theme.dress(scene);
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

    @BeforeEach
    void anew() {
        ASKED.clear();
        onFx(() -> {
            view = new PostureView("blog-db", () -> Made.NOW.plus(Duration.ofMinutes(3)), new Asking());
            scene.setRoot(view.node());
            return null;
        });
    }

    @Test
    void whatWasFoundStandsBySeverityWithFactsAndFix() {
        String words = show(ready(m -> wrong(m)));
        assertThat(words).contains("Critical · 1", "sg-db lets in 0.0.0.0/0", "High · 2", "DeletionProtection is false", "Prevents",
                "A terraform destroy", "aws rds modify-db-instance --db-instance-identifier blog-db --deletion-protection",
                "rds:DescribeDBInstances DeletionProtection", "Unknown · 1", "Not allowed: rds:DescribePendingMaintenanceActions")
                .doesNotContain("Good ·");
        assertThat(words.indexOf("Critical ·")).isLessThan(words.indexOf("High ·"));
        assertThat(words.indexOf("High ·")).isLessThan(words.indexOf("Unknown ·"));
        Screens.picture(scene, "posture-dark");
        onFx(() -> {
            theme.choose(Theme.Choice.LIGHT);
            return null;
        });
        Screens.picture(scene, "posture-light");
        onFx(() -> {
            theme.choose(Theme.Choice.DARK);
            ((ToggleButton) scene.getRoot().lookup(".toggle-button")).fire();
            return null;
        });
        assertThat(words()).contains("Good · " + (Checks.ALL.size() - 6), "StorageEncrypted is true");
        press("Copy as Markdown");
        assertThat(ASKED).singleElement().asString().startsWith("## Posture of blog-db").contains("### critical: ");
        press("Turn deletion protection on…");
        assertThat(ASKED).last().isEqualTo("plan Turn deletion protection on");
        press("Add a standby in another zone…");
        assertThat(ASKED).last().isEqualTo("plan Add a standby in another zone");
        press("Read again   R");
        assertThat(ASKED).last().isEqualTo("again");
    }

    @Test
    void theKeyboardReachesEachFixAndTheScreenFollows() {
        show(ready(m -> wrong(m)));
        onFx(() -> {
            view.focus();
            return null;
        });
        ScrollPane scroll = (ScrollPane) scene.getRoot();
        var robot = new FxRobot();
        for (int i = 0; i < 40 && !onFx(() -> scene.getFocusOwner() instanceof Button b
                && "Copy the fix of copy-tags".equals(b.getAccessibleText())); i++) {
            robot.push(KeyCode.TAB);
        }
        assertThat(onFx(() -> scene.getFocusOwner().getAccessibleText())).isEqualTo("Copy the fix of copy-tags");
        var place = onFx(() -> scene.getFocusOwner().localToScene(scene.getFocusOwner().getBoundsInLocal()));
        assertThat(place.getMinY()).isGreaterThanOrEqualTo(0);
        assertThat(place.getMaxY()).isLessThanOrEqualTo(onFx(() -> scroll.getHeight()));
        robot.push(KeyCode.SPACE);
        assertThat(ASKED).singleElement().asString().startsWith("aws rds modify-db-instance").contains("--copy-tags-to-snapshot");
    }

    @Test
    void nothingFoundIsSaidOnlyWhereEverythingWasRead() {
        assertThat(show(ready(m -> m))).contains("Nothing was found: all " + Checks.ALL.size() + " checks are good.");
        Screens.picture(scene, "posture-nothing");
        Postures.State partly = ready(m -> {
            m.pending = new Part.Unread<>("Not allowed: rds:DescribePendingMaintenanceActions");
            return m;
        });
        assertThat(show(partly)).contains("1 could not, and may hide something").doesNotContain("are good");
        assertThat(PostureState.chip(partly)).extracting(PostureState.Chip::words, PostureState.Chip::tone)
                .containsExactly("Posture: 1 unknown", Tone.UNKNOWN);
    }

    @Test
    void loadingFailingAndStaleAreToldApart() {
        assertThat(show(Postures.State.NOTHING)).contains("Reading what the checks need…");
        assertThat(PostureState.chip(Postures.State.NOTHING).words()).isEqualTo("Posture: reading…");
        var denied = new Problem.Denied("rds:DescribeDBInstances", null, false,
                new Problem.Source("rds:DescribeDBInstances", "r-1", "AccessDenied"));
        var failed = new Postures.State(new Loaded.Failed<>(denied), List.of(), false, Postures.Past.NONE);
        assertThat(show(failed)).contains("It could not be read; this says nothing about the database.",
                "Not allowed: rds:DescribeDBInstances");
        assertThat(PostureState.chip(failed)).extracting(PostureState.Chip::words, PostureState.Chip::tone)
                .containsExactly("Posture: unknown", Tone.UNKNOWN);
        Postures.State was = ready(m -> wrong(m));
        var stale = new Postures.State(was.looked().failed(denied), was.problems(), true, was.past());
        assertThat(show(stale)).contains("This is what was read before", "stale, 3 min ago", "DeletionProtection is false");
        Screens.picture(scene, "posture-stale");
        assertThat(PostureState.chip(stale)).extracting(PostureState.Chip::words, PostureState.Chip::tone)
                .containsExactly("Posture: 1 critical, stale", Tone.BAD);
    }

    @Test
    void whatDiffersFromAnotherStandsSideBySide() {
        Postures.State here = ready(m -> wrong(m));
        show(here);
        key(KeyCode.C);
        assertThat(ASKED).containsExactly("compare");
        var other = ready(m -> {
            m.minor = false;
            return m;
        });
        String words = beside(Beside.of(here, other, "blog-db", "legacy-db"));
        assertThat(words).contains("blog-db beside legacy-db", "5 of " + Checks.ALL.size() + " checks came out otherwise.",
                "DeletionProtection is false", "DeletionProtection is true", "sg-db lets in 0.0.0.0/0",
                "Not allowed: rds:DescribePendingMaintenanceActions", "Stop comparing   C")
                .doesNotContain("Prevents").doesNotContain("AutoMinorVersionUpgrade");
        Screens.picture(scene, "posture-beside-dark");
        onFx(() -> {
            theme.choose(Theme.Choice.LIGHT);
            return null;
        });
        Screens.picture(scene, "posture-beside-light");
        onFx(() -> {
            theme.choose(Theme.Choice.DARK);
            return null;
        });
        press("Copy as Markdown");
        assertThat(ASKED).last().asString().startsWith("## Posture of blog-db beside legacy-db")
                .contains("| critical: sg-db lets in 0.0.0.0/0").doesNotContain("minor");
        key(KeyCode.C);
        assertThat(ASKED).last().isEqualTo("alone");
        key(KeyCode.ESCAPE);
        assertThat(ASKED).filteredOn("alone"::equals).hasSize(2);
        assertThat(beside(null)).contains("Prevents", "Compare…   C").doesNotContain("beside legacy-db");
    }

    @Test
    void theOtherSideIsReadFailsOrIsAlike() {
        Postures.State here = ready(m -> wrong(m));
        show(here);
        var reading = new Postures.State(Loaded.loading(), List.of(), true, Postures.Past.NONE);
        assertThat(beside(Beside.of(here, reading, "blog-db", "legacy-db"))).contains("Reading what the checks need…");
        var denied = new Problem.Denied("rds:DescribeDBInstances", null, false,
                new Problem.Source("rds:DescribeDBInstances", "r-1", "AccessDenied"));
        var failed = new Postures.State(new Loaded.Failed<>(denied), List.of(), false, Postures.Past.NONE);
        assertThat(beside(Beside.of(here, failed, "blog-db", "legacy-db")))
                .contains("legacy-db could not be read; this says nothing about what differs.", "Not allowed: rds:DescribeDBInstances");
        assertThat(beside(Beside.of(here, here, "blog-db", "legacy-db")))
                .contains("Nothing differs: all " + Checks.ALL.size() + " checks came out alike.");
        Looked looked = here.looked().value().orElseThrow();
        var outcomes = new LinkedHashMap<>(Compared.outcomes(looked));
        outcomes.remove("multi-az");
        outcomes.put("a-check-of-old", new Compared.Outcome("low", "it was so"));
        var then = new Postures.Kept(Made.NOW.minus(Duration.ofDays(2)), outcomes);
        assertThat(beside(Beside.of(here, then, "now", "Nov 26 03:00:00 UTC")))
                .contains("now beside Nov 26 03:00:00 UTC", "MultiAZ is false", "this check was not made", "a-check-of-old", "it was so");
    }

    private String beside(@Nullable Beside with) {
        return onFx(() -> {
            view.compare(with);
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            return Screens.words(scene.getRoot());
        });
    }

    private void key(KeyCode code) {
        onFx(() -> {
            view.node().fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
            return null;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static Made wrong(Made m) {
        m.ingress = Part.of(List.of(new IngressRule("sgr-1", "sg-db", "tcp", 5432, 5432, null, "0.0.0.0/0")));
        m.protection = false;
        m.multiAz = false;
        m.minor = false;
        m.copiesTags = false;
        m.pending = new Part.Unread<>("Not allowed: rds:DescribePendingMaintenanceActions");
        return m;
    }

    private static Postures.State ready(UnaryOperator<Made> change) {
        Facts facts = Made.with(change);
        return new Postures.State(Loaded.ready(new Looked(facts.instance(), Checks.look(facts), facts.now()), facts.now()), List.of(),
                false, Postures.Past.NONE);
    }

    private String show(Postures.State state) {
        return onFx(() -> {
            view.show(PostureState.of(state, Made.NOW.plus(Duration.ofMinutes(3))));
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            return Screens.words(scene.getRoot());
        });
    }

    private String words() {
        return onFx(() -> Screens.words(scene.getRoot()));
    }

    private static void press(String text) {
        onFx(() -> {
            scene.getRoot().lookupAll(".button").stream().filter(n -> n instanceof Button b && text.equals(b.getText()))
                    .forEach(n -> ((Button) n).fire());
            return null;
        });
    }

    private static final class Asking implements PostureView.Answers {
        @Override
        public void again() {
            ASKED.add("again");
        }

        @Override
        public void plan(Mend mend) {
            ASKED.add("plan " + mend.words());
        }

        @Override
        public void compare() {
            ASKED.add("compare");
        }

        @Override
        public void alone() {
            ASKED.add("alone");
        }

        @Override
        public void copy(String words) {
            ASKED.add(words);
        }
    }
}
