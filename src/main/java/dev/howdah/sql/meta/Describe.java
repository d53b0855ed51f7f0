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
            "(d[tivmsE]*|dn|l|list|df[anptw]*|du|dg|dp|z|dx|dT|db|dRp|dRs|drds|dconfig|dP[itn]*|dD|dL|dy|dc|dC|dd|des|dew|deu|det|da|dl|do|dO|ddp|dX|dA[cfop]?|dF[dpt]?|sf|sv)([S+]*)");

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

    /// How many patterns a command takes.
    public static int patterns(String command) {
        String bare = command.replaceFirst("[S+]+$", "");
        return bare.matches("df[anptw]*|do|sf|sv") ? Integer.MAX_VALUE : bare.matches("dA[cfop]|drds") ? 2 : 1;
    }

    /// What is wrong with the dots of a pattern, or empty: how many names it may have differs, and the first of most is the database's.
    private String dots(String command, int at, String pattern) {
        int most = command.matches("dconfig|sf|sv")
                ? Integer.MAX_VALUE
                : command.matches("l|list|dl|du|dg|db|dx|des|dew|deu|dy|dRp|dRs|dA|drds") || command.matches("dA[cfop]") && at == 0
                        ? 1
                        : command.matches("dn|dL") ? 2 : 3;
        List<String> names = NamePattern.names(pattern);
        if (names.size() > most) {
            return "improper qualified name (too many dotted names): " + pattern;
        }
        return most > 1 && names.size() == most && !names.getFirst().equals(first(catalog.ask("SELECT pg_catalog.current_database()")))
                ? "cross-database references are not implemented: " + pattern
                : "";
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
        for (int i = 0; i < patterns.size(); i++) {
            String wrong = dots(name, i, patterns.get(i));
            if (!wrong.isEmpty()) {
                return Shown.trouble(wrong, false);
            }
        }
        Matcher relations = RELATIONS.matcher(command);
        if (relations.matches()) {
            return name.equals("d") && pattern != null
                    ? new Relations(catalog).run(pattern, plus, quiet)
                    : list(name.substring(1), plus, system, pattern);
        }
        if (name.equals("sf") || name.equals("sv")) {
            return source(name, plus, pattern);
        }
        if (plus && name.equals("dx")) {
            return extensions(pattern);
        }
        if (plus && name.matches("dFp?")) {
            List<Table> found = name.equals("dF")
                    ? new TextSearch(catalog).configurations(pattern)
                    : new TextSearch(catalog).parsers(pattern);
            return found.isEmpty()
                    ? none("text search " + (name.equals("dF") ? "configuration" : "parser"), pattern)
                    : new Shown(found, "", "", true);
        }
        if (plus && name.equals("dRp")) {
            return publications(pattern);
        }
        Listing listing = name.equals("dRs")
                ? Listings.subscriptions(catalog.version(), plus, plus && connects(), pattern)
                : Listings.of(catalog.version(), name, plus, system, patterns);
        if (listing == null) {
            return Shown.trouble("\\" + command + " is not known to howdah yet; its query can be typed", false);
        }
        Table found = catalog.ask(listing.sql());
        return found.rows().isEmpty() && listing.none() != null && !quiet
                ? Shown.trouble(listing.none(), true)
                : Shown.of(new Table(listing.title(), found.columns(), found.rows(),
                        listing.title().equals("List of roles") ? List.of() : null));
    }

    private Shown list(String kinds, boolean plus, boolean system, @Nullable String pattern) {
        String wanted = kinds.isEmpty() ? "tvmsE" : kinds;
        Table found = catalog.ask(Listings.relations(wanted, plus, system, catalog.showsAccessMethods(), pattern));
        if (found.rows().isEmpty() && !quiet) {
            if (pattern != null) {
                return Shown.trouble("Did not find any relation named \"" + pattern + "\".", true);
            }
            return Shown.trouble("Did not find any relations.", true);
        }
        return Shown.of(new Table("List of relations", found.columns(), found.rows(), null));
    }

    /// Whether this role may read how a subscription connects.
    private boolean connects() {
        return first(catalog.ask("SELECT pg_catalog.has_column_privilege('pg_catalog.pg_subscription', 'subconninfo', 'SELECT')"))
                .equals("t");
    }

    private Shown none(String what, @Nullable String pattern) {
        return Shown.trouble(quiet
                ? ""
                : pattern == null
                        ? "Did not find any " + what + "s."
                        : "Did not find any " + what + " named \"" + pattern + "\".",
                false);
    }

    /// `\dx+`: what each extension brought.
    private Shown extensions(@Nullable String pattern) {
        Table found = catalog.ask("SELECT oid, extname FROM pg_catalog.pg_extension WHERE true"
                + NamePattern.where(pattern, null, "extname", null) + " ORDER BY 2");
        if (found.rows().isEmpty()) {
            return none("extension", pattern);
        }
        var tables = new ArrayList<Table>();
        for (List<@Nullable String> row : found.rows()) {
            Table objects = catalog.ask("SELECT pg_catalog.pg_describe_object(classid, objid, 0) AS \"Object description\" "
                    + "FROM pg_catalog.pg_depend WHERE refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND refobjid = "
                    + row.getFirst() + " AND deptype = 'e' ORDER BY 1");
            tables.add(new Table("Objects in extension \"" + row.get(1) + "\"", objects.columns(), objects.rows(), null));
        }
        return new Shown(tables, "", "", true);
    }

    /// `\dRp+`: a table for each publication, with what it publishes below.
    private Shown publications(@Nullable String pattern) {
        Table found = catalog.ask("SELECT oid, pubname, pg_catalog.pg_get_userbyid(pubowner) AS \"Owner\", puballtables AS \"All tables\", "
                + "pubinsert AS \"Inserts\", pubupdate AS \"Updates\", pubdelete AS \"Deletes\", pubtruncate AS \"Truncates\", "
                + "pubviaroot AS \"Via root\" FROM pg_catalog.pg_publication WHERE true"
                + NamePattern.where(pattern, null, "pubname", null) + " ORDER BY 2");
        if (found.rows().isEmpty()) {
            return none("publication", pattern);
        }
        var tables = new ArrayList<Table>();
        for (List<@Nullable String> row : found.rows()) {
            var footers = new ArrayList<String>();
            if (!"t".equals(row.get(3))) {
                below(footers, "Tables:", "SELECT '\"' || n.nspname || '.' || c.relname || '\"'" + Listings.publishedOf(catalog.version())
                        + " FROM pg_catalog.pg_publication_rel pr JOIN pg_catalog.pg_class c ON c.oid = pr.prrelid "
                        + "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE pr.prpubid = " + row.getFirst() + " ORDER BY 1");
                // whole schemas came with 15
                if (catalog.version() >= 150_000) {
                    below(footers, "Tables from schemas:", "SELECT '\"' || n.nspname || '\"' FROM pg_catalog.pg_publication_namespace pn "
                            + "JOIN pg_catalog.pg_namespace n ON n.oid = pn.pnnspid WHERE pn.pnpubid = " + row.getFirst() + " ORDER BY 1");
                }
            }
            tables.add(new Table("Publication " + row.get(1), found.columns().subList(2, found.columns().size()),
                    List.of(row.subList(2, row.size())), footers.isEmpty() ? null : footers));
        }
        return new Shown(tables, "", "", true);
    }

    private void below(List<String> footers, String head, String sql) {
        List<List<@Nullable String>> rows = catalog.ask(sql).rows();
        if (!rows.isEmpty()) {
            footers.add(head);
            rows.forEach(row -> footers.add("    " + row.getFirst()));
        }
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
