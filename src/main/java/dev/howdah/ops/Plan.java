package dev.howdah.ops;

import dev.howdah.journal.Confirmation;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Environment;
import dev.howdah.model.Identity;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.restore.Parity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What would be done, made from fresh reads: shown to a person before anything is.
///
/// @param settings of an instance that is made, each beside its source's; empty for others
/// @param write the one thing that is done; what is shown as a command, permitted and sent is this object
/// @param basis the state that it was made from; if that has moved, it is planned again
/// @param ways to the same end, this one first; empty where there is one
public record Plan(String id, Request request, Setting setting, List<Step> steps, List<Guard> guards, List<Parity.Row> settings,
        Consequences consequences,
        Grade grade, Change write, Basis basis, Instant madeAt, List<Way> ways) {
    public Plan(String id, Request request, Setting setting, List<Step> steps, List<Guard> guards, List<Parity.Row> settings,
            Consequences consequences, Grade grade, Change write, Basis basis, Instant madeAt) {
        this(id, request, setting, steps, guards, settings, consequences, grade, write, basis, madeAt, List.of());
    }

    /// The same with other ways to the same end, this one among them.
    Plan with(List<Way> next) {
        return new Plan(id, request, setting, steps, guards, settings, consequences, grade, write, basis, madeAt, next);
    }

    /// A way to the plan's end.
    ///
    /// @param gap how long applications are without, or why it cannot be gone
    /// @param breaks what it breaks
    /// @param restart what must be done or restarted
    public record Way(String name, String gap, String breaks, String restart) {}

    /// Where and as whom.
    ///
    /// @param profile whose credentials are used, null for those of the environment: a drill has a name and no profile
    /// @param endpoint that stands in for AWS's own, null for AWS
    public record Setting(AwsScope scope, @Nullable String profile, Identity operator, Environment environment,
            @Nullable String endpoint) {}

    /// @param api the call behind it
    public record Step(String what, String api) {}

    /// What it comes to.
    ///
    /// @param blastRadius what it touches, and what of it is felt
    /// @param wayBack how to undo it, or that it cannot be
    public record Consequences(String blastRadius, Expectation duration, String cost, String wayBack) {}

    /// @param words a range: `60 to 120 s`
    /// @param source where the range is from
    public record Expectation(String words, String source) {}

    /// @param lastEvent of the instance, by AWS's clock: what comes later is of this operation
    /// @param snapshotStatus of the snapshot that is used or to be deleted
    /// @param holder status of the instance that has the name which is to be given; null when it is free
    /// @param waiting what waits for its maintenance window, by the names of `PendingModifiedValues`
    public record Basis(@Nullable String status, @Nullable Boolean multiAz, @Nullable String resourceId, @Nullable String snapshotStatus,
            @Nullable String holder, @Nullable Instant lastEvent, Map<String, String> waiting) {
        public Basis {
            waiting = Map.copyOf(waiting);
        }

        /// What has changed since, as a sentence; empty when nothing that matters has.
        Optional<String> moved(Basis now) {
            if (!java.util.Objects.equals(resourceId, now.resourceId)) {
                return Optional.of("another instance has this name now");
            }
            if (!java.util.Objects.equals(status, now.status)) {
                return Optional.of("it was " + status + " and is " + now.status + " now");
            }
            if (!java.util.Objects.equals(multiAz, now.multiAz)) {
                return Optional.of("its Multi-AZ setting was changed");
            }
            if (holder == null && now.holder != null) {
                return Optional.of("an instance has the new name now");
            }
            return java.util.Objects.equals(snapshotStatus, now.snapshotStatus)
                    ? Optional.empty()
                    : Optional.of("the snapshot was " + snapshotStatus + " and is " + now.snapshotStatus + " now");
        }
    }

    /// What has changed since it was made, as a sentence; empty when nothing that matters has.
    Optional<String> moved(Basis now) {
        Optional<String> moved = basis.moved(now);
        return moved.isPresent() || !request.appliesWaiting() || basis.waiting.equals(now.waiting)
                ? moved
                : Optional.of("something else waits for its maintenance window now, and would come into force too");
    }

    /// How much of a person's attention a change takes (law 3).
    public enum Grade {
        /// Enter.
        KEY(1, "confirmed"),
        /// A second key after the summary.
        SECOND_KEY(2, "confirmed twice"),
        /// The name, typed.
        NAME(3, "typed ");

        private final int number;
        private final String how;

        Grade(int number, String how) {
            this.number = number;
            this.how = how;
        }

        public int number() {
            return number;
        }
    }

    public InstanceRef target() {
        return request.target();
    }

    /// The line that does the same, for a POSIX shell.
    public String command() {
        return write.command(setting);
    }

    /// What has to be typed for [Grade#NAME].
    public String name() {
        return switch (request) {
            case Request.DeleteSnapshot(var _, var snapshot) -> snapshot;
            case Request.ShareSnapshot(var _, var snapshot, var _, var _) -> snapshot;
            case Request.RestoreToTime(var _, var _, var copy) -> copy;
            case Request.RestoreSnapshot(var _, var _, var copy) -> copy;
            case Request.RunMigration run -> run.definition();
            case Request.Rehearse rehearse -> rehearse.copy();
            case Request.RollOut roll -> roll.service();
            case Request.RestartService restart -> restart.service();
            case Request.TakeSnapshot _,Request.CopySnapshot _,Request.Reboot _,Request.Failover _,Request.CarryOver _,Request.Rename _,Request.Protection _,Request.Harden _,Request.Grow _,Request.ShutOut _,Request.LetNothingOut _,Request.NarrowPorts _,Request.SetParameters _,Request.MoveBackups _,Request.ApplyWaiting _,Request.ChooseWindow _,Request.DeleteInstance _,Request.StopTask _,Request.SignalSession _,Request.RepairRows _,Request.UndoRepair _,Request.Create _ ->
                target().id();
        };
    }

    /// The first guard that stands against it.
    public Optional<Guard.Block> block() {
        return guards.stream().filter(Guard.Block.class::isInstance).map(Guard.Block.class::cast).findFirst();
    }

    /// That a person agreed.
    ///
    /// @param typed what was typed; only [Grade#NAME] looks at it
    /// @throws IllegalArgumentException when it is not the name: a window checks that before it enables its button
    public Confirmation confirmed(String typed, Instant at) {
        if (grade == Grade.NAME && !typed.equals(name())) {
            throw new IllegalArgumentException("what was typed is not '" + name() + "'");
        }
        return new Confirmation(id, setting.operator().arn(), at, how());
    }

    /// Whether a confirmation is of this plan and grade.
    boolean accepts(Confirmation confirmation) {
        return confirmation.plan().equals(id) && confirmation.by().equals(setting.operator().arn()) && confirmation.how().equals(how());
    }

    private String how() {
        return grade == Grade.NAME ? grade.how + name() : grade.how;
    }
}
