package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import java.util.Locale;
import java.util.regex.Pattern;

/// RDS's rules for names that a caller chooses.
final class Identifiers {
    private static final Pattern SOUND = Pattern.compile("[a-zA-Z](-?[a-zA-Z0-9])*");

    private Identifiers() {}

    /// A new snapshot's name in lower case: a letter first, letters, digits and single hyphens, at most 255.
    static String snapshot(String name) {
        if (name.length() > 255 || !SOUND.matcher(name).matches()) {
            throw ApiError
                    .invalidValue("The parameter DBSnapshotIdentifier is not a valid identifier. Identifiers must begin with a letter; "
                            + "must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.");
        }
        return name.toLowerCase(Locale.ROOT);
    }
}
