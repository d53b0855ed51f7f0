package dev.howdah.aws.signin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/// Where credentials come from, all that is needed for it told. Two profiles that say the same are one way.
sealed interface Way {
    /// The profile that says so; for people.
    String profile();

    /// Keys that are written down.
    record Keys(String profile, AwsCredentials keys) implements Way {}

    /// A program that prints them (`credential_process`).
    record Program(String profile, String command) implements Way {}

    /// A role of single sign-on.
    record SingleSignOn(String profile, Session session, String account, String role) implements Way {}

    /// A session of `aws login`.
    record Login(String profile, String session, String region) implements Way {}

    /// A role that is taken on with other credentials.
    ///
    /// @param mfa serial number or ARN of the device whose code is asked for, null for none
    /// @param session the name that the configuration gives its session, null for none
    record Role(String profile, Way source, String arn, @Nullable String externalId, @Nullable String mfa, @Nullable String session,
            @Nullable Duration length) implements Way {
        String sessionName() {
            return session == null ? Chain.session() : session;
        }
    }

    /// A role that is taken on with a token in a file.
    record WebIdentity(String profile, String arn, Path token, String sessionName) implements Way {}

    /// The role of the container that this runs in.
    record Container(String profile) implements Way {}

    /// The role of the machine that this runs on.
    record Machine(String profile) implements Way {}

    /// Where single sign-on is.
    ///
    /// @param name of the `sso-session` section; null for a profile that names the start URL itself, whose token cannot be renewed
    record Session(@Nullable String name, String startUrl, String region, List<String> scopes) {
        /// What the `aws` client names the token's file after.
        String key() {
            return name == null ? startUrl : name;
        }
    }
}
