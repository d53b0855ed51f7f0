package dev.howdah.ops.query;

import dev.howdah.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// What `EXPLAIN (FORMAT JSON)` says, made readable: each node with its own time, its rows against the estimate, its buffers, and
/// which of them is the worst (the most time of its own; the most cost of its own where nothing was measured).
///
/// @param summary planning and execution time, and what else stands beside the plan
public record PlanTree(Node root, List<String> summary) {
    /// One node of the plan. Times are milliseconds summed over all loops, and so over all workers: below a Gather they can be more
    /// than the clock says.
    ///
    /// @param what node type, index, relation and alias
    /// @param ownMillis time in the node itself, without its children; null when it was not measured
    /// @param ownCost cost of the node itself
    /// @param estimated rows that the planner expected of one loop
    /// @param actual rows of one loop on average; null when it was not measured
    /// @param loops how often it ran; 0: never; null when it was not measured
    /// @param hit,read buffers (8 kB) found in the cache and read, children left out; null when not measured
    /// @param details conditions, sort methods, rows removed …
    /// @param worst whether this is the node to look at first
    public record Node(String what, @Nullable Double ownMillis, double ownCost, double estimated, @Nullable Double actual,
            @Nullable Double loops,
            @Nullable Long hit, @Nullable Long read, List<String> details, boolean worst, List<Node> children) {
        /// How wrong the estimate was, at least 1; empty when it was not measured, or the node never ran.
        public Optional<Double> misestimate() {
            if (actual == null || loops == null || loops == 0) {
                return Optional.empty();
            }
            double more = Math.max(actual, 1);
            double planned = Math.max(estimated, 1);
            return Optional.of(Math.max(more / planned, planned / more));
        }
    }

    private static final List<String> SHOWN = List.of("Index Cond", "Recheck Cond", "Filter", "Hash Cond", "Merge Cond", "Join Filter",
            "TID Cond",
            "Sort Key", "Sort Method", "Sort Space Used", "Sort Space Type", "Group Key", "Rows Removed by Filter",
            "Rows Removed by Index Recheck", "Rows Removed by Join Filter", "Heap Fetches", "Hash Batches", "Original Hash Batches",
            "Peak Memory Usage", "Workers Planned", "Workers Launched", "Subplan Name", "CTE Name", "Function Name", "Temp Read Blocks",
            "Temp Written Blocks", "Exact Heap Blocks", "Lossy Heap Blocks");

    /// Reads what the server gave.
    ///
    /// @return empty when it is no plan
    public static Optional<PlanTree> of(String json) {
        String text = json.strip();
        if (!text.startsWith("[") || !text.contains("\"Plan\"")) {
            return Optional.empty();
        }
        try {
            // the JSON reader reads objects: the list of one plan becomes a member
            Map<String, @Nullable Object> all = Json.readObject("{\"plans\":" + text + "}");
            if (!(all.get("plans") instanceof List<?> plans) || plans.isEmpty() || !(plans.getFirst() instanceof Map<?, ?> first)
                    || !(first.get("Plan") instanceof Map<?, ?> plan)) {
                return Optional.empty();
            }
            Node root = node(plan);
            Node worst = worst(root);
            return Optional.of(new PlanTree(marked(root, worst), summary(first)));
        } catch (Json.Malformed e) {
            return Optional.empty();
        }
    }

    private static List<String> summary(Map<?, ?> of) {
        var lines = new ArrayList<String>();
        number(of, "Planning Time").ifPresent(t -> lines.add("planned in " + rounded(t) + " ms"));
        number(of, "Execution Time").ifPresent(t -> lines.add("ran in " + rounded(t) + " ms"));
        if (of.get("Settings") instanceof Map<?, ?> settings && !settings.isEmpty()) {
            var changed = new StringJoiner(", ", "settings: ", "");
            settings.forEach((name, value) -> changed.add(name + " = " + value));
            lines.add(changed.toString());
        }
        return List.copyOf(lines);
    }

    private static Node node(Map<?, ?> of) {
        var children = new ArrayList<Node>();
        double below = 0;
        double costBelow = 0;
        long hitBelow = 0;
        long readBelow = 0;
        if (of.get("Plans") instanceof List<?> plans) {
            for (Object one : plans) {
                if (one instanceof Map<?, ?> plan) {
                    children.add(node(plan));
                    // what an InitPlan took is in the time of the node that it belongs to as well
                    below += number(plan, "Actual Total Time").orElse(0.0) * number(plan, "Actual Loops").orElse(0.0);
                    costBelow += number(plan, "Total Cost").orElse(0.0);
                    hitBelow += number(plan, "Shared Hit Blocks").orElse(0.0).longValue();
                    readBelow += number(plan, "Shared Read Blocks").orElse(0.0).longValue();
                }
            }
        }
        Double loops = number(of, "Actual Loops").orElse(null);
        Double total = number(of, "Actual Total Time").orElse(null);
        Double own = total == null || loops == null ? null : Math.max(0, total * loops - below);
        long hits = hitBelow;
        long reads = readBelow;
        return new Node(what(of), own, Math.max(0, number(of, "Total Cost").orElse(0.0) - costBelow), number(of, "Plan Rows").orElse(0.0),
                number(of, "Actual Rows").orElse(null), loops,
                number(of, "Shared Hit Blocks").map(n -> Math.max(0, n.longValue() - hits)).orElse(null),
                number(of, "Shared Read Blocks").map(n -> Math.max(0, n.longValue() - reads)).orElse(null), details(of), false,
                List.copyOf(children));
    }

    private static String what(Map<?, ?> of) {
        var what = new StringBuilder();
        String strategy = text(of, "Strategy");
        String type = text(of, "Node Type");
        if (type.equals("Aggregate") && strategy.equals("Hashed")) {
            type = "HashAggregate";
        } else if (type.equals("Aggregate") && strategy.equals("Sorted")) {
            type = "GroupAggregate";
        } else if (type.equals("ModifyTable")) {
            type = text(of, "Operation");
        }
        String join = text(of, "Join Type");
        what.append(Boolean.TRUE.equals(of.get("Parallel Aware")) ? "Parallel " : "").append(type);
        if (!join.isEmpty() && !join.equals("Inner")) {
            what.append(" (").append(join.toLowerCase(java.util.Locale.ROOT)).append(')');
        }
        if (!text(of, "Index Name").isEmpty()) {
            what.append(" using ").append(text(of, "Index Name"));
        }
        String relation = text(of, "Relation Name");
        if (!relation.isEmpty()) {
            what.append(" on ").append(text(of, "Schema").isEmpty() ? "" : text(of, "Schema") + ".").append(relation);
        }
        String alias = text(of, "Alias");
        if (!alias.isEmpty() && !alias.equals(relation)) {
            what.append(relation.isEmpty() ? " on " : " ").append(alias);
        }
        return what.toString();
    }

    private static List<String> details(Map<?, ?> of) {
        var lines = new ArrayList<String>();
        var units = Map.of("Sort Space Used", " kB", "Peak Memory Usage", " kB");
        var shown = new LinkedHashMap<String, String>();
        for (String name : SHOWN) {
            Object value = of.get(name);
            boolean nothing = value == null || value instanceof Number n && n.doubleValue() == 0;
            if (!nothing) {
                shown.put(name, (value instanceof List<?> list
                        ? String.join(", ", list.stream().map(String::valueOf).toList())
                        : String.valueOf(value)) + units.getOrDefault(name, ""));
            }
        }
        shown.forEach((name, value) -> lines.add(name + ": " + value));
        return List.copyOf(lines);
    }

    private static Node worst(Node node) {
        Node worst = node;
        for (Node child : node.children()) {
            Node below = worst(child);
            worst = weight(below) > weight(worst) ? below : worst;
        }
        return worst;
    }

    private static double weight(Node node) {
        return node.ownMillis() == null ? node.ownCost() : node.ownMillis();
    }

    private static Node marked(Node node, Node worst) {
        return new Node(node.what(), node.ownMillis(), node.ownCost(), node.estimated(), node.actual(), node.loops(), node.hit(),
                node.read(),
                node.details(), node == worst, node.children().stream().map(c -> marked(c, worst)).toList());
    }

    private static String text(Map<?, ?> of, String name) {
        return of.get(name) instanceof String text ? text : "";
    }

    private static Optional<Double> number(Map<?, ?> of, String name) {
        return of.get(name) instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
    }

    static String rounded(double millis) {
        return String.format(java.util.Locale.ROOT, millis < 10 ? "%.3f" : "%.1f", millis);
    }
}
