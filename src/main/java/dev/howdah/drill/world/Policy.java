package dev.howdah.drill.world;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An inline policy of a role (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html>).
///
/// @param document as it was sent
public record Policy(String document, List<Statement> statements) {
    /// What a policy, or several, say to an action.
    public enum Decision {
        ALLOWED, NOT_ALLOWED, DENIED
    }

    /// One statement. Each list holds patterns with `*` and `?`; what is null is not said.
    ///
    /// @param conditions keys that the drill has no values for: a statement with any neither allows nor denies here
    public record Statement(boolean allows, @Nullable List<String> actions, @Nullable List<String> notActions,
            @Nullable List<String> resources, @Nullable List<String> notResources, List<String> conditions) {
        /// Whether it speaks of this action on this resource.
        public boolean covers(String action, String resource) {
            return (actions == null || any(actions, action, Pattern.CASE_INSENSITIVE))
                    && (notActions == null || !any(notActions, action, Pattern.CASE_INSENSITIVE))
                    && (resources == null || any(resources, resource, 0)) && (notResources == null || !any(notResources, resource, 0));
        }

        private static boolean any(List<String> patterns, String value, int flags) {
            return patterns.stream().anyMatch(p -> Pattern
                    .compile(Pattern.quote(p).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), flags).matcher(value).matches());
        }
    }

    /// One that lets the values of some secrets be read.
    static Policy reading(List<String> secrets) {
        String resources = secrets.stream().map(s -> '"' + s + '"').collect(Collectors.joining(", "));
        return new Policy(
                "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"secretsmanager:GetSecretValue\"], "
                        + "\"Resource\": [" + resources + "]}]}",
                List.of(new Statement(true, List.of("secretsmanager:GetSecretValue"), null, List.copyOf(secrets), null, List.of())));
    }

    Decision decide(String action, String resource) {
        List<Statement> said = statements.stream().filter(s -> s.conditions.isEmpty() && s.covers(action, resource)).toList();
        return said.stream().anyMatch(s -> !s.allows) ? Decision.DENIED : said.isEmpty() ? Decision.NOT_ALLOWED : Decision.ALLOWED;
    }
}
