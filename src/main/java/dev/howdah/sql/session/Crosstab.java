package dev.howdah.sql.session;

import dev.howdah.sql.scan.Quoting;
import dev.howdah.sql.table.Refused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `\crosstabview`: a result of three columns and more as a grid, one column's values down its side, another's along its top
/// (PostgreSQL manual, psql).
final class Crosstab {
    private static final int MOST = 1600;
    /// What stands for NULL among the headers.
    private static final String NULL = "\0";
    private final Answer.Rows result;
    private final String nullText;

    private Crosstab(Answer.Rows result, String nullText) {
        this.result = result;
        this.nullText = nullText;
    }

    /// @param wanted up to four columns by name or number: down the side, along the top, in the cells, and what the top is ordered by
    /// @throws Refused in psql's words
    static Answer.Rows of(Answer.Rows result, List<String> wanted, String nullText) throws Refused {
        return new Crosstab(result, nullText).cross(wanted);
    }

    private Answer.Rows cross(List<String> wanted) throws Refused {
        int width = result.fields().size();
        if (width < 3) {
            throw refused("query must return at least three columns");
        }
        int side = wanted.isEmpty() ? 0 : column(wanted.get(0));
        int top = wanted.size() < 2 ? 1 : column(wanted.get(1));
        if (side == top) {
            throw refused("vertical and horizontal headers must be different columns");
        }
        int cell = wanted.size() < 3 ? third(side, top) : column(wanted.get(2));
        int order = wanted.size() < 4 ? -1 : column(wanted.get(3));
        var tops = new LinkedHashMap<String, @Nullable String>();
        var sides = new LinkedHashMap<String, Map<String, String>>();
        for (List<@Nullable String> row : result.rows()) {
            String along = key(row.get(top));
            if (!tops.containsKey(along)) {
                tops.put(along, order < 0 ? null : row.get(order));
            }
            if (tops.size() > MOST) {
                throw refused("maximum number of columns (" + MOST + ") exceeded");
            }
            String down = key(row.get(side));
            if (sides.computeIfAbsent(down, _ -> new HashMap<>()).putIfAbsent(along, shown(key(row.get(cell)))) != null) {
                throw refused("query result contains multiple data values for row \"" + named(down) + "\", column \"" + named(along)
                        + "\"");
            }
        }
        List<String> head = new ArrayList<>(tops.keySet());
        if (order >= 0) {
            head.sort(Comparator.<String>comparingLong(along -> rank(tops.get(along))).thenComparing(Comparator.naturalOrder()));
        }
        return grid(side, cell, head, sides);
    }

    private Answer.Rows grid(int side, int cell, List<String> head, Map<String, Map<String, String>> sides) {
        Answer.Field data = result.fields().get(cell);
        var fields = new ArrayList<Answer.Field>(List.of(result.fields().get(side)));
        head.forEach(along -> fields.add(new Answer.Field(shown(along), data.type(), data.modifier())));
        var rows = new ArrayList<List<@Nullable String>>();
        sides.forEach((down, cells) -> {
            var row = new ArrayList<@Nullable String>(List.of(shown(down)));
            head.forEach(along -> row.add(cells.getOrDefault(along, "")));
            rows.add(row);
        });
        return new Answer.Rows(fields, rows, true, true);
    }

    private static String key(@Nullable String value) {
        return Optional.ofNullable(value).orElse(NULL);
    }

    private String shown(String key) {
        return key.equals(NULL) ? nullText : key;
    }

    private String named(String key) {
        return !key.equals(NULL) ? key : nullText.isEmpty() ? "(null)" : nullText;
    }

    private static long rank(@Nullable String value) {
        return value != null && value.matches("-?\\d{1,9}") ? Integer.parseInt(value) : 0;
    }

    private int third(int side, int top) throws Refused {
        if (result.fields().size() != 3) {
            throw refused("data column must be specified when query returns more than three columns");
        }
        return 3 - side - top;
    }

    private int column(String wanted) throws Refused {
        int width = result.fields().size();
        if (wanted.matches("\\d+")) {
            int number = wanted.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(wanted);
            if (number < 1 || number > width) {
                throw refused("column number " + number + " is out of range 1.." + width);
            }
            return number - 1;
        }
        String name = Quoting.folded(wanted, true);
        int found = -1;
        for (int i = 0; i < width; i++) {
            if (result.fields().get(i).name().equals(name)) {
                if (found >= 0) {
                    throw refused("ambiguous column name: \"" + name + "\"");
                }
                found = i;
            }
        }
        if (found < 0) {
            throw refused("column name not found: \"" + name + "\"");
        }
        return found;
    }

    private static Refused refused(String words) {
        return new Refused("\\crosstabview: " + words);
    }
}
