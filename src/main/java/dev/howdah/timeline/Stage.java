package dev.howdah.timeline;

/// The moments that a post-mortem begins with.
public enum Stage {
    BEGAN("Began"), DETECTED("Detected"), ENGAGED("Engaged"), MITIGATED("Mitigated"), RESOLVED("Resolved");

    private final String words;

    Stage(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
