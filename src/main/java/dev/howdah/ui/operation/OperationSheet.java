package dev.howdah.ui.operation;

import dev.howdah.journal.Confirmation;
import dev.howdah.ops.Plan;
import dev.howdah.ops.Request;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.ProblemPane;
import dev.howdah.ui.kit.Texts;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Shows a plan and takes the confirmation, then follows what was started. It starts nothing itself.
public final class OperationSheet {
    /// What the window does about what the operator answers; each is called on the JavaFX thread and must not wait.
    public interface Answers {
        /// Agreed to: start it, then show [SheetState.Followed].
        void confirmed(Plan plan, Confirmation confirmation);

        /// Make a (new) plan, and show it.
        void plan(Request request);

        /// Nobody needs to watch it any more, and AWS carries on; what can be cancelled is.
        void unwatch();

        /// Take the sheet away. What runs goes on.
        void close();
    }

    private static final Texts TEXTS = Texts.of(OperationSheet.class);
    private final Supplier<Instant> clock;
    private final ZoneId zone;
    private final Answers answers;
    private final Label title = Cards.text("", "headline");
    private final Label band = Cards.text("", "band-word");
    private final Label where = Cards.text("", "muted");
    private final ScrollPane scroll = new ScrollPane();
    private final VBox foot = new VBox();
    private final VBox sheet;
    private @Nullable SheetState shown;
    private @Nullable ConfirmPane confirming;
    private @Nullable ProgressPane progress;
    private @Nullable String planShown;

    public OperationSheet(Supplier<Instant> clock, ZoneId zone, Answers answers) {
        this.clock = clock;
        this.zone = zone;
        this.answers = answers;
        title.setWrapText(true);
        band.setMinWidth(Region.USE_PREF_SIZE);
        var head = new HBox(12, title, Cards.spacer(), band);
        head.setAlignment(Pos.CENTER_LEFT);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("scroll");
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        foot.getStyleClass().add("sheet-foot");
        sheet = new VBox(10, head, where, scroll, foot);
        sheet.getStyleClass().add("sheet");
        sheet.getStylesheets().add(Objects.requireNonNull(
                OperationSheet.class.getResource("/dev/howdah/ui/operation/operation.css")).toExternalForm());
    }

    /// The sheet, for the window to lay over its screen.
    public Region node() {
        return sheet;
    }

    /// Any state after any. The same plan shown again leaves what was typed.
    public void show(SheetState state) {
        if (state instanceof SheetState.Planned(Plan plan) && shown instanceof SheetState.Planned(Plan before)
                && plan.id().equals(before.id())) {
            return;
        }
        shown = state;
        switch (state) {
            case SheetState.Planning(var request) -> planning(request);
            case SheetState.NoPlan no -> noPlan(no);
            case SheetState.Planned(var plan) -> planned(plan);
            case SheetState.Followed followed -> followed(followed);
        }
    }

    /// Counts the elapsed time on; the window calls it each second.
    public void tick() {
        if (progress != null) {
            progress.tick(clock.get());
        }
    }

    private void planning(Request request) {
        head(request.title(), null);
        var wait = new HBox(10, new ProgressIndicator(),
                PlanPane.wrapped(TEXTS.get("Reading the present state to make a plan. Nothing is changed.")));
        wait.setAlignment(Pos.CENTER_LEFT);
        body(wait, null);
        foot.getChildren().setAll(closing(TEXTS.get("Cancel")));
    }

    private void noPlan(SheetState.NoPlan no) {
        head(no.request().title(), null);
        body(new ProblemPane(no.problem(), () -> answers.plan(no.request())), null);
        foot.getChildren().setAll(closing(TEXTS.get("Close")));
    }

    private void planned(Plan plan) {
        head(plan.request().title(), plan);
        body(new PlanPane(plan, false, clock.get(), zone), plan.id());
        var pane = new ConfirmPane(plan, typed -> answers.confirmed(plan, plan.confirmed(typed, clock.get())), answers::close);
        foot.getChildren().setAll(pane);
        confirming = pane;
        pane.focusFirst();
    }

    private void followed(SheetState.Followed followed) {
        Plan plan = followed.plan();
        head(followed.title(), plan);
        String id = plan == null ? followed.command() : plan.id();
        if (progress == null || !id.equals(planShown)) {
            body(plan == null ? PlanPane.record(followed.command()) : new PlanPane(plan, true, clock.get(), zone), id);
        }
        ProgressPane pane = progress;
        if (pane == null) {
            pane = new ProgressPane(answers);
            progress = pane;
            foot.getChildren().setAll(pane);
        }
        confirming = null;
        pane.show(followed, clock.get());
    }

    private void head(String words, @Nullable Plan plan) {
        title.setText(words);
        band.getStyleClass().removeIf(style -> style.startsWith("env-"));
        band.setVisible(plan != null);
        where.setVisible(plan != null);
        where.setManaged(plan != null);
        if (plan != null) {
            var environment = plan.setting().environment();
            band.setText(environment.band());
            band.getStyleClass().add("env-" + environment.name().toLowerCase(Locale.ROOT));
            String endpoint = plan.setting().endpoint();
            where.setText(plan.target().id() + " · " + TEXTS.get("account {0}", plan.target().account()) + " · " + plan.target().region()
                    + " · " + TEXTS.get("as {0}", plan.setting().operator().shortName())
                    + (endpoint == null ? "" : " · " + TEXTS.get("at {0}", endpoint)));
        }
    }

    private void body(Node content, @Nullable String id) {
        progress = null;
        confirming = null;
        planShown = id;
        scroll.setContent(content);
        scroll.setVvalue(0);
    }

    private HBox closing(String word) {
        var button = new Button(word);
        button.setDefaultButton(true);
        button.setCancelButton(true);
        button.setOnAction(_ -> answers.close());
        var line = new HBox(button);
        line.setAlignment(Pos.CENTER_RIGHT);
        return line;
    }

    @Nullable
    ConfirmPane confirming() {
        return confirming;
    }

    @Nullable
    ProgressPane progress() {
        return progress;
    }
}
