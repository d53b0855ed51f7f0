package dev.howdah.ops.activity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Who waits behind whom. Each process stands once: behind one that holds what it wants, else behind one that was before it in the
/// queue; of several, behind the one that itself waits deepest, because that is what has to go first. All its blockers stay in its
/// [LockWait].
///
/// @param roots those that wait for nobody, with the longest queue first; of processes that wait for each other (until the
/// server's `deadlock_timeout` breaks it) the lowest pid
public record LockTree(List<Node> roots) {
    /// @param waits null for a root, unless it is in a circle
    /// @param queue how many wait behind it, directly or not
    public record Node(int pid, @Nullable LockWait waits, List<Node> behind, int queue) {
        /// Levels below it; 0 when nobody waits.
        public int depth() {
            return behind.stream().mapToInt(n -> n.depth() + 1).max().orElse(0);
        }
    }

    public static LockTree of(List<LockWait> waits) {
        var waiting = new LinkedHashMap<Integer, LockWait>();
        waits.forEach(w -> waiting.putIfAbsent(w.pid(), w));
        Map<Integer, Integer> depths = depths(waiting);
        Map<Integer, List<Integer>> behind = new HashMap<>();
        var roots = new TreeSet<Integer>();
        for (LockWait wait : waiting.values()) {
            int parent = parent(wait, depths);
            behind.computeIfAbsent(parent, _ -> new ArrayList<>()).add(wait.pid());
            if (!waiting.containsKey(parent)) {
                roots.add(parent);
            }
        }
        var placed = new HashSet<Integer>();
        var trees = new ArrayList<Node>();
        roots.forEach(root -> trees.add(node(root, waiting, behind, placed)));
        // what no root leads to waits in a circle
        waiting.keySet().stream().sorted().filter(pid -> !placed.contains(pid)).toList().forEach(pid -> {
            if (!placed.contains(pid)) {
                trees.add(node(pid, waiting, behind, placed));
            }
        });
        trees.sort(Comparator.comparingInt((Node n) -> -n.queue()).thenComparingInt(Node::pid));
        return new LockTree(List.copyOf(trees));
    }

    private static Node node(int pid, Map<Integer, LockWait> waiting, Map<Integer, List<Integer>> behind, Set<Integer> placed) {
        placed.add(pid);
        var nodes = new ArrayList<Node>();
        int queue = 0;
        for (int next : behind.getOrDefault(pid, List.of()).stream().sorted().toList()) {
            if (!placed.contains(next)) {
                Node node = node(next, waiting, behind, placed);
                nodes.add(node);
                queue += 1 + node.queue();
            }
        }
        nodes.sort(Comparator.comparingInt((Node n) -> -n.queue()).thenComparingInt(Node::pid));
        return new Node(pid, waiting.get(pid), List.copyOf(nodes), queue);
    }

    private static int parent(LockWait wait, Map<Integer, Integer> depths) {
        List<Integer> holders = wait.blockers().stream().filter(wait.held()::containsKey).toList();
        return (holders.isEmpty() ? wait.blockers() : holders).stream()
                .max(Comparator.comparingInt((Integer pid) -> depths.getOrDefault(pid, 0)).thenComparing(Comparator.reverseOrder()))
                .orElse(0);
    }

    /// How many stand between each process and one that waits for nobody, by what holds the lock that it wants.
    private static Map<Integer, Integer> depths(Map<Integer, LockWait> waiting) {
        var known = new HashMap<Integer, Integer>();
        for (int pid : waiting.keySet()) {
            depth(pid, waiting, known, new LinkedHashSet<>());
        }
        return known;
    }

    private static int depth(int pid, Map<Integer, LockWait> waiting, Map<Integer, Integer> known, Set<Integer> path) {
        LockWait wait = waiting.get(pid);
        Integer before = known.get(pid);
        if (before != null || wait == null || !path.add(pid)) {
            return before == null ? 0 : before;
        }
        int deepest = 0;
        Set<Integer> holders = wait.held().isEmpty() ? Set.copyOf(wait.blockers()) : wait.held().keySet();
        for (int blocker : holders) {
            deepest = Math.max(deepest, depth(blocker, waiting, known, path));
        }
        path.remove(pid);
        known.put(pid, deepest + 1);
        return deepest + 1;
    }

    /// What ending a process would set free: those whose every blocker is it, or is set free before them.
    ///
    /// @param direct those that wait for nobody else
    /// @param all the direct ones, and those behind them, as each lets go of what it holds
    public record Freed(int direct, int all) {}

    public static Freed freedBy(int pid, List<LockWait> waits) {
        Set<Integer> gone = new HashSet<>(Set.of(pid));
        int direct = 0;
        boolean more = true;
        for (boolean first = true; more; first = false) {
            Set<Integer> next = new HashSet<>();
            for (LockWait wait : waits) {
                if (!gone.contains(wait.pid()) && gone.containsAll(wait.blockers())) {
                    next.add(wait.pid());
                }
            }
            direct = first ? next.size() : direct;
            more = gone.addAll(next);
        }
        return new Freed(direct, gone.size() - 1);
    }
}
