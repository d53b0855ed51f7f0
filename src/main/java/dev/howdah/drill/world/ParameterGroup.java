package dev.howdah.drill.world;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A DB parameter group and its parameters, in order of their names.
public record ParameterGroup(String name, String family, String description, List<Parameter> parameters) {
    /// One parameter.
    ///
    /// @param value null where the engine's own default holds
    /// @param source `user`, `system` or `engine-default`
    /// @param isStatic whether it needs a restart
    public record Parameter(String name, @Nullable String value, String description, String source, boolean isStatic, String dataType,
            String allowed, boolean modifiable) {
        Parameter set(String next, String from) {
            return new Parameter(name, next, description, from, isStatic, dataType, allowed, modifiable);
        }
    }
}
