package dev.howdah.sql.scan;

/// An argument that cannot be read, with psql's words for it or ours.
public final class ArgumentTrouble extends Exception {
    ArgumentTrouble(String message) {
        super(message);
    }
}
