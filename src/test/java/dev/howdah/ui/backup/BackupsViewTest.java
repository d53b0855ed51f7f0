package dev.howdah.ui.backup;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.model.Fleet;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Night;
import dev.howdah.ui.Screens;
import dev.howdah.ui.kit.Theme;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Backups & restore in its states. Bad inputs tried: a time before the window, one that is not restorable yet, no time at all, a name
/// that RDS would not take, nothing read yet, a failing account, an instance that is gone.
@ExtendWith(HeadlessScreen.class)
final class BackupsViewTest {
    private static final List<String> ASKED = new ArrayList<>();
    private static Scene scene;
    private static Stage stage;
    private static Theme theme;
    private BackupsView view;

    @BeforeAll
    static void open() {
        onFx(() -> {
            theme = new Theme(Theme.Choice.DARK);
            stage = new Stage();
            scene = new Scene(new javafx.scene.layout.Region(), 1244, 812);
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
            view = new BackupsView("blog-db", () -> Night.NOW, ZoneId.of("Asia/Seoul"), new Asking());
            scene.setRoot(view.node());
            return null;
        });
    }

    @Test
    void theLatestSecondIsChosenAtFirstAndTheNameFollows() {
        String words = show(Night.good());
        assertThat(words).contains("Restore to any second", "10:47:55 UTC · 19:47:55 KST", "retention 7 days", "failover");
        assertThat(field("Time to restore to").getText()).isEqualTo("2026-11-22 10:47:55");
        assertThat(field("Name of the new instance").getText()).isEqualTo("blog-db-20261122-104755");
        type("Time to restore to", "10:41:58");
        assertThat(field("Name of the new instance").getText()).isEqualTo("blog-db-20261122-104158");
        press("−1 s");
        Screens.picture(scene, "backups-dark");
        press("Plan the restore…");
        assertThat(ASKED).containsExactly("restore 2026-11-22T10:41:57Z to blog-db-20261122-104157");
        onFx(() -> {
            theme.choose(Theme.Choice.LIGHT);
            return null;
        });
        Screens.picture(scene, "backups-light");
        onFx(() -> {
            theme.choose(Theme.Choice.DARK);
            return null;
        });
    }

    @Test
    void aTimeOutsideTheWindowNamesTheNearest() {
        show(Night.good());
        type("Time to restore to", "2026-11-22 10:51:00");
        assertThat(words()).contains("not restorable yet; the last second is 2026-11-22 10:47:55 UTC");
        assertThat(button("Plan the restore…").isDisabled()).isTrue();
        type("Time to restore to", "2020-01-01 00:00:00");
        assertThat(words()).contains("before the window; the first second is");
        assertThat(button("Plan the restore…").isDisabled()).isTrue();
        type("Time to restore to", "soon");
        assertThat(words()).contains("Type a time such as");
        assertThat(button("Plan the restore…").isDisabled()).isTrue();
        Screens.picture(scene, "backups-bad-time");
    }

    @Test
    void whatIsBeingTypedIsNotOverwrittenByWhatIsRead() {
        show(Night.good());
        type("Time to restore to", "2026-11-2");
        show(Night.good());
        assertThat(field("Time to restore to").getText()).isEqualTo("2026-11-2");
        assertThat(button("Plan the restore…").isDisabled()).isTrue();
    }

    @Test
    void aNameThatRdsWouldNotTakeIsNotPlanned() {
        show(Night.good());
        for (String bad : List.of("", "9lives", "a--b", "ends-", "under_score", "x".repeat(64))) {
            type("Name of the new instance", bad);
            assertThat(button("Plan the restore…").isDisabled()).as(bad).isTrue();
        }
        type("Name of the new instance", "blog-db-copy");
        assertThat(button("Plan the restore…").isDisabled()).isFalse();
        type("Time to restore to", "10:41:58");
        assertThat(field("Name of the new instance").getText()).as("a typed name stays").isEqualTo("blog-db-copy");
    }

    @Test
    void nothingReadAndNothingThereOfferNothing() {
        for (Fleet fleet : List.of(Night.loading(), Night.failed(), Night.sparse())) {
            String words = show(fleet);
            assertThat(button("Plan the restore…").isDisabled()).as(words).isTrue();
            assertThat(button("Restore from it…").isDisabled()).isTrue();
        }
        assertThat(show(Night.stale())).contains("does not answer in time", "10:47:55 UTC");
        Screens.picture(scene, "backups-stale");
    }

    private String show(Fleet fleet) {
        onFx(() -> {
            view.show(BackupsState.of(fleet, Night.SCOPE, Night.BLOG, List.of(), Night.NOW));
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            return null;
        });
        return words();
    }

    private static String words() {
        return onFx(() -> Screens.words(scene.getRoot()));
    }

    private static void type(String field, String text) {
        TextField found = field(field);
        onFx(() -> {
            found.setText(text);
            return null;
        });
    }

    private static void press(String button) {
        Button found = button(button);
        onFx(() -> {
            found.fire();
            return null;
        });
    }

    private static TextField field(String accessible) {
        return onFx(() -> (TextField) all(scene.getRoot()).stream()
                .filter(n -> n instanceof TextField f && accessible.equals(f.getAccessibleText()))
                .findFirst().orElseThrow());
    }

    private static Button button(String text) {
        return onFx(() -> (Button) all(scene.getRoot()).stream().filter(n -> n instanceof Button b && text.equals(b.getText())).findFirst()
                .orElseThrow());
    }

    private static List<Node> all(Node node) {
        var found = new ArrayList<Node>(List.of(node));
        if (node instanceof javafx.scene.control.ScrollPane pane) {
            found.addAll(all(pane.getContent()));
        } else if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> found.addAll(all(child)));
        }
        return found;
    }

    private static final class Asking implements BackupsView.Answers {
        @Override
        public void snapshot(String reason) {
            ASKED.add("snapshot " + reason);
        }

        @Override
        public void copy(String snapshot) {
            ASKED.add("copy " + snapshot);
        }

        @Override
        public void share(String snapshot, String with) {
            ASKED.add("share " + snapshot + " with " + with);
        }

        @Override
        public void restoreTo(Instant at, String copy) {
            ASKED.add("restore " + at + " to " + copy);
        }

        @Override
        public void restoreFrom(String snapshot, String copy) {
            ASKED.add("restore " + snapshot + " to " + copy);
        }

        @Override
        public void delete(String snapshot) {
            ASKED.add("delete " + snapshot);
        }

        @Override
        public void open(dev.howdah.model.InstanceRef copy) {
            ASKED.add("open " + copy.id());
        }

        @Override
        public void restart(dev.howdah.model.EcsService service) {
            ASKED.add("restart " + service.name());
        }

        @Override
        public void verify(dev.howdah.model.InstanceRef copy) {
            ASKED.add("verify " + copy.id());
        }

        @Override
        public void swap(String copy) {
            ASKED.add("swap " + copy);
        }

        @Override
        public void remove(dev.howdah.model.InstanceRef copy, boolean guarded) {
            ASKED.add((guarded ? "unprotect " : "remove ") + copy.id());
        }

        @Override
        public void refresh() {
            ASKED.add("refresh");
        }
    }
}
