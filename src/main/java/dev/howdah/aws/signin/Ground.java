package dev.howdah.aws.signin;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What signing in stands on, read from the machine once.
///
/// @param environment the process environment
/// @param profiles name → members, of both of the `aws` client's files
/// @param sessions name → members of the `sso-session` sections
/// @param region of the scope, for the services that hand out credentials there
/// @param chosen the profile that the environment names; `default` without one
public record Ground(Map<String, String> environment, Map<String, Map<String, String>> profiles, Map<String, Map<String, String>> sessions,
        String region, String chosen) {
    /// The value of a variable that is set to something.
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
    }

    /// A folder below `~/.aws`, where the `aws` client keeps it.
    Path folder(String... below) {
        String home = variable("HOME").or(() -> variable("USERPROFILE")).orElseGet(() -> System.getProperty("user.home", "."));
        return Path.of(home, ".aws").resolve(Path.of("", below));
    }
}
