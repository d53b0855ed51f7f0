package dev.howdah.posture;

/// How much a finding matters, the worst first.
public enum Severity {
    CRITICAL, HIGH, MEDIUM, LOW, INFO;

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
