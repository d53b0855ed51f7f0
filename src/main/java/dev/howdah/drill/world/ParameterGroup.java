package dev.howdah.drill.world;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A DB parameter group and its parameters, in order of their names.
public record ParameterGroup(String name, String family, String description, List<Parameter> parameters) {
    /// With other values of its own.
    public ParameterGroup with(Map<String, String> values) {
        return new ParameterGroup(name, family, description, parameters.stream().map(p -> {
            String next = values.get(p.name());
            return next == null ? p : p.set(next, "user");
        }).toList());
    }

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
