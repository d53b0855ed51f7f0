package dev.howdah.insights;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many virtual processors a class has, by its name alone: what can be said before, or without, an answer of the service. From the
/// specifications of DB instance classes (RDS user guide, Concepts.DBInstanceClass.Summary).
public final class Vcpus {
    private static final Pattern CLASS = Pattern.compile("db\\.([a-z]+\\d+[a-z]*)\\.(\\d*)(micro|small|medium|large|xlarge)");
    private static final Map<String, Integer> BURSTABLE = Map.of("micro", 2, "small", 2, "medium", 2, "large", 2);

    private Vcpus() {}

    /// Empty for a name that follows no rule, and for generations in which the rule did not hold (t2 and before).
    public static Optional<Integer> of(String instanceClass) {
        Matcher parts = CLASS.matcher(instanceClass);
        if (!parts.matches() || parts.group(1).matches("[a-z]1.*|t2.*|m[23].*|r3.*")) {
            return Optional.empty();
        }
        String size = parts.group(3);
        String times = parts.group(2);
        if (size.equals("xlarge")) {
            return Optional.of(4 * (times.isEmpty() ? 1 : Integer.parseInt(times)));
        }
        if (!times.isEmpty()) {
            return Optional.empty();
        }
        if (parts.group(1).startsWith("t")) {
            return Optional.ofNullable(BURSTABLE.get(size));
        }
        return switch (size) {
            case "large" -> Optional.of(2);
            case "medium" -> Optional.of(1);
            default -> Optional.empty();
        };
    }
}
