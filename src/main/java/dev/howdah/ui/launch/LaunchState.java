package dev.howdah.ui.launch;

import dev.howdah.model.Environment;
import dev.howdah.model.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What can be opened, as the files and environment of this machine say.
///
/// @param regions codes to choose from
/// @param overrides endpoint overrides in force, service (empty: all) → URL
/// @param trouble why the configuration could not be read
public record LaunchState(List<Choice> choices, List<String> regions, Map<String, String> overrides, Optional<Problem> trouble) {
    /// A profile, or the default chain.
    ///
    /// @param profile null for the default credential chain
    /// @param region what it would use; null when none is configured
    public record Choice(@Nullable String profile, String title, String how, @Nullable String account, @Nullable String region,
            Environment environment) {}
}
