package dev.howdah.model;

import org.jspecify.annotations.Nullable;

/// A problem in words: what happened, what it means, what to do next (law 7). One wording for window and command line.
public final class Sentences {
    private Sentences() {}

    /// All three in one line.
    public static String of(Problem problem) {
        return happened(problem) + " " + meaning(problem) + " " + next(problem);
    }

    /// All three about a call that was to change something and was refused: nothing repeats it by itself.
    public static String ofChange(Problem problem) {
        return happened(problem) + " " + meaning(problem) + " " + switch (problem) {
            case Problem.Throttled _ -> "Nothing was changed. Wait some seconds, then plan again.";
            case Problem.Unreachable(var _, var kind, var _) when kind == Problem.Unreachable.Kind.REFUSED ->
                "Check network, VPN, proxy and endpoint overrides, then plan again.";
            case Problem.SignIn _ -> next(problem) + " Then plan again.";
            default -> next(problem);
        };
    }

    /// What happened.
    public static String happened(Problem problem) {
        return switch (problem) {
            case Problem.SignIn(var kind, var profile, var source) -> switch (kind) {
                case MISSING -> "There are no AWS credentials" + in(profile) + ".";
                case EXPIRED -> "The AWS credentials" + in(profile) + " have expired.";
                case INVALID -> "AWS does not accept these credentials" + in(profile) + ".";
                case NO_SUCH_PROFILE -> "There is no profile '" + (profile == null ? "default" : profile) + "'.";
                case SSO_EXPIRED -> "The single sign-on session" + in(profile) + " has ended.";
                case MFA_NEEDED -> "The role" + in(profile) + " wants an MFA code.";
                case MFA_REFUSED -> "The MFA code" + in(profile) + " was not accepted.";
                case DEVICE_EXPIRED -> "Nobody allowed the sign-in" + in(profile) + " in time.";
                case DEVICE_DENIED -> "The sign-in" + in(profile) + " was denied.";
                case CONSENT_NEEDED -> "Profile '" + profile + "' gets its credentials from a program that nobody has agreed to run.";
                case PROCESS_FAILED -> "The program that gives credentials" + in(profile) + " failed: " + source.raw() + ".";
                case LOGIN_EXPIRED -> "The session of aws login" + in(profile) + " has ended.";
                case LOGIN_OTHER -> "Somebody else signed in than the one" + in(profile) + ": " + source.raw() + ".";
            };
            case Problem.ClockSkew _ -> "The clock of this machine is wrong by minutes.";
            case Problem.Denied(var action, var _, var _, var _) -> "Not allowed: " + action + ".";
            case Problem.Missing(var what, var _) -> Refusal.of(what).map(Refusal::happened).orElse("Not there: " + what + ".");
            case Problem.WrongState(var code, var source) ->
                Refusal.of(code).map(Refusal::happened).orElse(source.api() + " is refused in the present state.");
            case Problem.Throttled(var _, var source) -> source.api() + " is throttled.";
            case Problem.Unreachable(var host, var kind, var _) -> switch (kind) {
                case DNS -> "The name " + host + " cannot be resolved.";
                case REFUSED -> host + " refuses connections.";
                case TIMEOUT -> host + " does not answer in time.";
                case TLS -> "No trusted connection to " + host + ".";
                case OTHER -> "The connection to " + host + " broke.";
            };
            case Problem.BadAnswer(var status, var source) ->
                source.api() + (status >= 400 ? " answered HTTP " + status + "." : " answered something unreadable.");
            case Problem.Rejected(var code, var source) ->
                Refusal.of(code).map(Refusal::happened).orElse(source.api() + " was rejected: " + code + ".");
            case Problem.Sql(var _, var message, var _) -> "The database says: " + message + (message.endsWith(".") ? "" : ".");
            case Problem.Misconfigured(var setting, var source) -> "Unusable setting, " + setting + ": " + source.raw() + ".";
            case Problem.Bug(var code, var _) -> "A fault of Howdah's own: " + code + ".";
        };
    }

    /// What it means for what is on the screen.
    public static String meaning(Problem problem) {
        return switch (problem) {
            case Problem.SignIn _ -> "It says nothing about the database: nothing can be read until you sign in.";
            case Problem.ClockSkew _ -> "AWS refuses requests whose time is more than five minutes off.";
            case Problem.Denied(var _, var resource, var explicit, var _) -> (resource == null ? "" : "On " + resource + ". ")
                    + (explicit ? "A policy forbids it." : "No policy of this identity allows it.");
            case Problem.Missing(var what, var source) -> Refusal.of(what).map(_ -> says(source))
                    .orElse("It was renamed, deleted, or is in another account or region.");
            case Problem.WrongState(var code, var source) ->
                Refusal.of(code).map(_ -> says(source)).orElse("Something else is going on with it.");
            case Problem.Throttled _ -> "The account makes too many calls; what is shown may be old.";
            case Problem.Unreachable _ -> "This part could not be read; the database itself may be well.";
            case Problem.BadAnswer _ -> "The service is in trouble, or something between changed its answer.";
            case Problem.Rejected(var code, var source) -> Refusal.of(code).map(_ -> says(source)).orElse(source.raw());
            case Problem.Sql(var state, var _, var _) -> "SQLSTATE " + state + ".";
            case Problem.Misconfigured _ -> "Nothing was asked.";
            case Problem.Bug _ -> "The details help to mend it.";
        };
    }

    /// What to do next.
    public static String next(Problem problem) {
        return switch (problem) {
            case Problem.SignIn(var kind, var profile, var _) -> switch (kind) {
                case SSO_EXPIRED -> "Sign in here, or: aws sso login" + (profile == null ? "" : " --profile " + profile);
                case MFA_REFUSED -> "Wait for the next code: each is good once, and for half a minute.";
                case DEVICE_EXPIRED -> "Sign in again.";
                case DEVICE_DENIED -> "Sign in again, and compare what is shown before you allow it.";
                case CONSENT_NEEDED -> "Sign in: its command line is shown before it is run.";
                case PROCESS_FAILED -> "Run its line in a shell; it must print the JSON that credential_process wants.";
                case LOGIN_EXPIRED -> "Sign in here, or: aws login" + (profile == null ? "" : " --profile " + profile);
                case LOGIN_OTHER -> "Sign out on that page and sign in again; to give the profile away: aws login"
                        + (profile == null ? "" : " --profile " + profile);
                case NO_SUCH_PROFILE -> "Choose one that ~/.aws/config has.";
                case MISSING -> "Configure a profile (aws configure sso), or start the drill: howdah --drill";
                case EXPIRED -> "Get fresh ones, then try again.";
                case INVALID -> "Check the key, its account and the partition.";
                case MFA_NEEDED -> "Sign in with a code.";
            };
            case Problem.ClockSkew _ -> "Set the clock (timedatectl set-ntp true).";
            case Problem.Denied(var action, var _, var _, var _) when action.equals("sso:GetRoleCredentials") ->
                "Ask for the permission set, or correct sso_account_id and sso_role_name.";
            case Problem.Denied(var action, var resource, var _, var _) ->
                "Ask for the statement: {\"Effect\":\"Allow\",\"Action\":\"" + action + "\",\"Resource\":\""
                        + (resource == null ? "*" : resource) + "\"}";
            case Problem.Missing(var what, var _) -> Refusal.of(what).map(Refusal::next).orElse("Refresh, or check account and region.");
            case Problem.WrongState(var code, var _) -> Refusal.of(code).map(Refusal::next).orElse("Wait for it, then look again.");
            case Problem.Throttled(var in, var _) -> "It is asked again in " + in.toSeconds() + " s.";
            case Problem.Unreachable(var _, var kind, var _) -> switch (kind) {
                case DNS -> "Check the region's name and the network.";
                case TLS -> "Check AWS_CA_BUNDLE and any proxy that inspects TLS.";
                case REFUSED, TIMEOUT, OTHER -> "Check network, VPN, proxy and endpoint overrides; it is asked again by itself.";
            };
            case Problem.BadAnswer _ -> "It is asked again by itself; see health.aws.amazon.com if it goes on.";
            case Problem.Rejected(var code, var _) -> Refusal.of(code).map(Refusal::next).orElse("Correct it and try again.");
            case Problem.Sql _ -> "See the PostgreSQL manual, appendix A.";
            case Problem.Misconfigured _ -> "Correct the setting.";
            case Problem.Bug _ -> "Copy the details and report them.";
        };
    }

    private static String says(Problem.Source source) {
        return "AWS says: " + source.raw() + (source.raw().endsWith(".") ? "" : ".");
    }

    private static String in(@Nullable String profile) {
        return profile == null ? "" : " of profile '" + profile + "'";
    }
}
