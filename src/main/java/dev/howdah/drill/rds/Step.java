package dev.howdah.drill.rds;

import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.World;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One change of an instance that takes a while.
///
/// @param status of the instance meanwhile
/// @param begun the event at its start, or null
/// @param done the event at its end, or null
/// @param real what its servers have to do, or null for nothing
/// @param apply what its description says afterwards
/// @param after what else follows, at its time
record Step(String status, @Nullable String begun, @Nullable String done, World.@Nullable ServerWork real, UnaryOperator<DbInstance> apply,
        Consumer<Instant> after) {
    static final String MODIFYING = "modifying";

    /// A change of the description only.
    static Step of(String status, UnaryOperator<DbInstance> apply) {
        return new Step(status, null, null, null, apply, _ -> {
        });
    }

    Step telling(@Nullable String atStart, @Nullable String atEnd) {
        return new Step(status, atStart, atEnd, real, apply, after);
    }

    Step doing(World.ServerWork work) {
        return new Step(status, begun, done, work, apply, after);
    }

    Step then(Consumer<Instant> what) {
        return new Step(status, begun, done, real, apply, what);
    }
}
