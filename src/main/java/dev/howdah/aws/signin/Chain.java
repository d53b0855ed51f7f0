package dev.howdah.aws.signin;

import dev.howdah.model.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/// What a profile means, and without one the environment: pure, nothing is contacted. Members and their order are those of the AWS SDKs and
/// Tools Reference Guide ("Standardized credential providers"), mistakes those that the `aws` client refuses too. What is chosen is the first
/// that is there; that it then gives nothing is said, and no other is tried in its place.
final class Chain {
    private static final String KEY = "aws_access_key_id";
    private final Ground ground;

    Chain(Ground ground) {
        this.ground = ground;
    }

    /// @param profile null for the environment's own
    /// @throws Problem.Thrown when the profile is not there or says what cannot be
    Way of(@Nullable String profile) {
        if (profile != null) {
            return of(profile, List.of());
        }
        Optional<Way> keys = environment();
        if (keys.isPresent()) {
            return keys.get();
        }
        Optional<String> token = ground.variable("AWS_WEB_IDENTITY_TOKEN_FILE");
        if (token.isPresent()) {
            String arn = ground.variable("AWS_ROLE_ARN")
                    .orElseThrow(() -> wrong("AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE is set, and no role is named for it"));
            return new Way.WebIdentity("environment", arn, Path.of(token.get()), session(ground.variable("AWS_ROLE_SESSION_NAME")));
        }
        boolean named = ground.environment().containsKey("AWS_PROFILE") || ground.environment().containsKey("AWS_DEFAULT_PROFILE");
        if (named || ground.profiles().containsKey(ground.chosen())) {
            return of(ground.chosen(), List.of());
        }
        if (ground.environment().keySet().stream().anyMatch(k -> k.startsWith("AWS_CONTAINER_CREDENTIALS_"))) {
            return new Way.Container("environment");
        }
        if (ground.variable("AWS_EC2_METADATA_DISABLED").filter("false"::equalsIgnoreCase).isPresent()) {
            return new Way.Machine("environment");
        }
        throw missing(Problem.SignIn.Kind.MISSING, null, "no AWS credentials are configured");
    }

    private Optional<Way> environment() {
        Optional<String> key = ground.variable("AWS_ACCESS_KEY_ID");
        Optional<String> secret = ground.variable("AWS_SECRET_ACCESS_KEY");
        return key.isEmpty() || secret.isEmpty()
                ? Optional.empty()
                : Optional.of(new Way.Keys("environment", keys(key.get(), secret.get(), ground.environment().get("AWS_SESSION_TOKEN"))));
    }

    private Way of(String name, List<String> from) {
        @Nullable
        Map<String, String> members = ground.profiles().get(name);
        if (members == null) {
            throw from.isEmpty()
                    ? missing(Problem.SignIn.Kind.NO_SUCH_PROFILE, name, "there is no profile '" + name + "' in the AWS configuration")
                    : wrong("source_profile of '" + from.getLast() + "'", "there is no profile '" + name + "'");
        }
        boolean itself = !from.isEmpty() && from.getLast().equals(name) && members.containsKey(KEY);
        if (from.contains(name) && !itself) {
            throw wrong("source_profile of '" + from.getLast() + "'",
                    "the chain comes back to '" + name + "' (" + String.join(" → ", from) + " → " + name + ")");
        }
        if (members.containsKey("role_arn") && !itself) {
            return role(name, members, from);
        }
        if (members.containsKey("sso_session") || members.containsKey("sso_start_url")) {
            return new Way.SingleSignOn(name, session(name, members), need(name, members, "sso_account_id"),
                    need(name, members, "sso_role_name"));
        }
        if (members.containsKey("login_session")) {
            return new Way.Login(name, need(name, members, "login_session"), members.getOrDefault("region", ground.region()));
        }
        if (members.containsKey("credential_process")) {
            return new Way.Program(name, need(name, members, "credential_process"));
        }
        if (members.containsKey(KEY)) {
            return new Way.Keys(name,
                    keys(need(name, members, KEY), need(name, members, "aws_secret_access_key"), members.get("aws_session_token")));
        }
        throw missing(Problem.SignIn.Kind.MISSING, name, "profile '" + name + "' says nothing about credentials");
    }

    private Way role(String name, Map<String, String> members, List<String> from) {
        String arn = need(name, members, "role_arn");
        @Nullable
        String session = members.get("role_session_name");
        @Nullable
        String token = members.get("web_identity_token_file");
        if (token != null) {
            return new Way.WebIdentity(name, arn, Path.of(token), session(Optional.ofNullable(session)));
        }
        @Nullable
        String source = members.get("source_profile");
        @Nullable
        String kind = members.get("credential_source");
        if (source != null && kind != null) {
            throw wrong("profile '" + name + "'", "it has both source_profile and credential_source");
        }
        var gone = new ArrayList<>(from);
        gone.add(name);
        Way with = source != null ? of(source, gone) : source(name, kind);
        return new Way.Role(name, with, arn, members.get("external_id"), members.get("mfa_serial"), session, length(name, members));
    }

    private Way source(String name, @Nullable String kind) {
        return switch (kind) {
            case "Environment" -> environment().orElseThrow(() -> missing(Problem.SignIn.Kind.MISSING, name,
                    "credential_source is Environment, and AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY is not set"));
            case "EcsContainer" -> new Way.Container(name);
            case "Ec2InstanceMetadata" -> new Way.Machine(name);
            case null -> throw wrong("profile '" + name + "'", "role_arn wants source_profile or credential_source beside it");
            default -> throw wrong("credential_source of '" + name + "'",
                    "'" + kind + "' is none of Environment, EcsContainer, Ec2InstanceMetadata");
        };
    }

    private static @Nullable Duration length(String name, Map<String, String> members) {
        @Nullable
        String seconds = members.get("duration_seconds");
        if (seconds == null) {
            return null;
        }
        if (!seconds.strip().matches("\\d{1,6}")) {
            throw wrong("duration_seconds of '" + name + "'", "'" + seconds + "' is not a number of seconds");
        }
        return Duration.ofSeconds(Long.parseLong(seconds.strip()));
    }

    private Way.Session session(String name, Map<String, String> members) {
        @Nullable
        String session = members.get("sso_session");
        if (session == null) {
            return new Way.Session(null, need(name, members, "sso_start_url"), need(name, members, "sso_region"), List.of());
        }
        @Nullable
        Map<String, String> section = ground.sessions().get(session);
        if (section == null) {
            throw wrong("sso_session of '" + name + "'", "there is no section [sso-session " + session + "]");
        }
        String scopes = section.getOrDefault("sso_registration_scopes", "sso:account:access");
        return new Way.Session(session, need(session, section, "sso_start_url"), need(session, section, "sso_region"),
                Arrays.stream(scopes.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList());
    }

    private static String session(Optional<String> named) {
        return named.orElseGet(Chain::session);
    }

    /// Whose session it is, where nothing says so.
    static String session() {
        return "howdah-" + System.getProperty("user.name", "operator").replaceAll("[^\\w+=,.@-]", "-");
    }

    private static String need(String name, Map<String, String> members, String member) {
        @Nullable
        String value = members.get(member);
        if (value == null || value.isBlank()) {
            throw wrong("profile '" + name + "'", "it has no " + member);
        }
        return value.strip();
    }

    private static AwsCredentials keys(String key, String secret, @Nullable String token) {
        return token == null || token.isBlank()
                ? AwsBasicCredentials.create(key, secret)
                : AwsSessionCredentials.create(key, secret, token.strip());
    }

    private static Problem.Thrown wrong(String setting, String why) {
        return new Problem.Thrown(new Problem.Misconfigured(setting, new Problem.Source("configuration", null, why)), null);
    }

    static Problem.Thrown missing(Problem.SignIn.Kind kind, @Nullable String profile, String why) {
        return new Problem.Thrown(new Problem.SignIn(kind, profile, new Problem.Source("configuration", null, why)), null);
    }
}
