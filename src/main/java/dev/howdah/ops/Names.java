package dev.howdah.ops;

import java.util.regex.Pattern;

/// What RDS takes as the name of a DB instance (API_RestoreDBInstanceToPointInTime, `TargetDBInstanceIdentifier`).
public final class Names {
    /// The rule, as a sentence's end.
    public static final String RULE = "take 1 to 63 letters, digits and single hyphens, beginning with a letter and not ending with a hyphen";
    private static final Pattern GOOD = Pattern.compile("[A-Za-z](?:-?[A-Za-z0-9]){0,62}");
    private static final int LONGEST = 63;

    private Names() {}

    public static boolean good(String name) {
        return name.length() <= LONGEST && GOOD.matcher(name).matches();
    }
}
