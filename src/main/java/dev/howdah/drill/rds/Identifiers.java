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
        return sound("DBSnapshotIdentifier", name, 255);
    }

    /// A new instance's name in lower case: the same, at most 63.
    ///
    /// @param parameter what it was sent as
    static String instance(String parameter, String name) {
        return sound(parameter, name, 63);
    }

    static String sound(String parameter, String name, int most) {
        if (name.length() > most || !SOUND.matcher(name).matches()) {
            throw ApiError.invalidValue("The parameter " + parameter + " is not a valid identifier. Identifiers must begin with a letter; "
                    + "must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.");
        }
        return name.toLowerCase(Locale.ROOT);
    }
}
