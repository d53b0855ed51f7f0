package dev.howdah.ui.backup;

import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsService;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Snapshot;
import dev.howdah.model.Status;
import dev.howdah.ops.Names;
import dev.howdah.task.Scope;
import dev.howdah.ui.kit.AgeLabel;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Drawing;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.ProblemPane;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.TwoEnds;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// Backups & restore. A time is chosen on the line or typed; nothing is changed here: every button asks for a plan.
public final class BackupsView {
    /// What the window does about what is asked for, on the JavaFX thread.
    public interface Answers {
        /// @param reason for the snapshot's name
        void snapshot(String reason);

        /// @param at to the second
        void restoreTo(Instant at, String copy);

        void restoreFrom(String snapshot, String copy);

        void delete(String snapshot);

        void copy(String snapshot);

        /// @param with id of the other account
        void share(String snapshot, String with);

        /// To the Overview of a copy.
        void open(InstanceRef copy);

        /// To a copy beside this instance.
        void verify(InstanceRef copy);

        /// The copy takes this instance's name, and this instance another.
        void swap(String copy);

        /// To the end of a copy, or of what a swap put aside.
        ///
        /// @param guarded whether deletion protection has to go first
        void remove(InstanceRef copy, boolean guarded);

        /// New tasks for a service.
        void restart(EcsService service);

        void refresh();
    }

    private static final Texts TEXTS = Texts.of(BackupsView.class);
    private final Supplier<Instant> clock;
    private final ZoneId local;
    private final Answers answers;
    private final AgeLabel age = new AgeLabel();
    private final Label window = Cards.text("");
    private final Slider line = new Slider();
    private final Marks marks = new Marks();
    private final TextField time = new TextField();
    private final ChoiceBox<ZoneId> zone = new ChoiceBox<>();
    private final Label reading = Cards.text("", "muted");
    private final TextField copy = new TextField();
    private final Label nameHint = Cards.text("", "muted");
    private final Button restore = new Button(TEXTS.get("Plan the restore…"));
    private final HBox steps = new HBox(6);
    private final VBox problems = new VBox(8);
    private final VBox copies = new VBox(6);
    private final Region copiesCard = Cards.card(TEXTS.get("Copies made of it"), new Region(), copies);
    private final VBox services = new VBox(6);
    private final Region servicesCard = Cards.card(TEXTS.get("Services that may hold old connections or passwords"), new Region(),
            services);
    private final ObservableList<Snapshot> snapshots = FXCollections.observableArrayList();
    private final TableView<Snapshot> table = new TableView<>(snapshots);
    private final Button fromSnapshot = new Button(TEXTS.get("Restore from it…"));
    private final Button copying = new Button(TEXTS.get("Copy it…"));
    private final Button sharing = new Button(TEXTS.get("Share it…"));
    private final TextField with = new TextField();
    private final TextField reason = new TextField();
    private final Button delete = new Button(TEXTS.get("Delete it…"));
    private final ScrollPane scroll;
    private final String id;
    private @Nullable BackupsState shown;
    private @Nullable Instant chosen;
    private boolean named;
    private boolean setting;
    /// Whether a time was put into the field once: what a person types there is never overwritten by what is read.
    private boolean begun;

    public BackupsView(String id, Supplier<Instant> clock, ZoneId local, Answers answers) {
        this.id = id;
        this.clock = clock;
        this.local = local;
        this.answers = answers;
        var snapshot = new Button(TEXTS.get("Take a snapshot…"));
        reason.setAccessibleText(TEXTS.get("Why the snapshot is taken, for its name"));
        reason.setPromptText(TEXTS.get("why, for its name"));
        reason.setPrefColumnCount(14);
        snapshot.setOnAction(_ -> answers.snapshot(reason.getText().isBlank() ? "by-hand" : reason.getText().strip()));
        reason.setOnAction(_ -> snapshot.fire());
        snapshot.setMinWidth(Region.USE_PREF_SIZE);
        var head = new HBox(12, Cards.text(TEXTS.get("Backups & restore"), "headline"), Cards.muted(id), Cards.spacer(),
                Cards.muted(TEXTS.get("reason")), reason,
                snapshot);
        head.setAlignment(Pos.CENTER_LEFT);
        var content = new VBox(head, problems, when(), copiesCard, list(), servicesCard);
        show(List.<EcsService>of());
        content.getStyleClass().add("screen");
        scroll = new ScrollPane(content);
        Cards.alive(scroll);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().addAll("scroll", "edge-to-edge");
        scroll.setAccessibleText(TEXTS.get("Backups & restore"));
    }

    private Region when() {
        line.setAccessibleText(TEXTS.get("The second to restore to"));
        line.setBlockIncrement(1);
        line.valueProperty().subscribe(value -> {
            Instant first = shown == null ? null : shown.earliest();
            if (!setting && first != null) {
                choose(first.plusSeconds(Math.round(value.doubleValue())), true);
            }
        });
        time.setAccessibleText(TEXTS.get("Time to restore to"));
        time.getStyleClass().add("mono");
        time.setPrefColumnCount(20);
        time.textProperty().subscribe((_, _) -> {
            if (!setting) {
                typed();
            }
        });
        zone.getItems().setAll(local.normalized().equals(ZoneOffset.UTC) ? List.of(ZoneOffset.UTC) : List.of(ZoneOffset.UTC, local));
        zone.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable ZoneId each) {
                return each == null ? "" : each.normalized().equals(ZoneOffset.UTC) ? "UTC" : each.getId();
            }

            @Override
            public ZoneId fromString(String words) {
                return words.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(words);
            }
        });
        zone.getSelectionModel().selectFirst();
        zone.setAccessibleText(TEXTS.get("Time zone of what is typed"));
        zone.getSelectionModel().selectedItemProperty().subscribe(_ -> {
            Instant at = chosen;
            if (at != null) {
                choose(at, true);
            }
        });
        var latest = new Button(TEXTS.get("Latest restorable"));
        latest.setOnAction(_ -> {
            Instant last = shown == null ? null : shown.latest();
            if (last != null) {
                choose(last, true);
            }
        });
        steps.getChildren().setAll(step("−1 min", -60), step("−1 s", -1), step("+1 s", 1), step("+1 min", 60), latest);
        for (var each : steps.getChildren()) {
            ((Region) each).setMinWidth(Region.USE_PREF_SIZE);
        }
        reading.setWrapText(true);
        reading.setMinWidth(180);
        // what is typed is never cut
        time.setMinWidth(Region.USE_PREF_SIZE);
        zone.setMinWidth(Region.USE_PREF_SIZE);
        var typed = new HBox(10, time, zone, reading);
        typed.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(reading, Priority.SOMETIMES);
        var stepping = new HBox(Cards.spacer(), steps);
        stepping.setAlignment(Pos.CENTER_LEFT);
        var typing = new TwoEnds(10, typed, stepping);
        copy.setAccessibleText(TEXTS.get("Name of the new instance"));
        copy.getStyleClass().add("mono");
        copy.setPrefColumnCount(30);
        copy.textProperty().subscribe((_, _) -> {
            named = named || !setting;
            ready();
        });
        restore.getStyleClass().add("accent");
        restore.setMinWidth(Region.USE_PREF_SIZE);
        restore.setOnAction(_ -> {
            Instant at = chosen;
            if (at != null) {
                answers.restoreTo(at, copy.getText().strip());
            }
        });
        var name = new HBox(10, Cards.text(TEXTS.get("to the new instance")), copy, nameHint, Cards.spacer(), restore);
        name.setAlignment(Pos.CENTER_LEFT);
        return Cards.card(TEXTS.get("Restore to any second"), age, window, marks, line, typing, name);
    }

    private Button step(String words, int seconds) {
        var button = new Button(words);
        button.setOnAction(_ -> {
            Instant at = chosen;
            if (at != null) {
                choose(at.plusSeconds(seconds), true);
            }
        });
        return button;
    }

    private Region list() {
        table.getColumns().add(column(TEXTS.get("Snapshot"), 260, Snapshot::id));
        table.getColumns().add(column(TEXTS.get("Type"), 90, s -> Objects.requireNonNullElse(s.type(), TEXTS.get("unknown"))));
        table.getColumns().add(column(TEXTS.get("Status"), 110, s -> Objects.requireNonNullElse(s.status(), TEXTS.get("unknown"))
                + (s.available() || s.percent() == null ? "" : ", " + s.percent() + " %")));
        table.getColumns().add(column(TEXTS.get("Taken"), 260,
                s -> s.createdAt() == null
                        ? TEXTS.get("being taken")
                        : Words.both(Objects.requireNonNull(s.createdAt()), clock.get(), local)));
        table.getColumns()
                .add(column(TEXTS.get("Size"), 80, s -> s.allocatedGib() == null ? TEXTS.get("unknown") : s.allocatedGib() + " GiB"));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
        table.setPlaceholder(Cards.muted(TEXTS.get("No snapshot of this instance is known.")));
        table.setAccessibleText(TEXTS.get("Snapshots"));
        table.setPrefHeight(260);
        VBox.setVgrow(table, Priority.ALWAYS);
        table.getSelectionModel().selectedItemProperty().subscribe(_ -> ready());
        fromSnapshot.setOnAction(_ -> {
            Snapshot s = table.getSelectionModel().getSelectedItem();
            if (s != null) {
                Instant at = s.createdAt() == null ? clock.get() : s.createdAt();
                answers.restoreFrom(s.id(),
                        named && Names.good(copy.getText().strip()) ? copy.getText().strip() : BackupsState.name(id, at));
            }
        });
        delete.setOnAction(_ -> {
            Snapshot s = table.getSelectionModel().getSelectedItem();
            if (s != null) {
                answers.delete(s.id());
            }
        });
        copying.setOnAction(_ -> {
            Snapshot s = table.getSelectionModel().getSelectedItem();
            if (s != null) {
                answers.copy(s.id());
            }
        });
        sharing.setOnAction(_ -> {
            Snapshot s = table.getSelectionModel().getSelectedItem();
            if (s != null) {
                answers.share(s.id(), with.getText().strip());
            }
        });
        with.setAccessibleText(TEXTS.get("Account to share the snapshot with"));
        with.setPromptText(TEXTS.get("with account"));
        with.setPrefColumnCount(14);
        with.getStyleClass().add("mono");
        with.textProperty().subscribe((_, _) -> ready());
        for (Button b : new Button[]{fromSnapshot, copying, sharing, delete}) {
            b.setMinWidth(Region.USE_PREF_SIZE);
        }
        var buttons = new HBox(10, fromSnapshot, copying, with, sharing, delete);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        var card = Cards.card(TEXTS.get("Snapshots"), buttons, table);
        VBox.setVgrow(card, Priority.ALWAYS);
        return card;
    }

    private static TableColumn<Snapshot, String> column(String title, double width, java.util.function.Function<Snapshot, String> words) {
        var column = new TableColumn<Snapshot, String>(title);
        column.setPrefWidth(width);
        column.setMinWidth(60);
        column.setCellValueFactory(f -> new javafx.beans.property.ReadOnlyStringWrapper(words.apply(f.getValue())));
        return column;
    }

    public Parent node() {
        return scroll;
    }

    /// Where the keyboard begins: the time.
    public void focus() {
        Fx.focus(scroll, time);
        time.selectAll();
    }

    /// Ages grow by themselves until the scope closes.
    public void live(Scope scope) {
        Fx.ages(scope, () -> age.tick(clock.get()));
    }

    public void show(BackupsState state) {
        Fx.mustBeHere();
        shown = state;
        age.show("rds:DescribeDBInstanceAutomatedBackups", state.backups(), state.now());
        if (!problems.getProperties().getOrDefault("of", List.of()).equals(state.problems())) {
            problems.getProperties().put("of", state.problems());
            problems.getChildren().setAll(state.problems().stream().map(p -> new ProblemPane(p, answers::refresh)).toList());
        }
        problems.setVisible(!state.problems().isEmpty());
        problems.setManaged(!state.problems().isEmpty());
        if (!snapshots.equals(state.snapshots())) {
            Snapshot selected = table.getSelectionModel().getSelectedItem();
            snapshots.setAll(state.snapshots());
            if (selected != null) {
                snapshots.stream().filter(s -> s.id().equals(selected.id())).findFirst().ifPresent(table.getSelectionModel()::select);
            }
        }
        showCopies(state.copies());
        Instant first = state.earliest();
        Instant last = state.latest();
        boolean can = state.restorable() && first != null && last != null;
        // what is typed into stays open: a field that is shut while something is read loses the keyboard
        for (var node : List.of(line, steps)) {
            node.setDisable(!can);
        }
        if (!can || first == null || last == null) {
            window.setText(Integer.valueOf(0).equals(state.retentionDays())
                    ? TEXTS.get("Automated backups are off: it can be restored from a snapshot only.")
                    : state.backups().value().isEmpty()
                            ? TEXTS.get("Reading what can be restored to…")
                            : TEXTS.get("RDS tells of no window that can be restored to."));
            ready();
            return;
        }
        window.setText(TEXTS.get("From {0} to {1}", Words.both(first, state.now(), local), Words.both(last, state.now(), local))
                + (state.retentionDays() == null ? "" : " · " + TEXTS.get("retention {0} days", state.retentionDays())));
        marks.show(state);
        Instant at = chosen;
        if (!begun) {
            begun = true;
            if (time.getText().isBlank()) {
                choose(last, true);
                time.selectAll();
            } else {
                typed();
            }
        } else if (at != null) {
            place(at);
            ready();
        }
    }

    /// The services of the account: after a swap, a failover or another password they want new tasks.
    public void show(List<EcsService> known) {
        servicesCard.setVisible(!known.isEmpty());
        servicesCard.setManaged(!known.isEmpty());
        services.getChildren().setAll(known.stream().map(service -> {
            var restart = new Button(TEXTS.get("Restart {0}…", service.name()));
            restart.setMinWidth(Region.USE_PREF_SIZE);
            restart.setTooltip(new Tooltip(TEXTS.get("Replace its tasks by new ones of the same revision")));
            restart.setOnAction(_ -> answers.restart(service));
            var row = new HBox(10, Cards.text(service.name(), "mono"),
                    Cards.muted(EcsDefinition.last(service.definition()) + " · "
                            + TEXTS.get("{0} of {1} tasks", service.running(), service.desired()) + " · "
                            + TEXTS.get("cluster {0}", service.cluster())),
                    Cards.spacer(), restart);
            row.setAlignment(Pos.CENTER_LEFT);
            return row;
        }).toList());
    }

    private void showCopies(List<Instance> made) {
        copiesCard.setVisible(!made.isEmpty());
        copiesCard.setManaged(!made.isEmpty());
        var now = made.stream().map(i -> i.ref().id() + " " + i.status()).toList();
        if (copies.getProperties().getOrDefault("of", List.of()).equals(now)) {
            return;
        }
        copies.getProperties().put("of", now);
        copies.getChildren().setAll(made.stream().map(i -> {
            var open = new Button(TEXTS.get("Look at it"));
            open.setOnAction(_ -> answers.open(i.ref()));
            var verify = new Button(TEXTS.get("Verify"));
            verify.setTooltip(new Tooltip(TEXTS.get("Compare {0} with {1}, and bring rows back from it", i.ref().id(), id)));
            verify.setDisable(!"available".equals(i.status()));
            verify.setOnAction(_ -> answers.verify(i.ref()));
            var swap = new Button(TEXTS.get("Swap names…"));
            swap.setTooltip(new Tooltip(TEXTS.get("{0} takes the name {1}, and {2} another", i.ref().id(), id, id)));
            swap.setDisable(!"available".equals(i.status()));
            swap.setOnAction(_ -> answers.swap(i.ref().id()));
            var remove = new Button(TEXTS.get("Let it go…"));
            remove.setTooltip(new Tooltip(TEXTS.get("Delete {0}, with a final snapshot", i.ref().id())));
            remove.setDisable(!"available".equals(i.status()));
            remove.setOnAction(_ -> answers.remove(i.ref(), !Boolean.FALSE.equals(i.security().deletionProtection())));
            for (Button b : new Button[]{open, verify, swap, remove}) {
                b.setMinWidth(Region.USE_PREF_SIZE);
            }
            Status status = Status.of(i.status());
            var row = new HBox(10, Cards.text(i.ref().id(), "mono"), Cards.chip(String.valueOf(i.status()), switch (status) {
                case SERVING -> Tone.GOOD;
                case BUSY -> Tone.INFO;
                case CHANGING -> Tone.WARN;
                case DOWN -> Tone.BAD;
                case UNKNOWN -> Tone.UNKNOWN;
            }), Cards.spacer(), open, verify, swap, remove);
            row.setAlignment(Pos.CENTER_LEFT);
            return row;
        }).toList());
    }

    private void typed() {
        BackupsState state = shown;
        Instant last = state == null ? null : state.latest();
        TypedTime read = TypedTime.of(time.getText(), zone.getValue() == null ? ZoneOffset.UTC : zone.getValue(),
                last == null ? clock.get() : last);
        chosen = read.at();
        if (read.at() == null) {
            say(read.words(), Tone.WARN);
            restore.setDisable(true);
            return;
        }
        place(read.at());
        rename(read.at());
        ready();
        if (!read.words().isEmpty() && !restore.isDisabled()) {
            say(read.words(), Tone.WARN);
        }
    }

    private void choose(Instant at, boolean text) {
        chosen = at;
        if (text) {
            setting = true;
            time.setText(TypedTime.text(at, zone.getValue() == null ? ZoneOffset.UTC : zone.getValue()));
            setting = false;
        }
        place(at);
        rename(at);
        ready();
    }

    private void place(Instant at) {
        BackupsState state = shown;
        if (state == null || state.earliest() == null || state.latest() == null) {
            return;
        }
        setting = true;
        line.setMax(Math.max(1, Duration.between(state.earliest(), state.latest()).toSeconds()));
        line.setValue(Duration.between(state.earliest(), at).toSeconds());
        setting = false;
    }

    /// The name follows the time until somebody types one.
    private void rename(Instant at) {
        if (!named) {
            setting = true;
            copy.setText(BackupsState.name(id, at));
            setting = false;
        }
    }

    private void ready() {
        BackupsState state = shown;
        Instant at = chosen;
        String objection = state == null || at == null ? "" : state.objection(at);
        boolean good = Names.good(copy.getText().strip());
        restore.setDisable(state == null || at == null || !objection.isEmpty() || !good);
        nameHint.setText(good || at == null ? "" : TEXTS.get("Names {0}.", Names.RULE));
        Cards.tone(nameHint, good ? Tone.NEUTRAL : Tone.WARN);
        if (!objection.isEmpty()) {
            say(objection, Tone.WARN);
        } else if (at != null) {
            Instant now = clock.get();
            say("= " + Words.both(at, now, local) + " · " + Words.ago(at, now), Tone.NEUTRAL);
        }
        Snapshot selected = table.getSelectionModel().getSelectedItem();
        fromSnapshot.setDisable(selected == null || !selected.available());
        copying.setDisable(selected == null || !selected.available());
        sharing.setDisable(selected == null || !selected.available() || !"manual".equals(selected.type())
                || !with.getText().strip().matches("\\d{12}"));
        delete.setDisable(selected == null || !"manual".equals(selected.type()));
    }

    private void say(String words, Tone tone) {
        reading.setText(words);
        Cards.tone(reading, tone);
    }

    /// What happened, above the line on which a time is chosen.
    private static final class Marks extends Drawing {
        private @Nullable BackupsState state;

        Marks() {
            setMinHeight(26);
            setPrefHeight(26);
        }

        void show(BackupsState next) {
            state = next;
            redraw();
        }

        @Override
        protected void draw(double width, double height) {
            BackupsState s = state;
            Instant first = s == null ? null : s.earliest();
            Instant last = s == null ? null : s.latest();
            if (s == null || first == null || last == null || width < 60) {
                return;
            }
            double span = Math.max(1, Duration.between(first, last).toMillis());
            double free = -1;
            for (BackupsState.Mark mark : s.marks()) {
                if (mark.at().isBefore(first) || mark.at().isAfter(last)) {
                    continue;
                }
                // the slider's line begins and ends half a thumb inside
                double x = 8 + Duration.between(first, mark.at()).toMillis() / span * (width - 16);
                var tick = new Line(x, 18, x, 26);
                tick.getStyleClass().add("window-auto");
                Tooltip.install(tick, new Tooltip(mark.what() + "\n" + mark.at()));
                getChildren().add(tick);
                var label = Cards.text(Words.shortened(mark.what(), 30), "window-text");
                getChildren().add(label);
                label.applyCss();
                label.autosize();
                double at = Math.min(x - 4, width - label.getWidth());
                label.relocate(at, 0);
                label.setVisible(at > free);
                free = label.isVisible() ? at + label.getWidth() + 12 : free;
            }
        }
    }
}
