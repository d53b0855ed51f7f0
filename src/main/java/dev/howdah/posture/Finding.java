package dev.howdah.posture;

/// One check of one instance, as it came out.
public record Finding(Check check, Verdict verdict) {}
