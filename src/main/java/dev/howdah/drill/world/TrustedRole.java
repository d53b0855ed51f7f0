package dev.howdah.drill.world;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A role of the account: who may take it on, and what it may do then.
///
/// @param externalId that must be told, null for none
/// @param mfa the serial number of the device whose code must be told, null for none
/// @param trusts whether it trusts anybody at all
/// @param web whether it is for web identities instead
public record TrustedRole(String name, Caller.Rights rights, @Nullable String externalId, @Nullable String mfa, boolean trusts,
        boolean web) {
    /// The device of whoever practises.
    public static final String DEVICE = "arn:aws:iam::" + World.ACCOUNT + ":mfa/on-call";
    private static final Map<String, TrustedRole> ALL = Map.of(
            "ops-admin", new TrustedRole("ops-admin", Caller.Rights.ADMINISTRATOR, null, null, true, false),
            "ops-viewer", new TrustedRole("ops-viewer", Caller.Rights.VIEWER, null, null, true, false),
            "ops-with-mfa", new TrustedRole("ops-with-mfa", Caller.Rights.ADMINISTRATOR, null, DEVICE, true, false),
            "ops-partner", new TrustedRole("ops-partner", Caller.Rights.VIEWER, "blog-42", null, true, false),
            "ops-closed", new TrustedRole("ops-closed", Caller.Rights.VIEWER, null, null, false, false),
            "ops-web", new TrustedRole("ops-web", Caller.Rights.VIEWER, null, null, true, true));

    /// The role behind an ARN, if the account has it.
    public static Optional<TrustedRole> of(String arn) {
        String prefix = "arn:aws:iam::" + World.ACCOUNT + ":role/";
        return arn.startsWith(prefix) ? Optional.ofNullable(ALL.get(arn.substring(prefix.length()))) : Optional.empty();
    }

    /// By its name alone, as single sign-on has it.
    public static Optional<TrustedRole> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /// Whoever has taken it on.
    public Caller as(String session) {
        return new Caller("arn:aws:sts::" + World.ACCOUNT + ":assumed-role/" + name + "/" + session, "AROADRILL" + name.toUpperCase(
                java.util.Locale.ROOT).replace("-", "") + ":" + session, rights);
    }
}
