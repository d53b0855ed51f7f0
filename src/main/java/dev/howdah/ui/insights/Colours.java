package dev.howdah.ui.insights;

import dev.howdah.insights.LoadChart;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which colour a band has, and keeps as long as it is shown: a band that becomes smaller than its neighbour must not look like it. Waits
/// have the colour of their kind where that is free: green works, blue reads and writes, red waits for a lock.
final class Colours {
    /// How many there are; the last is for the rest.
    static final int COUNT = 10;
    static final int REST = COUNT;
    private static final Map<String, List<Integer>> KINDS = Map.of("CPU", List.of(1), "IO", List.of(2, 3, 7), "Lock", List.of(4, 8),
            "LWLock",
            List.of(5, 9), "Client", List.of(6), "IPC", List.of(7, 3), "Timeout", List.of(9), "BufferPin", List.of(8), "Activity",
            List.of(9));
    private final Map<String, Integer> slots = new HashMap<>();

    /// @param chart whose bands are to be told apart
    /// @return the id of a band → its colour, from 1
    Map<String, Integer> of(LoadChart chart) {
        Map<String, String> labels = new LinkedHashMap<>();
        chart.bands().forEach(b -> labels.put(b.id(), b.label()));
        return of(labels);
    }

    /// The same for waits by their names.
    Map<String, Integer> of(List<String> names) {
        Map<String, String> labels = new LinkedHashMap<>();
        names.forEach(n -> labels.put(n, n));
        return of(labels);
    }

    private Map<String, Integer> of(Map<String, String> labels) {
        slots.keySet().retainAll(labels.keySet());
        labels.forEach((id, label) -> {
            if (id.equals(LoadChart.REST)) {
                slots.put(id, REST);
            } else if (!slots.containsKey(id)) {
                slots.put(id, free(label));
            }
        });
        return Map.copyOf(slots);
    }

    private int free(String label) {
        int colon = label.indexOf(':');
        for (int wished : KINDS.getOrDefault(colon < 0 ? label : label.substring(0, colon), List.of())) {
            if (!slots.containsValue(wished)) {
                return wished;
            }
        }
        for (int slot = 1; slot < COUNT; slot++) {
            if (!slots.containsValue(slot)) {
                return slot;
            }
        }
        return REST;
    }
}
