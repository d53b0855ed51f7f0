package dev.howdah.drill.protocol;

/// An action by which somebody gets credentials, so that nobody has any to sign it with; it changes no resource.
public interface Unsigned extends Operation {
    @Override
    default boolean signed() {
        return false;
    }

    @Override
    default boolean changes() {
        return false;
    }
}
