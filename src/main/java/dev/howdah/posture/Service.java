package dev.howdah.posture;

import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsService;
import dev.howdah.model.EcsTask;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A service of Amazon ECS that uses the instance.
///
/// @param definition that it should run
/// @param tasks that run
/// @param secrets that its containers are given
public record Service(EcsService service, EcsDefinition definition, List<EcsTask> tasks, List<SecretUse> secrets) {
    /// A secret as a container's variable. Its value is not in it.
    ///
    /// @param arn without the suffixes of a task definition
    /// @param key the JSON key that is taken; null for the whole
    /// @param keys what the secret's JSON has; empty for a text that is none
    /// @param since when its current version became its value
    /// @param readable whether policies of the execution role allow it to read the secret
    public record SecretUse(String variable, String arn, @Nullable String key, Part<Set<String>> keys, Part<Instant> since,
            Part<Boolean> readable) {
        /// The name in the ARN, without the letters that AWS adds.
        public String name() {
            return Holding.name(arn);
        }
    }
}
