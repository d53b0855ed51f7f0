package dev.howdah.aws.signin;

import dev.howdah.model.Problem;
import dev.howdah.model.SignedIn;
import java.time.Instant;
import java.util.Optional;

/// What this machine's files tell of a profile before anything was asked.
public final class Standing {
    private Standing() {}

    /// How long single sign-on's token of a profile is good, by the `aws` client's cache; its end may be past. Empty for profiles that have none,
    /// also of their own chain.
    public static Optional<SignedIn> onDisk(Ground ground, String profile, Instant now) {
        try {
            return of(new Chain(ground).of(profile), ground, now);
        } catch (Problem.Thrown e) {
            // what is wrong with it is said when it is opened
            return Optional.empty();
        }
    }

    private static Optional<SignedIn> of(Way way, Ground ground, Instant now) {
        return switch (way) {
            case Way.SingleSignOn sso -> Optional.of(SsoToken.read(ground.folder("sso", "cache"), sso.session())
                    .map(t -> new SignedIn(t.until(), t.renewable(now))).orElse(new SignedIn(Instant.EPOCH, false)));
            case Way.Role role -> of(role.source(), ground, now);
            case Way.Keys _,Way.Program _,Way.Login _,Way.WebIdentity _,Way.Container _,Way.Machine _ -> Optional.empty();
        };
    }
}
