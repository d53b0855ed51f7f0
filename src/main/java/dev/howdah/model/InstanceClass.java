package dev.howdah.model;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a DB instance class name tells. vCPU counts: Amazon RDS User Guide, Concepts.DBInstanceClass, for the current
/// burstable and general families; another family is unknown rather than guessed.
public final class InstanceClass {
    private static final Pattern CURRENT = Pattern.compile("db\\.(?:t3|t4g|[mr](?:5|5b|5d|6g|6gd|6i|6id|7g|7i|8g)|x2g|x2iedn)\\.(\\w+)");
    private static final Map<String, Integer> VCPUS = Map.ofEntries(Map.entry("micro", 2), Map.entry("small", 2), Map.entry("medium", 2),
            Map.entry("large", 2), Map.entry("xlarge", 4), Map.entry("2xlarge", 8), Map.entry("4xlarge", 16), Map.entry("8xlarge", 32),
            Map.entry("12xlarge", 48), Map.entry("16xlarge", 64), Map.entry("24xlarge", 96), Map.entry("32xlarge", 128));

    private InstanceClass() {}

    /// Default vCPUs of a class such as `db.t4g.small`; empty when the name is not one of the known families.
    public static Optional<Integer> vcpus(@Nullable String name) {
        var matcher = CURRENT.matcher(name == null ? "" : name);
        return matcher.matches() ? Optional.ofNullable(VCPUS.get(matcher.group(1))) : Optional.empty();
    }
}
