package dev.howdah.drill.protocol;

import java.util.function.Supplier;

/// What stands between the wire and the work: it knows the callers, keeps the log and plays the faults.
@FunctionalInterface
public interface Desk {
    /// Lets the call through (`work` runs the operation and writes its answer), alters what comes back, or throws [ApiError].
    WireAnswer pass(Call call, Supplier<WireAnswer> work);
}
