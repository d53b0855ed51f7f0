package dev.howdah.insights;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much memory a class has, by its name alone. From the specifications of DB instance classes (RDS user guide,
/// Concepts.DBInstanceClass.Summary): within a family it is in proportion to the processors, of burstable ones by a table.
public final class Memory {
    private static final Pattern CLASS = Pattern.compile("db\\.([a-z]+)\\d+[a-z]*\\..*");
    private static final Map<String, Double> BURSTABLE = Map.of("micro", 1.0, "small", 2.0, "medium", 4.0, "large", 8.0);
    private static final Map<String, Integer> FOR_EACH_VCPU = Map.of("m", 4, "r", 8, "c", 2, "z", 8);

    private Memory() {}

    /// GiB; empty for a name that follows no rule.
    public static Optional<Double> gib(String instanceClass) {
        Matcher parts = CLASS.matcher(instanceClass);
        Optional<Integer> vcpus = Vcpus.of(instanceClass);
        if (!parts.matches() || vcpus.isEmpty()) {
            return Optional.empty();
        }
        String size = instanceClass.substring(instanceClass.lastIndexOf('.') + 1);
        if (parts.group(1).equals("t")) {
            return Optional.ofNullable(BURSTABLE.get(size)).or(() -> vcpus.map(v -> v * 4.0));
        }
        return Optional.ofNullable(FOR_EACH_VCPU.get(parts.group(1))).map(each -> (double) each * vcpus.get());
    }
}
