package dev.howdah.ui.create;

import dev.howdah.model.Problem;
import dev.howdah.ops.Request;
import java.util.List;

/// What the sheet shows; any after any.
public sealed interface CreateState {
    /// The account is read.
    record Reading() implements CreateState {}

    /// It could not be, or has nothing that a database could be made for.
    record NotRead(Problem problem) implements CreateState {}

    /// What is proposed.
    ///
    /// @param services `cluster/service`, of which one is chosen
    record Proposed(Request.Create request, List<String> services) implements CreateState {}
}
