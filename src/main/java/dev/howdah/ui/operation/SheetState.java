package dev.howdah.ui.operation;

import dev.howdah.model.Problem;
import dev.howdah.ops.OpState;
import dev.howdah.ops.Plan;
import dev.howdah.ops.Request;
import dev.howdah.ops.Running;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the sheet shows; any after any.
public sealed interface SheetState {
    /// Fresh reads are on their way.
    record Planning(Request request) implements SheetState {}

    /// The plan cannot be made.
    record NoPlan(Request request, Problem problem) implements SheetState {}

    /// To be agreed to, or not.
    record Planned(Plan plan) implements SheetState {}

    /// It was started, in this run or an earlier one.
    ///
    /// @param plan null for one that was taken up again after a restart
    /// @param title what runs
    /// @param command the `aws` line that does the same
    /// @param cancels whether it can be cancelled; else only nobody watches it any more
    /// @param steps that it has come to; empty for what is one call
    record Followed(@Nullable Plan plan, String title, String command, OpState state, boolean cancels, List<Running.Step> steps)
            implements
                SheetState {
        public Followed(@Nullable Plan plan, String title, String command, OpState state, boolean cancels) {
            this(plan, title, command, state, cancels, List.of());
        }
    }
}
