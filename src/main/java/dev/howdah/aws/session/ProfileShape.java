package dev.howdah.aws.session;

import dev.howdah.model.Profile;
import dev.howdah.model.Profile.Kind;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A profile of the SDK's → ours. Precedence inside a profile: AWS SDKs and Tools Reference Guide, "Standardized
/// credential providers".
final class ProfileShape {
    private static final Pattern ACCOUNT_IN_ARN = Pattern.compile("^arn:[^:]*:iam::(\\d{12}):.*");

    private ProfileShape() {}

    static Profile of(String name, software.amazon.awssdk.profiles.Profile profile) {
        return new Profile(name, kind(profile), get(profile, "region"), account(profile), detail(profile), get(profile, "endpoint_url"));
    }

    private static Kind kind(software.amazon.awssdk.profiles.Profile p) {
        if (has(p, "role_arn")) {
            return has(p, "web_identity_token_file") ? Kind.WEB_IDENTITY : Kind.ROLE;
        }
        if (has(p, "sso_session") || has(p, "sso_start_url")) {
            return Kind.SSO;
        }
        if (has(p, "login_session")) {
            return Kind.LOGIN;
        }
        if (has(p, "credential_process")) {
            return Kind.PROCESS;
        }
        return has(p, "aws_access_key_id") ? Kind.STATIC : Kind.EMPTY;
    }

    private static String detail(software.amazon.awssdk.profiles.Profile p) {
        return switch (kind(p)) {
            case ROLE, WEB_IDENTITY -> orEmpty(get(p, "role_arn"));
            case SSO -> has(p, "sso_session") ? "session " + get(p, "sso_session") + roleName(p) : orEmpty(get(p, "sso_start_url"));
            case PROCESS -> "an external program";
            case STATIC, LOGIN, EMPTY -> "";
        };
    }

    private static String roleName(software.amazon.awssdk.profiles.Profile p) {
        return has(p, "sso_role_name") ? ", role " + get(p, "sso_role_name") : "";
    }

    private static @Nullable String account(software.amazon.awssdk.profiles.Profile p) {
        String sso = get(p, "sso_account_id");
        if (sso != null) {
            return sso;
        }
        String role = get(p, "role_arn");
        var matcher = ACCOUNT_IN_ARN.matcher(role == null ? "" : role);
        return matcher.matches() ? matcher.group(1) : null;
    }

    private static boolean has(software.amazon.awssdk.profiles.Profile p, String key) {
        return p.property(key).isPresent();
    }

    private static @Nullable String get(software.amazon.awssdk.profiles.Profile p, String key) {
        return p.property(key).orElse(null);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
