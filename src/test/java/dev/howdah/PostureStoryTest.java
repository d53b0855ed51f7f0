package dev.howdah;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.Faults;
import dev.howdah.drill.world.RequestLog;
import dev.howdah.drill.world.Secret;
import dev.howdah.drill.world.SecretSeed;
import dev.howdah.model.InstanceRef;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.nav.Place;
import dev.howdah.ui.shell.WindowHarness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What would hurt next time: from the Overview's chip to the findings, and from a finding to its plan and its end.
@ExtendWith(HeadlessScreen.class)
final class PostureStoryTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final InstanceRef LEGACY = new InstanceRef("123456789012", "ap-northeast-2", "legacy-db");
    private Drill drill;
    private WindowHarness window;
    @TempDir
    private Path state;

    @BeforeEach
    void start() throws IOException {
        drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {});
        window = new WindowHarness(drill.variables(), state.resolve("none.pem"), state, Map.of());
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
    void aFixIsPlannedAgreedToByNameAndGoneFromTheListAfterwards() {
        toPosture();
        window.until(SOON, "CopyTagsToSnapshot is false");
        press("Copy tags to snapshots…");
        window.until(SOON, "Copy tags to snapshots: legacy-db", "--copy-tags-to-snapshot",
                "It is not in force yet: CopyTagsToSnapshot is false.",
                "Type legacy-db to confirm");
        Screens.picture(window.scene(), "posture-plan");
        assertThat(changing()).isZero();
        agreed("✓ done");
        Screens.until("the finding is gone", SOON, () -> !Screens.words(window.scene().getRoot()).contains("CopyTagsToSnapshot is false"));
        assertThat(changing()).isEqualTo(1);
        Screens.picture(window.scene(), "posture-mended");
        // what it was before is kept, and stands beside what is
        window.press(KeyCode.C);
        window.until(SOON, "Compare with itself as of ");
        window.press(KeyCode.ENTER);
        window.until(SOON, "now beside ", "1 of ", "copy-tags", "CopyTagsToSnapshot is false", "CopyTagsToSnapshot is true");
    }

    /// The worst finding has a plan too, which says who is cut off.
    @Test
    void theWorldIsShutOutByPlan() {
        toPosture();
        window.until(SOON, "lets in 0.0.0.0/0");
        press("Shut out 0.0.0.0/0…");
        window.until(SOON, "Shut 0.0.0.0/0 out of legacy-db", "aws ec2 revoke-security-group-ingress",
                "No security group is let in to port 5432",
                "Type legacy-db to confirm");
        window.resize(1280, 720);
        Screens.picture(window.scene(), "posture-shut-out");
        assertThat(changing()).isZero();
        agreed("✓ done", "0.0.0.0/0 cannot come in by ");
        Screens.until("the finding is gone", SOON, () -> !Screens.words(window.scene().getRoot()).contains("lets in 0.0.0.0/0"));
        assertThat(changing()).isEqualTo(1);
    }

    /// Two instances side by side, by the keyboard alone.
    @Test
    void anInstanceIsComparedWithAnother() {
        toPosture();
        window.until(SOON, "CopyTagsToSnapshot is false");
        window.press(KeyCode.C);
        window.until(SOON, "Compare with blog-db", "The same since it was first read");
        window.resize(1280, 720);
        Screens.picture(window.scene(), "posture-choice");
        window.type("blog-db");
        window.press(KeyCode.ENTER);
        window.until(SOON, "legacy-db beside blog-db", "checks came out otherwise", "CopyTagsToSnapshot is true");
        Screens.picture(window.scene(), "posture-beside-window");
        drill.faults().set("rds:DescribeDBInstances", Faults.ALWAYS, new Fault.Deny());
        window.press(KeyCode.R);
        window.until(SOON, "Not allowed: rds:DescribeDBInstances");
        drill.faults().clear();
        window.press(KeyCode.R);
        Screens.until("read again", SOON, () -> !Screens.words(window.scene().getRoot()).contains("Not allowed"));
        window.press(KeyCode.ESCAPE);
        window.until(SOON, "Prevents", "Compare…   C");
        assertThat(changing()).isZero();
    }

    /// From the rotation to the tasks that start anew: nothing is asked of anybody but the plan's confirmation.
    @Test
    void tasksThatHoldARotatedSecretAreNamedAndStartedAnewByPlan() {
        var region = drill.world().home();
        Secret secret = java.util.Objects.requireNonNull(region.secret(SecretSeed.BLOG));
        onFx(() -> {
            window.window().go(new Place.Overview(WindowHarness.SCOPE, new InstanceRef("123456789012", "ap-northeast-2", "blog-db")));
            return null;
        });
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.K);
        window.until(SOON, "Secrets", "blog-api/db", "by RDS", "AWSCURRENT", "current", "DATABASE_URL");
        assertThat(window.words()).doesNotContain("stale");
        region.put(secret.with("aaaabbbb-1111-4222-8333-444455556666", drill.world().clock().now(),
                java.util.Objects.requireNonNull(secret.stage(Secret.CURRENT)).text()));
        window.press(KeyCode.R);
        window.until(SOON, "4 of 4 stale", "fails with 28P01", "aaaabbbb…", "AWSPREVIOUS");
        window.resize(1280, 720);
        Screens.picture(window.scene(), "secrets-window");
        press("Restart blog-api…");
        window.until(SOON, "--force-new-deployment", "Tab to the button, then Enter twice.");
        assertThat(changing()).isZero();
        window.press(KeyCode.TAB);
        window.press(KeyCode.ENTER);
        window.until(SOON, "Press again: ");
        window.press(KeyCode.ENTER);
        window.until(SOON, "✓ done");
        window.press(KeyCode.ESCAPE);
        window.press(KeyCode.R);
        window.until(SOON, "1 of 4 stale", "blog-worker", "3 tasks");
        // the strip of operations is below: all still has its place
        for (double height : new double[]{720, 620}) {
            window.resize(1280, height);
            onFx(() -> {
                window.scene().getRoot().applyCss();
                window.scene().getRoot().layout();
                return null;
            });
            assertThat(onFx(() -> window.scene().getRoot().lookupAll(".label").stream()
                    .filter(n -> n instanceof javafx.scene.control.Label l && l.getText() != null && l.getText().startsWith("refreshed"))
                    .mapToDouble(n -> n.localToScene(n.getLayoutBounds()).getMaxY()).max().orElse(-1))).isBetween(0.0, height);
        }
        Screens.picture(window.scene(), "secrets-low-window");
        assertThat(changing()).isEqualTo(1);
    }

    private void toPosture() {
        onFx(() -> {
            window.window().go(new Place.Posture(WindowHarness.SCOPE, LEGACY));
            return null;
        });
    }

    /// Types the name, confirms, waits for the end and leaves the sheet.
    private void agreed(String... end) {
        window.type("legacy-db");
        window.until(SOON, "Enter goes to the button");
        window.press(KeyCode.ENTER);
        window.press(KeyCode.ENTER);
        window.until(SOON, end);
        window.press(KeyCode.ESCAPE);
    }

    private void press(String text) {
        onFx(() -> {
            window.scene().getRoot().lookupAll(".button").stream()
                    .filter(n -> n instanceof javafx.scene.control.Button b && text.equals(b.getText()))
                    .forEach(n -> ((javafx.scene.control.Button) n).fire());
            return null;
        });
    }

    private long changing() {
        return drill.requestLog().entries().stream().filter(RequestLog.Entry::changes).count();
    }

    @Test
    void theOverviewSaysTheWorstAndOneKeyLeadsToWhy() {
        onFx(() -> {
            window.window().go(new Place.Overview(WindowHarness.SCOPE, LEGACY));
            return null;
        });
        window.until(SOON, "Posture: 2 critical");
        Screens.picture(window.scene(), "posture-chip");
        drill.faults().set("ec2:DescribeSecurityGroupRules", Faults.ALWAYS, new Fault.Deny());
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        window.until(SOON, "Posture", "A standby in another zone", "MultiAZ is false");
        press("Read again   R");
        window.until(SOON, "Not allowed: ec2:DescribeSecurityGroupRules", "Unknown · ");
        window.resize(1280, 720);
        Screens.picture(window.scene(), "posture-window");
        window.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        window.until(SOON, "Recoverable to any second", "Posture: ");
        assertThat(window.words()).contains("Posture: ");
    }
}
