package dev.howdah.health;

/// One check of one database, as it came out.
public record Finding(Check check, Verdict verdict) {}
