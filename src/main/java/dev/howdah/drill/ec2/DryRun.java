package dev.howdah.drill.ec2;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Input;

/// A request that asks only whether it would be carried out.
final class DryRun {
    private DryRun() {}

    /// Ends a request that was only meant to ask; whoever may not do it was refused before.
    static void end(Input input) {
        if (input.flag("DryRun")) {
            throw ApiError.of(412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
        }
    }
}
