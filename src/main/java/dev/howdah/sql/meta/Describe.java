package dev.howdah.sql.meta;

import dev.howdah.sql.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The `\d` family: which queries, under which titles, with which footers.
public final class Describe {
    private static final Pattern RELATIONS = Pattern.compile("d([tivmsE]*)([S+]*)");
    private static final Pattern COMMAND = Pattern.compile(
            "(d[tivmsE]*|dn|l|list|df[anptw]*|du|dg|dp|z|dx|dT|db|dRp|dRs|drds|dconfig|dP[itn]*|dD|dL|dy|dc|dC|dd|des|dew|deu|det|da|do|dO|ddp|dA|sf|sv)([S+]*)");

    private final Catalog catalog;
    private final boolean quiet;

    /// @param trouble an error to be told, or empty
    /// @param text instead of tables, or empty
    public record Shown(List<Table> tables, String text, String trouble, boolean good) {
        static Shown of(Table table) {
            return new Shown(List.of(table), "", "", true);
        }

        static Shown trouble(String words, boolean good) {
            return new Shown(List.of(), "", words, good);
        }
    }

    public Describe(Catalog catalog, boolean quiet) {
        this.catalog = catalog;
        this.quiet = quiet;
    }

    /// Whether a command is one of the family.
    public static boolean knows(String command) {
        return COMMAND.matcher(command).matches();
    }

    /// @param command without the backslash, with its letters: `dt+`
    /// @param patterns what was typed after it
    public Shown run(String command, List<String> patterns) {
        Matcher parts = COMMAND.matcher(command);
        if (!parts.matches()) {
            return Shown.trouble("invalid command \\" + command, false);
        }
        boolean plus = parts.group(2).contains("+");
        boolean system = parts.group(2).contains("S");
        String pattern = patterns.isEmpty() ? null : patterns.getFirst();
        String name = parts.group(1);
        Matcher relations = RELATIONS.matcher(command);
        if (relations.matches()) {
            return name.equals("d") && pattern != null
                    ? new Relations(catalog).run(pattern, plus, system)
                    : list(name.substring(1), plus, system, pattern);
        }
        if (name.equals("sf") || name.equals("sv")) {
            return source(name, plus, pattern);
        }
        Listing listing = Listings.of(name, plus, system, patterns);
        if (listing == null) {
            return Shown.trouble("\\" + command + " is not known to howdah yet; its query can be typed", false);
        }
        Table found = catalog.ask(listing.sql());
        return found.rows().isEmpty() && listing.none() != null
                ? Shown.trouble(listing.none(), true)
                : Shown.of(new Table(listing.title(), found.columns(), found.rows(),
                        listing.title().equals("List of roles") ? List.of() : null));
    }

    private Shown list(String kinds, boolean plus, boolean system, @Nullable String pattern) {
        String wanted = kinds.isEmpty() ? "tvmsE" : kinds;
        Table found = catalog.ask(Listings.relations(wanted, plus, system, pattern));
        if (found.rows().isEmpty() && !quiet) {
            if (pattern != null) {
                return Shown.trouble("Did not find any relation named \"" + pattern + "\".", true);
            }
            return Shown.trouble("Did not find any relations.", true);
        }
        return Shown.of(new Table("List of relations", found.columns(), found.rows(), null));
    }

    private Shown source(String command, boolean plus, @Nullable String typed) {
        if (typed == null) {
            return Shown.trouble(command.equals("sf") ? "function name is required" : "view name is required", false);
        }
        String literal = dev.howdah.sql.scan.Quoting.literal(typed);
        if (command.equals("sv")) {
            String oid = first(catalog.ask("SELECT " + literal + "::pg_catalog.regclass::pg_catalog.oid"));
            Table row = catalog
                    .ask("SELECT n.nspname, c.relname, c.relkind, pg_catalog.pg_get_viewdef(c.oid, true) FROM pg_catalog.pg_class c "
                            + "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = " + oid);
            List<@Nullable String> view = row.rows().getFirst();
            if (!"v".equals(view.get(2))) {
                return Shown.trouble("\"" + view.get(0) + "." + view.get(1) + "\" is not a view", false);
            }
            String text = "CREATE OR REPLACE VIEW " + view.get(0) + "." + view.get(1) + " AS\n"
                    + String.valueOf(view.get(3)).replaceFirst(";$", "");
            return new Shown(List.of(), numbered(text, plus, ""), "", true);
        }
        String type = typed.contains("(") ? "regprocedure" : "regproc";
        String oid = first(catalog.ask("SELECT " + literal + "::pg_catalog." + type + "::pg_catalog.oid"));
        String text = first(catalog.ask("SELECT pg_catalog.pg_get_functiondef(" + oid + ")"));
        return new Shown(List.of(), numbered(text.stripTrailing(), plus, "AS "), "", true);
    }

    private static String first(Table table) {
        return String.valueOf(table.rows().getFirst().getFirst());
    }

    /// With `+` lines are numbered as errors number them: from the body on.
    private static String numbered(String text, boolean plus, String body) {
        if (!plus) {
            return text;
        }
        var lines = new ArrayList<String>();
        int number = 0;
        boolean inside = body.isEmpty();
        for (String line : text.split("\n", -1)) {
            inside |= line.startsWith(body) || line.startsWith("BEGIN ") || line.startsWith("RETURN ");
            lines.add(inside ? String.format("%-7d %s", ++number, line) : "        " + line);
        }
        return String.join("\n", lines);
    }
}
