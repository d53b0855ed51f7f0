package dev.howdah.ui.kit.spoken;

/// Stands in a package that has texts in two languages.
public final class Spoken {
    private Spoken() {}
}
