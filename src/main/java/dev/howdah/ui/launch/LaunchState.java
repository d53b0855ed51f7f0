package dev.howdah.ui.launch;

import dev.howdah.config.Environments;
import dev.howdah.config.Settings;
import dev.howdah.model.Environment;
import dev.howdah.model.Problem;
import dev.howdah.model.Profile;
import dev.howdah.model.SignedIn;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What can be opened, as the files and environment of this machine say.
///
/// @param regions codes to choose from
/// @param overrides endpoint overrides in force, service (empty: all) → URL
/// @param mistakes in the file of environments, each a sentence with its line
/// @param trouble why the configuration could not be read
public record LaunchState(List<Choice> choices, List<String> regions, Map<String, String> overrides, List<String> mistakes,
        Optional<Problem> trouble) {
    private static final Texts TEXTS = Texts.of(LaunchState.class);
    /// A profile, or the default chain.
    ///
    /// @param profile null for the default credential chain
    /// @param region what it would use; null when none is configured
    /// @param written how the file of environments has it, if it has
    public record Choice(@Nullable String profile, String title, String how, @Nullable String account, @Nullable String region,
            Environment environment, Optional<Environments.Entry> written) {}

    /// What this machine's files tell of a profile.
    public interface Told {
        /// The region that it would be opened in.
        @Nullable
        String region(@Nullable String profile);

        /// Until when single sign-on's token is good; empty where there is none to have.
        Optional<SignedIn> signedIn(String profile);
    }

    /// What people have written down comes first, in their order; then the environment's own credentials and the profiles that they left out.
    ///
    /// @param own whether the environment carries credentials
    public static List<Choice> choices(Environments written, List<Profile> profiles, boolean own, Told told, Settings settings,
            Instant now) {
        var choices = new ArrayList<Choice>();
        for (Environments.Entry e : written.entries()) {
            Optional<Profile> profile = profiles.stream().filter(p -> p.name().equals(e.profile())).findFirst();
            String how = profile.map(p -> how(p, told, now))
                    .orElse(e.profile() == null
                            ? TEXTS.get("credentials in the environment")
                            : TEXTS.get("no profile ''{0}'' in ~/.aws", e.profile()));
            choices.add(new Choice(e.profile(), e.title(), how, profile.map(Profile::account).orElse(null),
                    e.region() != null ? e.region() : told.region(e.profile()), e.is(), Optional.of(e)));
        }
        if (own && written.entries().stream().noneMatch(e -> e.profile() == null)) {
            choices.add(new Choice(null, TEXTS.get("environment"), TEXTS.get("credentials in the environment"), null, told.region(null),
                    settings.environment(null), Optional.empty()));
        }
        profiles.stream().filter(p -> written.entries().stream().noneMatch(e -> p.name().equals(e.profile())))
                .forEach(p -> choices.add(new Choice(p.name(), p.name(), how(p, told, now), p.account(), told.region(p.name()),
                        settings.environment(p.name()), Optional.empty())));
        return List.copyOf(choices);
    }

    private static String how(Profile profile, Told told, Instant now) {
        String standing = told.signedIn(profile.name()).map(s -> {
            Instant until = s.until();
            boolean good = until != null && until.isAfter(now);
            return good && until != null
                    ? TEXTS.get("signed in for {0}", Words.duration(Duration.between(now, until)))
                    : s.renews() ? TEXTS.get("renews itself") : TEXTS.get("to be signed in to");
        }).map(words -> " · " + words).orElse("");
        return profile.kind().words() + standing + (profile.detail().isEmpty() ? "" : ", " + profile.detail());
    }
}
