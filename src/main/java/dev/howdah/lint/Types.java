package dev.howdah.lint;

import dev.howdah.lint.parse.Tree;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which changes of type PostgreSQL makes without writing the table anew (measured, `GroundTruthTest`).
final class Types {
    private static final Map<String, String> SHORT = Map.of("serial", "int4", "bigserial", "int8", "smallserial", "int2", "decimal",
            "numeric", "char", "bpchar");
    private static final Set<String> BY_PRECISION = Set.of("timestamp", "timestamptz", "time", "timetz", "interval");

    /// What a change costs.
    enum Change {
        FREE, UNKNOWN, REWRITE
    }

    private record Type(String name, List<Integer> sizes) {
        static Type of(String written) {
            int open = written.indexOf('(');
            return open < 0
                    ? new Type(written, List.of())
                    : new Type(written.substring(0, open), List.of(written.substring(open + 1, written.indexOf(')')).split(",")).stream()
                            .map(s -> Integer.valueOf(s.strip())).toList());
        }
    }

    private Types() {}

    /// A type as the tree has it, written as [Catalog.Column] does.
    static String written(Tree typeName) {
        List<String> names = typeName.names("names");
        String name = names.isEmpty() ? "" : names.getLast();
        List<String> sizes = typeName.list("typmods").stream().map(m -> m.get("A_Const").get("ival").text("ival")).toList();
        if (name.equals("interval")) {
            // the first says which fields
            sizes = sizes.size() > 1 ? sizes.subList(1, 2) : List.of();
        }
        return (typeName.list("arrayBounds").isEmpty() ? "" : "_") + SHORT.getOrDefault(name, name)
                + (sizes.isEmpty() ? "" : "(" + String.join(",", sizes.stream().map(s -> s.isEmpty() ? "0" : s).toList()) + ")");
    }

    static Change change(String from, String to, Catalog catalog) {
        Catalog.Domain target = catalog.domains().get(to);
        Catalog.Domain source = catalog.domains().get(from);
        if (from.equals(to)) {
            return Change.FREE;
        }
        if (target != null && target.constrained()) {
            return Change.REWRITE;
        }
        return free(Type.of(source == null ? from : source.base()), Type.of(target == null ? to : target.base()))
                ? Change.FREE
                : Change.REWRITE;
    }

    private static boolean free(Type from, Type to) {
        if (from.equals(to)) {
            return true;
        }
        boolean open = to.sizes().isEmpty();
        boolean same = from.name().equals(to.name());
        return switch (from.name()) {
            case "varchar" -> Set.of("varchar", "text").contains(to.name()) && (open || wider(from, to))
                    || to.name().equals("citext") && from.sizes().isEmpty();
            case "text" -> open && Set.of("varchar", "citext").contains(to.name());
            case "citext" -> open && Set.of("varchar", "text").contains(to.name());
            case "numeric" -> same && (open || wider(from, to) && scale(from) == scale(to));
            case "varbit" -> same && (open || wider(from, to));
            case "cidr" -> to.name().equals("inet");
            default -> same && BY_PRECISION.contains(from.name()) && (open || wider(from, to));
        };
    }

    private static boolean wider(Type from, Type to) {
        return !from.sizes().isEmpty() && !to.sizes().isEmpty() && to.sizes().getFirst() >= from.sizes().getFirst();
    }

    private static int scale(Type type) {
        return type.sizes().size() > 1 ? type.sizes().get(1) : 0;
    }
}
