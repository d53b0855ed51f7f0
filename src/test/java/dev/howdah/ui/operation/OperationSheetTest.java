package dev.howdah.ui.operation;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.aws.rds.RdsWrite;
import dev.howdah.journal.Confirmation;
import dev.howdah.model.Environment;
import dev.howdah.model.Identity;
import dev.howdah.ops.Change;
import dev.howdah.ops.Guard;
import dev.howdah.ops.OpState;
import dev.howdah.ops.Plan;
import dev.howdah.ops.Request;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Night;
import dev.howdah.ui.Screens;
import dev.howdah.ui.kit.Theme;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;

/// The sheet by keyboard alone, in every state and both themes. Bad inputs tried: Enter where it opens, a key held down, a name half
/// typed and mistyped, Enter in the name's field, focus leaving between two keys, a blocked plan, states in any order, the same plan
/// shown again while typing.
@ExtendWith(HeadlessScreen.class)
final class OperationSheetTest {
    private static final FxRobot ROBOT = new FxRobot();
    private static final List<String> HEARD = new ArrayList<>();
    private static OperationSheet sheet;
    private static Scene scene;
    private static Stage stage;
    private static Theme theme;

    @BeforeAll
    static void open() {
        onFx(() -> {
            theme = new Theme(Theme.Choice.DARK);
            sheet = new OperationSheet(() -> Night.NOW, ZoneId.of("Asia/Seoul"), new Listening());
            scene = new Scene(new StackPane(sheet.node()), 900, 800);
            Theme.dress(scene);
            stage = new Stage();
            stage.setScene(scene);
            stage.show();
            stage.requestFocus();
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
    void forget() {
        HEARD.clear();
        show(new SheetState.Planning(snapshot()));
    }

    @Test
    void aPlanSaysWhatItKnows() {
        String words = show(new SheetState.Planned(plan(new Request.Failover(Night.BLOG), Plan.Grade.NAME, Environment.PRODUCTION)));
        assertThat(words).contains("Fail over blog-db", "PROD", "account 123456789012", "user/ops-admin", "✓ ok", "! note", "1.",
                "rds:RebootDBInstance", "Touches", "Every connection", "60 to 120 s", "Way back", "aws rds reboot-db-instance",
                "--force-failover",
                "10:51:31 UTC · 19:51:31 KST", "Type blog-db to confirm");
    }

    @Test
    void enterWhereTheSheetOpensCancels() {
        for (Plan.Grade grade : new Plan.Grade[]{Plan.Grade.KEY, Plan.Grade.SECOND_KEY}) {
            HEARD.clear();
            show(new SheetState.Planned(plan(snapshot(), grade, Environment.STAGING)));
            ROBOT.push(KeyCode.ENTER);
            assertThat(HEARD).containsExactly("close");
        }
    }

    @Test
    void escapeCancels() {
        show(new SheetState.Planned(plan(snapshot(), Plan.Grade.KEY, Environment.STAGING)));
        ROBOT.push(KeyCode.ESCAPE);
        assertThat(HEARD).containsExactly("close");
    }

    @Test
    void gradeOneIsEnterOnTheFocusedButton() {
        show(new SheetState.Planned(plan(snapshot(), Plan.Grade.KEY, Environment.STAGING)));
        ROBOT.push(KeyCode.TAB);
        ROBOT.push(KeyCode.ENTER);
        ROBOT.push(KeyCode.ENTER);
        assertThat(HEARD).containsExactly("confirmed Take a snapshot of blog-db: confirmed");
    }

    @Test
    void gradeTwoIsASecondKeyAndAHeldOneCountsOnce() {
        show(new SheetState.Planned(plan(new Request.Reboot(Night.BLOG), Plan.Grade.SECOND_KEY, Environment.STAGING)));
        ROBOT.push(KeyCode.TAB);
        onFx(() -> {
            var confirm = confirming().confirm();
            for (int i = 0; i < 5; i++) {
                confirm.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
            }
            confirm.fireEvent(new KeyEvent(KeyEvent.KEY_RELEASED, "", "", KeyCode.ENTER, false, false, false, false));
            return null;
        });
        assertThat(HEARD).isEmpty();
        assertThat(words()).contains("Press again: Reboot blog-db");
        Screens.picture(scene, "sheet-second-key");
        ROBOT.push(KeyCode.ENTER);
        assertThat(HEARD).containsExactly("confirmed Reboot blog-db: confirmed twice");
    }

    @Test
    void whatWasArmedIsDisarmedWhenFocusLeaves() {
        show(new SheetState.Planned(plan(new Request.Reboot(Night.BLOG), Plan.Grade.SECOND_KEY, Environment.STAGING)));
        ROBOT.push(KeyCode.TAB);
        ROBOT.push(KeyCode.ENTER);
        onFx(() -> {
            confirming().cancel().requestFocus();
            return null;
        });
        assertThat(words()).doesNotContain("Press again");
        onFx(() -> {
            confirming().confirm().requestFocus();
            return null;
        });
        ROBOT.push(KeyCode.ENTER);
        assertThat(HEARD).isEmpty();
    }

    @Test
    void gradeThreeWaitsForTheNameAndEnterInTheFieldNeverConfirms() {
        Plan plan = plan(new Request.Failover(Night.BLOG), Plan.Grade.NAME, Environment.PRODUCTION);
        show(new SheetState.Planned(plan));
        ROBOT.write("blog");
        show(new SheetState.Planned(plan));
        ROBOT.push(KeyCode.ENTER);
        assertThat(HEARD).isEmpty();
        assertThat(onFx(() -> confirming().confirm().isDisabled())).isTrue();
        ROBOT.write("-dx");
        assertThat(words()).contains("That is not blog-db");
        ROBOT.push(KeyCode.BACK_SPACE);
        ROBOT.write("b");
        assertThat(onFx(() -> confirming().name().getText())).isEqualTo("blog-db");
        assertThat(onFx(() -> confirming().confirm().isDisabled())).isFalse();
        ROBOT.push(KeyCode.ENTER);
        assertThat(HEARD).as("Enter in the field only goes to the button").isEmpty();
        Screens.picture(scene, "sheet-typed");
        ROBOT.push(KeyCode.ENTER);
        assertThat(HEARD).containsExactly("confirmed Fail over blog-db: typed blog-db");
    }

    @Test
    void aBlockedPlanSaysWhyAndCannotBeConfirmed() {
        Plan free = plan(new Request.Failover(Night.BLOG), Plan.Grade.NAME, Environment.PRODUCTION);
        var guards = new ArrayList<>(free.guards());
        guards.add(new Guard.Block("Its status is modifying. A change is being applied.", "wait until it is available, then plan again"));
        Plan blocked = new Plan("blocked", free.request(), free.setting(), free.steps(), guards, free.settings(), free.consequences(),
                free.grade(),
                free.write(), free.basis(), free.madeAt());
        assertThat(show(new SheetState.Planned(blocked))).contains("✕ stop", "Not now: Its status is modifying",
                "wait until it is available");
        Screens.picture(scene, "sheet-blocked");
        onFx(() -> {
            confirming().confirm().fire();
            return null;
        });
        ROBOT.push(KeyCode.ENTER);
        assertThat(HEARD).containsExactly("close");
    }

    @Test
    void theCommandIsCopied() {
        Plan plan = plan(snapshot(), Plan.Grade.KEY, Environment.STAGING);
        show(new SheetState.Planned(plan));
        onFx(() -> {
            sheet.node().lookupAll(".button").stream().map(javafx.scene.control.Button.class::cast)
                    .filter(b -> "_Copy".equals(b.getText())).findFirst().orElseThrow().fire();
            return null;
        });
        assertThat(onFx(() -> Clipboard.getSystemClipboard().getString())).isEqualTo(plan.command());
    }

    @Test
    void aRunIsFollowedAndItsButtonsKeepTheirPlace() {
        Plan plan = plan(snapshot(), Plan.Grade.KEY, Environment.STAGING);
        show(new SheetState.Planned(plan));
        Instant since = Night.NOW.minusSeconds(75);
        assertThat(follow(plan, new OpState.Starting(since))).contains("Nothing was sent yet");
        assertThat(follow(plan, new OpState.Watching(since, Night.NOW.minusSeconds(4), "Creating blog-db-x", 40, "snapshot status creating",
                null))).contains("Creating blog-db-x, 40 %", "1 min 15 s", "AWS says: snapshot status creating · 4 s ago");
        Screens.picture(scene, "sheet-running");
        var hide = onFx(() -> buttons().getFirst());
        assertThat(
                follow(plan, new OpState.Watching(since, Night.NOW, "Creating blog-db-x", 60, "snapshot status creating", Night.REFUSED)))
                .contains("It cannot be seen just now; AWS carries on", "does not answer in time");
        Screens.picture(scene, "sheet-trouble");
        assertThat(onFx(() -> buttons().getFirst())).isSameAs(hide);
        ROBOT.push(KeyCode.ESCAPE);
        assertThat(HEARD).containsExactly("close");
        var going = new OpState.Watching(since, Night.NOW, "Creating blog-db-x", 60, "", null);
        assertThat(follow(plan, going)).contains("Stop watching").doesNotContain("Cancel it");
        assertThat(show(new SheetState.Followed(plan, plan.request().title(), plan.command(), going, true))).contains("Cancel it")
                .doesNotContain("Stop watching");
    }

    @Test
    void theEndOffersTheInverse() {
        Plan plan = plan(snapshot(), Plan.Grade.KEY, Environment.STAGING);
        assertThat(follow(plan, new OpState.Done(Night.NOW.minusSeconds(90), Night.NOW, "blog-db-x is available.",
                Optional.of(new Request.DeleteSnapshot(Night.BLOG, "blog-db-x")), Optional.empty()))).contains("✓ done", "Took 1 min 30 s",
                        "Undo: Delete the snapshot blog-db-x…");
        Screens.picture(scene, "sheet-done");
        onFx(() -> {
            buttons().getFirst().fire();
            return null;
        });
        assertThat(HEARD).containsExactly("plan Delete the snapshot blog-db-x");
    }

    @Test
    void whatIsUnknownSaysLookAndOffersNoRepetition() {
        Plan plan = plan(snapshot(), Plan.Grade.KEY, Environment.STAGING);
        assertThat(follow(plan, new OpState.Unknown(Night.NOW, "No answer came.", "aws rds describe-db-snapshots"))).contains(
                "outcome unknown", "do not repeat", "aws rds describe-db-snapshots", "Look with", "As a command")
                .doesNotContain("Plan again", "The same with aws");
        Screens.picture(scene, "sheet-unknown");
    }

    @Test
    void anyStateFollowsAnyOther() {
        Plan plan = plan(snapshot(), Plan.Grade.NAME, Environment.PRODUCTION);
        List<SheetState> states = new ArrayList<>(
                List.of(new SheetState.Planning(snapshot()), new SheetState.NoPlan(snapshot(), Night.REFUSED),
                        new SheetState.Planned(plan), new SheetState.Followed(null, "take-snapshot blog-db", "aws …",
                                new OpState.Unwatched(Night.NOW), true)));
        for (OpState state : List.of(new OpState.Starting(Night.NOW),
                new OpState.Watching(Night.NOW, Night.NOW, "Failing over", null, "status rebooting", null),
                new OpState.Done(Night.NOW, Night.NOW, "Done.", Optional.empty(), Optional.empty()),
                new OpState.Failed(Night.NOW, "No.", null),
                new OpState.NotSent(Night.NOW, "The disk is full.", null, "aws rds x"), new OpState.Moved(Night.NOW, "It moved."),
                new OpState.Unknown(Night.NOW, "?", "aws rds describe"))) {
            states.add(new SheetState.Followed(plan, plan.request().title(), plan.command(), state, false));
        }
        for (SheetState first : states) {
            for (SheetState second : states) {
                show(first);
                assertThat(show(second)).isNotBlank().doesNotContain("null");
            }
        }
    }

    @Test
    void bothThemesAndALowWindowKeepTheButtonsInSight() {
        for (Theme.Choice choice : new Theme.Choice[]{Theme.Choice.LIGHT, Theme.Choice.DARK}) {
            onFx(() -> {
                theme.choose(choice);
                stage.setHeight(choice == Theme.Choice.LIGHT ? 800 : 560);
                return null;
            });
            show(new SheetState.Planned(plan(new Request.Failover(Night.BLOG), Plan.Grade.NAME, Environment.PRODUCTION)));
            Screens.picture(scene, "sheet-failover-" + choice.name().toLowerCase(Locale.ROOT));
            assertThat(onFx(() -> {
                var bounds = confirming().confirm().localToScene(confirming().confirm().getBoundsInLocal());
                return bounds.getMaxY() <= scene.getHeight() && bounds.getMaxX() <= scene.getWidth();
            })).isTrue();
        }
        onFx(() -> {
            stage.setHeight(800);
            return null;
        });
    }

    private static final class Listening implements OperationSheet.Answers {
        @Override
        public void confirmed(Plan plan, Confirmation confirmation) {
            HEARD.add("confirmed " + plan.request().title() + ": " + confirmation.how());
        }

        @Override
        public void plan(Request request) {
            HEARD.add("plan " + request.title());
        }

        @Override
        public void unwatch() {
            HEARD.add("unwatch");
        }

        @Override
        public void close() {
            HEARD.add("close");
        }
    }

    private static ConfirmPane confirming() {
        return Objects.requireNonNull(sheet.confirming());
    }

    private static List<javafx.scene.control.Button> buttons() {
        return Objects.requireNonNull(sheet.progress()).buttons();
    }

    private static Request snapshot() {
        return new Request.TakeSnapshot(Night.BLOG, "deploy");
    }

    private static String follow(Plan plan, OpState state) {
        return show(new SheetState.Followed(plan, plan.request().title(), plan.command(), state, false));
    }

    private static String show(SheetState state) {
        onFx(() -> {
            sheet.show(state);
            return null;
        });
        return words();
    }

    private static String words() {
        return onFx(() -> {
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            return Screens.words(scene.getRoot());
        });
    }

    private static Plan plan(Request request, Plan.Grade grade, Environment environment) {
        boolean failover = request instanceof Request.Failover;
        RdsWrite write = request instanceof Request.TakeSnapshot
                ? new RdsWrite.CreateSnapshot(Night.BLOG, "blog-db-deploy-20261122-1051", Map.of())
                : new RdsWrite.Reboot(Night.BLOG, failover);
        return new Plan(request.operation() + grade, request,
                new Plan.Setting(Night.SCOPE, Night.SCOPE.profile(),
                        new Identity("123456789012", "arn:aws:iam::123456789012:user/ops-admin", "AIDA"), environment,
                        null),
                List.of(new Plan.Step(request.title(), write.action()),
                        new Plan.Step("Watch for the completing event and status available", "rds:DescribeEvents")),
                List.of(new Guard.Pass("Its status is available."), new Guard.Pass("Multi-AZ: there is a standby in ap-northeast-2a."),
                        new Guard.Warn("Whether the standby is ready is unknown: RDS tells it for no Multi-AZ instance.")),
                List.of(), new Plan.Consequences(
                        "Every connection to blog-db drops, what is not committed is lost, and writes fail until the standby has taken over."
                                + " Clients must look the name up again.",
                        new Plan.Expectation("60 to 120 s, longer after large transactions",
                                "Amazon RDS User Guide, Concepts.MultiAZ.Failover"),
                        "Nothing.", "Fail over once more, when this one has completed."),
                grade, new Change.Rds(write), new Plan.Basis("available", true, "db-X", null, null, null, Map.of()), Night.NOW);
    }
}
