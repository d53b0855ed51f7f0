package dev.howdah.ops.compare;

import dev.howdah.sql.session.SqlFailed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// The rows of chosen tables, made into a script that brings them back, and what a person should know of it.
///
/// @param sums how each table differs, by its full name
/// @param parents tables that the rows point to and that are not among those repaired
/// @param triggers of the repaired tables, which fire
public record Rows(Script script, Map<String, Difference> sums, Set<String> parents, List<String> triggers) {
    /// @param names full names of the tables
    /// @param missing,changed which rows are wanted
    /// @param step is told what is being read
    static Rows script(Pair pair, List<String> names, boolean missing, boolean changed, Consumer<String> step)
            throws SqlFailed, RowDiff.NotComparable {
        Map<String, Relation> here = Catalog.relations(pair.live());
        Map<String, Relation> there = Catalog.relations(pair.copy());
        var chosen = new LinkedHashMap<String, Relation>();
        for (String name : names) {
            Relation live = here.get(name);
            Relation copy = there.get(name);
            if (live == null || copy == null) {
                throw new RowDiff.NotComparable(name + " is not on both");
            }
            Relation common = live.common(copy);
            for (Relation.Column column : copy.stored()) {
                if (common.columns().stream().noneMatch(c -> c.name().equals(column.name()))) {
                    throw new RowDiff.NotComparable(name + " has no column " + column.name() + " of type " + column.type()
                            + " on live any more: its rows would come back without what was in it");
                }
            }
            chosen.put(name, common);
        }
        var sums = new LinkedHashMap<String, Difference>();
        var rows = new ArrayList<RowDiff.Rows>();
        var parents = new LinkedHashSet<String>();
        var triggers = new ArrayList<String>();
        int total = 0;
        for (Relation each : parentsFirst(chosen)) {
            var found = new RowDiff(pair.live(), pair.copy(), each, step).rows(missing, changed);
            sums.put(each.full(), found.sum());
            total += found.missing().size() + found.changed().size();
            if (total > RowDiff.MOST_ROWS) {
                throw new RowDiff.NotComparable("more than " + RowDiff.MOST_ROWS + " rows differ in these tables");
            }
            rows.add(found);
            each.parents().stream().filter(p -> !chosen.containsKey(p)).forEach(parents::add);
            each.triggers().forEach(t -> triggers.add(t + " on " + each.full()));
        }
        return new Rows(Script.of(pair.liveDoor().database(), rows), sums, parents, List.copyOf(triggers));
    }

    /// In an order in which no row is inserted before the one that it points to; a circle is left in the order of the names.
    private static List<Relation> parentsFirst(Map<String, Relation> chosen) {
        var order = new LinkedHashMap<String, Relation>();
        var names = chosen.keySet().stream().sorted().toList();
        while (order.size() < chosen.size()) {
            int before = order.size();
            for (String name : names) {
                Relation each = chosen.get(name);
                if (each != null && !order.containsKey(name)
                        && each.parents().stream().allMatch(p -> order.containsKey(p) || !chosen.containsKey(p))) {
                    order.put(name, each);
                }
            }
            if (order.size() == before) {
                names.forEach(name -> {
                    Relation each = chosen.get(name);
                    if (each != null) {
                        order.putIfAbsent(name, each);
                    }
                });
            }
        }
        return List.copyOf(order.values());
    }
}
