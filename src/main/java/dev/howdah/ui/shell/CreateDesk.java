package dev.howdah.ui.shell;

import dev.howdah.model.AwsScope;
import dev.howdah.model.Problem;
import dev.howdah.ops.Request;
import dev.howdah.task.Work;
import dev.howdah.ui.create.CreateSheet;
import dev.howdah.ui.create.CreateState;
import dev.howdah.ui.kit.Fx;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The sheet that proposes a database, over whatever is shown. What it asks for is planned by the desk of operations.
final class CreateDesk {
    private final Console console;
    private final Work work;
    private final OperationDesk operations;
    private final Runnable gone;
    private final CreateSheet sheet;
    private final StackPane overlay = new StackPane();
    private @Nullable AwsScope scope;
    /// A late answer to an older question is dropped.
    private long question;

    /// @param gone gives the keyboard back to the screen
    CreateDesk(Console console, Work work, OperationDesk operations, Runnable gone) {
        this.console = console;
        this.work = work;
        this.operations = operations;
        this.gone = gone;
        sheet = new CreateSheet(new Answers());
        overlay.getStyleClass().add("unfinished-place");
        overlay.getChildren().setAll(sheet.node());
        visible(false);
    }

    Node overlay() {
        return overlay;
    }

    boolean isOpen() { return overlay.isVisible(); }

    /// Reads what there is and proposes a database for it. Changes nothing.
    void begin(AwsScope of) {
        scope = of;
        read(of, null);
    }

    private void read(AwsScope of, @Nullable String service) {
        long mine = ++question;
        visible(true);
        sheet.show(new CreateState.Reading());
        work.start("survey", () -> {
            CreateState answer;
            try {
                Request.Create request = console.operations().survey(of, null, service);
                List<String> services = console.operations().services(of).stream().filter(s -> !s.network().subnets().isEmpty())
                        .map(s -> s.cluster() + "/" + s.name()).toList();
                answer = new CreateState.Proposed(request, services);
            } catch (Problem.Thrown e) {
                answer = new CreateState.NotRead(e.problem());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            CreateState shown = answer;
            Fx.THREAD.execute(() -> {
                if (question == mine) {
                    sheet.show(shown);
                }
            });
        });
    }

    void close() {
        question++;
        visible(false);
        gone.run();
    }

    private void visible(boolean open) {
        overlay.setVisible(open);
        overlay.setManaged(open);
    }

    private final class Answers implements CreateSheet.Answers {
        @Override
        public void plan(Request.Create request) {
            question++;
            visible(false);
            operations.ask(Objects.requireNonNull(scope), request);
        }

        @Override
        public void read(@Nullable String service) {
            CreateDesk.this.read(Objects.requireNonNull(scope), service);
        }

        @Override
        public void close() {
            CreateDesk.this.close();
        }
    }
}
