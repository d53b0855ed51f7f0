package dev.howdah.ui.shell;

import dev.howdah.journal.Confirmation;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Problem;
import dev.howdah.ops.OpState;
import dev.howdah.ops.Plan;
import dev.howdah.ops.Request;
import dev.howdah.ops.Running;
import dev.howdah.task.Scope;
import dev.howdah.task.Work;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.operation.OperationSheet;
import dev.howdah.ui.operation.SheetState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// Where a change is asked for, agreed to and followed: the sheet at the right of the window and the strip of what is going on.
/// Neither is modal: the screen beside them goes on.
final class OperationDesk {
    private final Console console;
    private final Work work;
    private final Runnable closed;
    private final OperationSheet sheet;
    private final StackPane overlay;
    private final ActivityStrip strip;
    private final Map<String, Plan> plans = new HashMap<>();
    /// What the sheet is about; a late answer to an older question is dropped.
    private long question;
    private @Nullable Running followed;
    private @Nullable AwsScope scope;
    private Scope following = new Scope();

    /// @param scope for as long as the window is open
    /// @param closed when the sheet has gone, to give the keyboard back to the screen
    OperationDesk(Console console, Work work, Scope scope, Runnable closed) {
        this.console = console;
        this.work = work;
        this.closed = closed;
        sheet = new OperationSheet(console.time()::now, console.zone(), new Answers());
        overlay = new StackPane(sheet.node());
        overlay.getStyleClass().add("sheet-place");
        overlay.setPickOnBounds(false);
        StackPane.setAlignment(sheet.node(), Pos.CENTER_RIGHT);
        sheet.node().setMaxHeight(Double.MAX_VALUE);
        overlay.setVisible(false);
        overlay.setManaged(false);
        strip = new ActivityStrip(console.time()::now, this::follow);
        scope.hold(console.operations().running().follow(Fx.THREAD, list -> strip.show(list, scope, this::ended)));
        scope.hold(() -> following.close());
        Fx.every(Duration.ofSeconds(1), scope, () -> {
            strip.tick();
            sheet.tick();
        });
    }

    Node overlay() {
        return overlay;
    }

    Region strip() {
        return strip.node();
    }

    boolean isOpen() { return overlay.isVisible(); }

    /// Makes a plan and shows it. Changes nothing.
    void ask(AwsScope of, Request request) {
        scope = of;
        unfollow();
        long mine = ++question;
        open(new SheetState.Planning(request));
        work.start("plan", () -> {
            SheetState answer;
            try {
                answer = new SheetState.Planned(console.operations().plan(of, request));
            } catch (Problem.Thrown e) {
                answer = new SheetState.NoPlan(request, e.problem());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            SheetState shown = answer;
            Fx.THREAD.execute(() -> {
                if (question == mine) {
                    open(shown);
                }
            });
        });
    }

    /// Shows where something is that was started.
    void follow(Running running) {
        question++;
        unfollow();
        followed = running;
        scope = running.scope();
        following.hold(running.state().follow(Fx.THREAD, state -> {
            if (running == followed) {
                open(new SheetState.Followed(plans.get(running.id()), running.title(), running.command(), state,
                        running.cancels(), running.steps().get()));
            }
        }));
    }

    /// Takes the sheet away; what runs goes on.
    void close() {
        question++;
        unfollow();
        overlay.setVisible(false);
        overlay.setManaged(false);
        closed.run();
    }

    private void unfollow() {
        following.close();
        following = new Scope();
        followed = null;
    }

    private void open(SheetState state) {
        overlay.setVisible(true);
        overlay.setManaged(true);
        sheet.show(state);
    }

    /// What was changed is worth a look.
    private void ended(Running running) {
        if (running.state().get() instanceof OpState.Done) {
            console.fleet().refresh();
            console.postures().again(running.target());
        }
    }

    private final class Answers implements OperationSheet.Answers {
        @Override
        public void confirmed(Plan plan, Confirmation confirmation) {
            plans.put(plan.id(), plan);
            follow(console.operations().start(plan, confirmation));
        }

        @Override
        public void plan(Request request) {
            ask(Objects.requireNonNull(scope), request);
        }

        @Override
        public void unwatch() {
            Running now = followed;
            if (now != null) {
                now.unwatch();
            }
        }

        @Override
        public void close() {
            OperationDesk.this.close();
        }
    }
}
