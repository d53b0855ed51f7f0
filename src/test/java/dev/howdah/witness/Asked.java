package dev.howdah.witness;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Hosts that anything in this process asked for, each with the place in our code, or in whose, that asked first.
final class Asked {
    private static final SortedMap<String, String> HOSTS = Collections.synchronizedSortedMap(new TreeMap<>());

    private Asked() {}

    static void host(String host) {
        HOSTS.computeIfAbsent(host, _ -> StackWalker.getInstance().walk(frames -> frames
                .filter(f -> f.getClassName().startsWith("dev.howdah.") && !f.getClassName().startsWith("dev.howdah.witness."))
                .findFirst().map(f -> f.getClassName() + "." + f.getMethodName()).orElse("none of ours")));
    }

    static String report() {
        var text = new StringBuilder();
        synchronized (HOSTS) {
            HOSTS.forEach((host, who) -> text.append(host).append('\t').append(who).append('\n'));
        }
        return text.toString();
    }
}
