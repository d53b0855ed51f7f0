package dev.howdah.model;

import java.util.Map;

/// What one group adds to the load of a window, and how that divides.
///
/// @param key dimension → value
/// @param total average active sessions over the window
/// @param parts the name of a partition → its part of the total
public record LoadKey(Map<String, String> key, double total, Map<String, Double> parts) {
    public LoadKey {
        key = Map.copyOf(key);
        parts = Map.copyOf(parts);
    }

    /// @return the value of a dimension, "" where there is none
    public String text(String dimension) {
        return key.getOrDefault(dimension, "");
    }
}
