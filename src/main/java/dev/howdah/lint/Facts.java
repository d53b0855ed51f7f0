package dev.howdah.lint;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a statement does to relations that were there before it.
///
/// @param locks the strongest lock of each relation
/// @param rewrites tables written anew
/// @param scans tables read whole while the lock is held
public record Facts(Map<String, Mode> locks, Set<String> rewrites, Set<String> scans) {
    /// Nothing known or nothing done.
    public static Facts none() {
        return new Facts(new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
    }

    void lock(String relation, Mode mode) {
        if (!relation.isEmpty()) {
            locks.merge(relation, mode, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        }
    }

    void rewrite(String relation) {
        rewrites.add(relation);
        scans.add(relation);
    }

    void forget(Set<String> relations) {
        locks.keySet().removeAll(relations);
        rewrites.removeAll(relations);
        scans.removeAll(relations);
    }
}
