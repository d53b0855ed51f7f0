package dev.howdah.ops;

import dev.howdah.journal.Intent;
import dev.howdah.journal.Purpose;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Hardening;
import dev.howdah.model.InstanceRef;
import dev.howdah.task.Live;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An operation that was started, in this run or, watched again, in an earlier one.
public final class Running {
    private final String id;
    private final Purpose purpose;
    private final Instant since;
    private final Live<OpState> state;
    private final Live<List<Step>> steps = new Live<>(List.of());
    private volatile @Nullable Intent intent;
    /// Guarded by `this`.
    private boolean unwatched;
    /// Guarded by `this`.
    private Runnable stop = () -> {};

    Running(String id, Purpose purpose, Instant since) {
        this.id = id;
        this.purpose = purpose;
        this.since = since;
        this.state = new Live<>(new OpState.Starting(since));
    }

    /// The plan's id, or the intent's of one that was taken up again.
    public String id() {
        return id;
    }

    /// The word in the journal, such as `take-snapshot`.
    public String operation() {
        return purpose.operation();
    }

    /// What it does, as the title of its request.
    public String title() {
        return switch (purpose.operation()) {
            case Request.TakeSnapshot.OPERATION -> new Request.TakeSnapshot(target(), "").title();
            case Request.Reboot.OPERATION -> new Request.Reboot(target()).title();
            case Request.Failover.OPERATION -> new Request.Failover(target()).title();
            case Request.DeleteSnapshot.OPERATION ->
                new Request.DeleteSnapshot(target(), purpose.details().getOrDefault("snapshot", "")).title();
            case Request.CopySnapshot.OPERATION -> new Request.CopySnapshot(target(), detail("source")).title();
            case Request.ShareSnapshot.OPERATION ->
                new Request.ShareSnapshot(target(), detail("snapshot"), detail("with"), Boolean.parseBoolean(detail("on"))).title();
            case Request.RestoreToTime.OPERATION -> new Request.RestoreToTime(target(), since, detail("copy")).title();
            case Request.RestoreSnapshot.OPERATION ->
                new Request.RestoreSnapshot(target(), detail("snapshot"), detail("copy")).title();
            case Request.CarryOver.OPERATION -> new Request.CarryOver(target(), detail("source")).title();
            case Request.Rename.OPERATION -> new Request.Rename(target(), detail("to"), null).title();
            case Request.Protection.OPERATION -> new Request.Protection(target(), Boolean.parseBoolean(detail("on"))).title();
            case Request.Harden.OPERATION -> Hardening.valueOf(detail("setting")).title() + ": " + target().id();
            case Request.Grow.OPERATION -> new Request.Grow(target()).title();
            case Request.ShutOut.OPERATION ->
                new Request.ShutOut(target(), detail("group"), java.util.List.of(), detail("ranges")).title();
            case Request.LetNothingOut.OPERATION ->
                new Request.LetNothingOut(target(), detail("group"), java.util.List.of()).title();
            case Request.NarrowPorts.OPERATION -> new Request.NarrowPorts(target(), detail("group"), java.util.List.of()).title();
            case Request.SetParameters.OPERATION -> "Set " + detail("values") + " in " + detail("group");
            case Request.MoveBackups.OPERATION -> new Request.MoveBackups(target(), detail("window")).title();
            case Request.ChooseWindow.OPERATION ->
                new Request.ChooseWindow(target(), detail("pending"), detail("maintenance")).title();
            case Request.ApplyWaiting.OPERATION -> new Request.ApplyWaiting(target()).title();
            case Request.DeleteInstance.OPERATION -> new Request.DeleteInstance(target()).title();
            case Request.RepairRows.OPERATION -> new Request.RepairRows(target(), detail("from"),
                    java.util.List.of(detail("tables").split(", ")), true, true).title();
            case Request.UndoRepair.OPERATION -> new Request.UndoRepair(target(), detail("repair")).title();
            case Request.RunMigration.OPERATION ->
                new Request.RunMigration(target(), detail("cluster"), detail("service"), detail("definition"), "").title();
            case Request.Rehearse.OPERATION -> "Rehearse on " + (detail("copy").isEmpty() ? target().id() : detail("copy"));
            case Request.StopTask.OPERATION -> new Request.StopTask(target(), detail("cluster"), detail("task")).title();
            case Request.RestartService.OPERATION -> new Request.RestartService(target(), detail("cluster"), detail("service")).title();
            case Request.SignalSession.OPERATION ->
                (Boolean.parseBoolean(detail("terminate")) ? "End session " : "Cancel the statement of ") + detail("pid") + " on "
                        + target().id();
            case Request.RollOut.OPERATION ->
                new Request.RollOut(target(), detail("cluster"), detail("service"), detail("definition")).title();
            case Request.Create.OPERATION -> "Create " + target().id();
            // of a journal that a newer version wrote
            default -> purpose.operation() + " of " + target().id();
        };
    }

    private String detail(String name) {
        return purpose.details().getOrDefault(name, "");
    }

    /// The instance that it changes.
    InstanceRef touches() {
        String beside = switch (purpose.operation()) {
            case Request.StopTask.OPERATION -> "task " + detail("task");
            case Request.SignalSession.OPERATION -> "session " + detail("pid");
            case Request.RollOut.OPERATION, Request.RestartService.OPERATION -> "service " + detail("cluster") + "/" + detail("service");
            default -> "";
        };
        String copy = beside.isEmpty() ? detail("copy") : beside;
        return copy.isEmpty() ? target() : new InstanceRef(target().account(), target().region(), copy);
    }

    /// Where it was asked for, as the operator named it.
    public AwsScope scope() {
        return purpose.scope();
    }

    public InstanceRef target() {
        return purpose.target();
    }

    /// The `aws` line that does the same.
    public String command() {
        return purpose.command();
    }

    public Instant since() {
        return since;
    }

    /// Where it is, published from a thread of its own.
    public Live<OpState> state() {
        return state;
    }

    /// One step of several.
    ///
    /// @param ended null while it is the one that is at work, or where it stopped
    public record Step(String what, Instant begun, @Nullable Instant ended) {}

    /// The steps that it has come to, in their order; empty for what is one call.
    public Live<List<Step>> steps() {
        return steps;
    }

    /// The step before has ended, and another one begins.
    void begins(String what, Instant now) {
        steps.update(before -> {
            var next = ended(before, now);
            next.add(new Step(what, now, null));
            return List.copyOf(next);
        });
    }

    /// The last step has ended too.
    void complete(Instant now) {
        steps.update(before -> List.copyOf(ended(before, now)));
    }

    private static List<Step> ended(List<Step> before, Instant now) {
        var next = new ArrayList<>(before);
        next.replaceAll(s -> s.ended() == null ? new Step(s.what(), s.begun(), now) : s);
        return next;
    }

    /// Whether it ends when nobody watches it any more: then [#unwatch] cancels it. What a rehearsal made is removed; what was created stands,
    /// and can be gone on with.
    public boolean cancels() {
        return purpose.operation().equals(Request.Rehearse.OPERATION) || purpose.operation().equals(Request.Create.OPERATION);
    }

    /// Stops watching. What was sent goes on at AWS, and the next start of the program watches it again.
    public void unwatch() {
        Runnable now;
        synchronized (this) {
            unwatched = true;
            now = stop;
        }
        now.run();
    }

    synchronized void stoppedBy(Runnable interrupt) {
        stop = interrupt;
        if (unwatched) {
            interrupt.run();
        }
    }

    void begun(Intent opened) {
        intent = opened;
    }

    /// Null until it is on disk.
    @Nullable
    Intent intent() {
        return intent;
    }

    /// What the journal keeps of it, by name.
    public Map<String, String> details() {
        return purpose.details();
    }

    Purpose purpose() {
        return purpose;
    }
}
