package dev.howdah.ui.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.model.Loaded;
import dev.howdah.model.Problem;
import dev.howdah.model.SecretState;
import dev.howdah.model.SecretVersion;
import dev.howdah.ops.posture.Rotations;
import dev.howdah.posture.Holding;
import dev.howdah.posture.Made;
import dev.howdah.posture.Part;
import dev.howdah.posture.Service;
import dev.howdah.posture.Services;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.OnStage;
import dev.howdah.ui.Screens;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.scene.control.Button;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The Secrets screen: loading, failing, denied in part, before a rotation, after one, in both themes. Bad inputs tried: a secret's name with
/// control characters, a rotation that is overdue, one that is stuck.
@ExtendWith(HeadlessScreen.class)
final class SecretsViewTest {
    private static final Instant NOW = Made.NOW;
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final String BLOG = "arn:aws:secretsmanager:r:a:secret:blog-api/db-AbCdEf";
    private static final String MASTER = "arn:aws:secretsmanager:r:a:secret:rds!db-1f2a33b4-9c1d-4a58-8e0f-4b8f5d1f77aa-Kq3vTz";

    private static Holding.Read secret(String arn, boolean rotates, @Nullable Duration next, SecretVersion... versions) {
        return new Holding.Read(Part.of(new SecretState(arn, arn, rotates, rotates ? 7 : null, NOW.minus(Duration.ofDays(3)),
                next == null ? null : NOW.plus(next))), Part.of(List.of(versions)));
    }

    private static SecretVersion version(String id, Duration age, String... stages) {
        return new SecretVersion(id, Set.of(stages), NOW.minus(age));
    }

    private static Rotations.State state(Holding.Read blog) {
        List<Service> services = ((Part.Read<Services>) Made.with(m -> m).services()).value().using();
        Holding.Read master = secret(MASTER, true, Duration.ofHours(76), version("c0ffee00-1111", Duration.ofDays(3), "AWSCURRENT"),
                version("c0ffee00-0000", Duration.ofDays(10), "AWSPREVIOUS"));
        return ready(Holding.of(services, MASTER, Map.of(BLOG, blog, MASTER, master)), List.of());
    }

    private static Rotations.State ready(List<Holding> secrets, List<String> undecided) {
        return new Rotations.State(Loaded.ready(new Rotations.Held(secrets, undecided), NOW), List.of(), false);
    }

    @Test
    void afterARotationItNamesTheTasksThatHoldTheOldOneAndOffersTheirRestart() {
        try (var screen = new Shown()) {
            String words = screen.show(state(secret(BLOG, false, null, version("a1b2c3d4-e5", Duration.ofHours(30), "AWSCURRENT"),
                    version("00001111-22", Duration.ofDays(9), "AWSPREVIOUS"), version("dead0000-33", Duration.ofDays(40)))));
            assertThat(words).contains("1 of 2 stale", "by RDS", "in 3 d 4 h", "no task", "not by itself",
                    "1 of 2 tasks hold a password that is not valid any more since ", " UTC · ", " KST", "fails with 28P01",
                    "a1b2c3d4…", "AWSCURRENT", "00001111…", "AWSPREVIOUS", "dead0000…", "none", "1 task", "4f1a09c2…", "DATABASE_URL",
                    "stale",
                    "current");
            screen.press("Restart blog-api…");
            assertThat(screen.asked).containsExactly("restart blog-cluster blog-api");
            Screens.picture(screen.scene, "secrets-stale");
            screen.dark(false);
            Screens.picture(screen.scene, "secrets-stale-light");
        }
    }

    @Test
    void beforeARotationItCountsDownToIt() {
        try (var screen = new Shown()) {
            assertThat(
                    screen.show(state(secret(BLOG, true, Duration.ofHours(20), version("a1b2c3d4-e5", Duration.ofDays(6), "AWSCURRENT")))))
                    .contains("rotates soon", "In 20 h, in the course of ", "the 2 tasks that hold it can open no new connection",
                            "Restart blog-api…");
            Screens.picture(screen.scene, "secrets-countdown");
            assertThat(screen.show(state(secret(BLOG, true, Duration.ofDays(-1), version("a1b2c3d4-e5", Duration.ofDays(6), "AWSCURRENT"),
                    version("beef0000-e5", Duration.ofDays(1), "AWSPENDING")))))
                    .contains("was due 1 d ago", "Its rotation was due on ", "under way, or stuck", "AWSPENDING");
        }
    }

    @Test
    void whatIsNotKnownIsNotSaidToBeWell() {
        try (var screen = new Shown()) {
            assertThat(screen.show(Rotations.State.NOTHING)).contains("Reading…");
            var denied = new Problem.Denied("secretsmanager:DescribeSecret", null, false,
                    new Problem.Source("secretsmanager:DescribeSecret", null, "denied"));
            assertThat(screen.show(new Rotations.State(Loaded.<Rotations.Held>loading().failed(denied), List.of(), false)))
                    .contains("No newer reading: ", "secretsmanager:DescribeSecret", "Nothing was read.");
            var services = ((Part.Read<Services>) Made.with(m -> m).services()).value().using();
            List<Holding> unread = Holding.of(services, null,
                    Map.of(BLOG, new Holding.Read(new Part.Unread<>("not allowed to look"), new Part.Unread<>("not allowed to look"))));
            assertThat(screen.show(ready(unread, List.of("reports")))).contains("unknown", "not known: not allowed to look",
                    "Whether reports use this instance is not known", "Its versions were not read.").doesNotContain("1 of 2");
            Screens.picture(screen.scene, "secrets-denied");
            assertThat(screen.show(ready(List.of(), List.of()))).contains("RDS keeps no secret of this instance");
            assertThat(screen.show(ready(Holding.of(List.of(), "arn:aws:secretsmanager:r:a:secret:\u202eodd\u001b-Kq3vTz", Map.of()),
                    List.of()))).doesNotContain("\u202e", "\u001b");
        }
    }

    /// The view on a stage of its own.
    private static final class Shown extends OnStage {
        final List<String> asked = new ArrayList<>();
        private final SecretsView view;

        Shown() {
            super(1084, 640);
            view = Screens.onFx(() -> new SecretsView("blog-db", () -> NOW.plusSeconds(4), new SecretsView.Answers() {
                @Override
                public void again() {
                    asked.add("again");
                }

                @Override
                public void restart(String cluster, String service) {
                    asked.add("restart " + cluster + " " + service);
                }
            }));
            put(view.node());
        }

        String show(Rotations.State state) {
            laidOut(() -> view.show(SecretsState.of(state, NOW, SEOUL)));
            return words();
        }

        void press(String text) {
            Screens.onFx(() -> {
                scene.getRoot().lookupAll(".button").stream().filter(n -> n instanceof Button b && text.equals(b.getText()))
                        .forEach(n -> ((Button) n).fire());
                return null;
            });
        }
    }
}
