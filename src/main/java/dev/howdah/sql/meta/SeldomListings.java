package dev.howdah.sql.meta;

import static dev.howdah.sql.meta.Listings.NO_SYSTEM;
import static dev.howdah.sql.meta.Listings.SCHEMA;
import static dev.howdah.sql.meta.Listings.acl;
import static dev.howdah.sql.meta.Listings.owner;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The catalog queries of the commands that few people ask for: operators, casts, collations, text search, access methods, foreign data.
/// The columns are those of psql 16, and of 17 where the server has others.
final class SeldomListings {
    private SeldomListings() {}

    static @Nullable Listing of(int version, String command, boolean plus, boolean system, List<String> patterns) {
        @Nullable
        String first = patterns.isEmpty() ? null : patterns.getFirst();
        @Nullable
        String second = patterns.size() > 1 ? patterns.get(1) : null;
        boolean all = system || first != null;
        return switch (command) {
            case "da" -> aggregates(all, first);
            case "dO" -> collations(version, plus, all, first);
            case "do" -> operators(plus, all, patterns);
            case "dc" -> conversions(plus, all, first);
            case "dC" -> casts(plus, first);
            case "dd" -> descriptions(all, first);
            case "ddp" -> defaults(first);
            case "dX" -> statistics(version, first);
            case "dy" -> eventTriggers(plus, first);
            case "dl" -> new Listing("SELECT oid AS \"ID\", " + owner("lomowner") + ", " + (plus ? acl("lomacl") + ", " : "")
                    + described("oid", "pg_largeobject") + " FROM pg_catalog.pg_largeobject_metadata ORDER BY oid", "Large objects", null);
            case "dF" -> search("cfg", "pg_ts_config", "configurations", "pg_ts_config_is_visible", "", first);
            case "dFp" -> search("prs", "pg_ts_parser", "parsers", "pg_ts_parser_is_visible", "", first);
            case "dFd" -> search("dict", "pg_ts_dict", "dictionaries", "pg_ts_dict_is_visible", plus
                    ? "(SELECT n.nspname || '.' || t.tmplname FROM pg_catalog.pg_ts_template t LEFT " + SCHEMA
                            + "t.tmplnamespace WHERE t.oid = o.dicttemplate) AS \"Template\", o.dictinitoption AS \"Init options\", "
                    : "", first);
            case "dFt" -> search("tmpl", "pg_ts_template", "templates", "pg_ts_template_is_visible", plus
                    ? "o.tmplinit::pg_catalog.regproc AS \"Init\", o.tmpllexize::pg_catalog.regproc AS \"Lexize\", "
                    : "", first);
            case "dA" -> accessMethods(plus, first);
            case "dAc" -> operatorClasses(plus, first, second);
            case "dAf" -> operatorFamilies(plus, first, second);
            case "dAo" -> familyOperators(plus, first, second);
            case "dAp" -> familyFunctions(plus, first, second);
            case "dew" -> wrappers(plus, first);
            case "des" -> servers(plus, first);
            case "deu" -> mappings(plus, first);
            case "det" -> foreignTables(plus, first);
            default -> null;
        };
    }

    private static String described(String oid, String of) {
        return "pg_catalog.obj_description(" + oid + ", '" + of + "') AS \"Description\"";
    }

    private static String options(String column) {
        return "CASE WHEN " + column
                + " IS NULL THEN '' ELSE '(' || pg_catalog.array_to_string(ARRAY(SELECT pg_catalog.quote_ident(option_name) "
                + "|| ' ' || pg_catalog.quote_literal(option_value) FROM pg_catalog.pg_options_to_table(" + column
                + ")), ', ') || ')' END AS \"FDW options\"";
    }

    private static Listing aggregates(boolean all, @Nullable String pattern) {
        return new Listing(
                "SELECT n.nspname AS \"Schema\", p.proname AS \"Name\", pg_catalog.format_type(p.prorettype, NULL) AS \"Result data type\", "
                        + "CASE WHEN p.pronargs = 0 THEN '*' ELSE pg_catalog.pg_get_function_arguments(p.oid) END AS \"Argument data types\", "
                        + described("p.oid", "pg_proc") + " FROM pg_catalog.pg_proc p LEFT " + SCHEMA
                        + "p.pronamespace WHERE p.prokind = 'a'"
                        + (all ? "" : NO_SYSTEM)
                        + NamePattern.where(pattern, "n.nspname", "p.proname", "pg_catalog.pg_function_is_visible(p.oid)")
                        + " ORDER BY 1, 2, 4",
                "List of aggregate functions", null);
    }

    private static Listing collations(int version, boolean plus, boolean all, @Nullable String pattern) {
        return new Listing(
                "SELECT n.nspname AS \"Schema\", c.collname AS \"Name\", CASE c.collprovider WHEN 'd' THEN 'default' WHEN 'b' THEN 'builtin' "
                        + "WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' END AS \"Provider\", c.collcollate AS \"Collate\", c.collctype AS \"Ctype\", "
                        + (version >= 170_000
                                ? "c.colllocale AS \"Locale\""
                                : (version >= 150_000 ? "c.colliculocale" : "c.collcollate") + " AS \"ICU Locale\"")
                        + ", " + (version >= 160_000 ? "c.collicurules" : "NULL") + " AS \"ICU Rules\", "
                        + "CASE WHEN c.collisdeterministic THEN 'yes' ELSE 'no' END AS \"Deterministic?\""
                        + (plus ? ", " + described("c.oid", "pg_collation") : "") + " FROM pg_catalog.pg_collation c " + SCHEMA
                        + "c.collnamespace WHERE c.collencoding IN (-1, pg_catalog.pg_char_to_encoding(pg_catalog.getdatabaseencoding()))"
                        + (all ? "" : NO_SYSTEM)
                        + NamePattern.where(pattern, "n.nspname", "c.collname", "pg_catalog.pg_collation_is_visible(c.oid)")
                        + " ORDER BY 1, 2",
                "List of collations", null);
    }

    /// After the operator's name, types of its arguments: one finds what takes it alone, two what takes both.
    private static Listing operators(boolean plus, boolean all, List<String> patterns) {
        @Nullable
        String pattern = patterns.isEmpty() ? null : patterns.getFirst();
        var arguments = new StringBuilder();
        if (patterns.size() == 2) {
            arguments.append(" AND o.oprleft = 0").append(type("o.oprright", patterns.get(1)));
        } else if (patterns.size() > 2) {
            arguments.append(type("o.oprleft", patterns.get(1))).append(type("o.oprright", patterns.get(2)));
        }
        return new Listing("SELECT n.nspname AS \"Schema\", o.oprname AS \"Name\", CASE WHEN o.oprkind = 'l' THEN NULL ELSE "
                + "pg_catalog.format_type(o.oprleft, NULL) END AS \"Left arg type\", CASE WHEN o.oprkind = 'r' THEN NULL ELSE "
                + "pg_catalog.format_type(o.oprright, NULL) END AS \"Right arg type\", pg_catalog.format_type(o.oprresult, NULL) AS \"Result type\", "
                + (plus ? "o.oprcode AS \"Function\", " : "") + "coalesce(pg_catalog.obj_description(o.oid, 'pg_operator'), "
                + "pg_catalog.obj_description(o.oprcode, 'pg_proc')) AS \"Description\" FROM pg_catalog.pg_operator o LEFT " + SCHEMA
                + "o.oprnamespace WHERE true" + (all ? "" : NO_SYSTEM)
                + NamePattern.operator(pattern, "n.nspname", "o.oprname", "pg_catalog.pg_operator_is_visible(o.oid)") + arguments
                + " ORDER BY 1, 2, 3, 4", "List of operators", null);
    }

    /// That a column's type is named so.
    static String type(String oid, String pattern) {
        return " AND EXISTS (SELECT 1 FROM pg_catalog.pg_type at JOIN pg_catalog.pg_namespace tn ON tn.oid = at.typnamespace WHERE at.oid = "
                + oid + typed(NamePattern.type(pattern), "tn", "at") + ")";
    }

    private static String typed(@Nullable String pattern, String schema, String type) {
        return NamePattern.where(pattern, schema + ".nspname", type + ".typname", "pg_catalog.format_type(" + type + ".oid, NULL)",
                "pg_catalog.pg_type_is_visible(" + type + ".oid)");
    }

    private static Listing conversions(boolean plus, boolean all, @Nullable String pattern) {
        return new Listing(
                "SELECT n.nspname AS \"Schema\", c.conname AS \"Name\", pg_catalog.pg_encoding_to_char(c.conforencoding) AS \"Source\", "
                        + "pg_catalog.pg_encoding_to_char(c.contoencoding) AS \"Destination\", CASE WHEN c.condefault THEN 'yes' ELSE 'no' END AS \"Default?\""
                        + (plus ? ", " + described("c.oid", "pg_conversion") : "") + " FROM pg_catalog.pg_conversion c " + SCHEMA
                        + "c.connamespace WHERE true" + (all ? "" : NO_SYSTEM)
                        + NamePattern.where(pattern, "n.nspname", "c.conname", "pg_catalog.pg_conversion_is_visible(c.oid)")
                        + " ORDER BY 1, 2",
                "List of conversions", null);
    }

    private static Listing casts(boolean plus, @Nullable String pattern) {
        return new Listing(
                "SELECT pg_catalog.format_type(c.castsource, NULL) AS \"Source type\", pg_catalog.format_type(c.casttarget, NULL) "
                        + "AS \"Target type\", CASE c.castmethod WHEN 'b' THEN '(binary coercible)' WHEN 'i' THEN '(with inout)' ELSE p.proname END AS \"Function\", "
                        + "CASE c.castcontext WHEN 'e' THEN 'no' WHEN 'a' THEN 'in assignment' ELSE 'yes' END AS \"Implicit?\""
                        + (plus ? ", " + described("c.oid", "pg_cast") : "")
                        + " FROM pg_catalog.pg_cast c LEFT JOIN pg_catalog.pg_proc p ON p.oid = c.castfunc "
                        + "JOIN pg_catalog.pg_type s ON s.oid = c.castsource JOIN pg_catalog.pg_namespace sn ON sn.oid = s.typnamespace "
                        + "JOIN pg_catalog.pg_type t ON t.oid = c.casttarget JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace WHERE (true"
                        + typed(pattern, "sn", "s") + ") OR (true" + typed(pattern, "tn", "t") + ") ORDER BY 1, 2",
                "List of casts", null);
    }

    /// What COMMENT says of objects that have no command of their own that shows it.
    private static Listing descriptions(boolean all, @Nullable String pattern) {
        String system = all ? "" : NO_SYSTEM;
        String table = "pg_catalog.pg_table_is_visible(c.oid)";
        return new Listing(
                "SELECT DISTINCT o.nspname AS \"Schema\", o.name AS \"Name\", o.object AS \"Object\", d.description AS \"Description\" FROM ("
                        + "SELECT k.oid, k.tableoid, n.nspname, k.conname::pg_catalog.text AS name, 'table constraint' AS object FROM pg_catalog.pg_constraint k "
                        + "JOIN pg_catalog.pg_class c ON c.oid = k.conrelid LEFT " + SCHEMA + "c.relnamespace WHERE true" + system
                        + NamePattern.where(pattern, "n.nspname", "k.conname", table)
                        + " UNION ALL SELECT k.oid, k.tableoid, n.nspname, k.conname::pg_catalog.text, 'domain constraint' FROM pg_catalog.pg_constraint k "
                        + "JOIN pg_catalog.pg_type t ON t.oid = k.contypid LEFT " + SCHEMA + "t.typnamespace WHERE true" + system
                        + NamePattern.where(pattern, "n.nspname", "k.conname", "pg_catalog.pg_type_is_visible(t.oid)")
                        + " UNION ALL SELECT k.oid, k.tableoid, n.nspname, k.opcname::pg_catalog.text, 'operator class' FROM pg_catalog.pg_opclass k "
                        + "JOIN pg_catalog.pg_am a ON a.oid = k.opcmethod " + SCHEMA + "k.opcnamespace WHERE true" + system
                        + NamePattern.where(pattern, "n.nspname", "k.opcname", "pg_catalog.pg_opclass_is_visible(k.oid)")
                        + " UNION ALL SELECT k.oid, k.tableoid, n.nspname, k.opfname::pg_catalog.text, 'operator family' FROM pg_catalog.pg_opfamily k "
                        + "JOIN pg_catalog.pg_am a ON a.oid = k.opfmethod " + SCHEMA + "k.opfnamespace WHERE true" + system
                        + NamePattern.where(pattern, "n.nspname", "k.opfname", "pg_catalog.pg_opfamily_is_visible(k.oid)")
                        + " UNION ALL SELECT k.oid, k.tableoid, n.nspname, k.rulename::pg_catalog.text, 'rule' FROM pg_catalog.pg_rewrite k "
                        + "JOIN pg_catalog.pg_class c ON c.oid = k.ev_class LEFT " + SCHEMA + "c.relnamespace WHERE k.rulename <> '_RETURN'"
                        + system
                        + NamePattern.where(pattern, "n.nspname", "k.rulename", table)
                        + " UNION ALL SELECT k.oid, k.tableoid, n.nspname, k.tgname::pg_catalog.text, 'trigger' FROM pg_catalog.pg_trigger k "
                        + "JOIN pg_catalog.pg_class c ON c.oid = k.tgrelid LEFT " + SCHEMA + "c.relnamespace WHERE true" + system
                        + NamePattern.where(pattern, "n.nspname", "k.tgname", table)
                        + ") o JOIN pg_catalog.pg_description d ON d.objoid = o.oid AND d.classoid = o.tableoid AND d.objsubid = 0 ORDER BY 1, 2, 3",
                "Object descriptions", null);
    }

    private static Listing defaults(@Nullable String pattern) {
        return new Listing(
                "SELECT pg_catalog.pg_get_userbyid(d.defaclrole) AS \"Owner\", n.nspname AS \"Schema\", CASE d.defaclobjtype WHEN 'r' THEN 'table' "
                        + "WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'function' WHEN 'T' THEN 'type' WHEN 'n' THEN 'schema' WHEN 'L' THEN 'large object' END AS \"Type\", "
                        + acl("d.defaclacl") + " FROM pg_catalog.pg_default_acl d LEFT " + SCHEMA + "d.defaclnamespace WHERE true"
                        + either(pattern, "n.nspname", "pg_catalog.pg_get_userbyid(d.defaclrole)") + " ORDER BY 1, 2, 3",
                "Default access privileges", null);
    }

    /// Whether one of two is named so.
    private static String either(@Nullable String pattern, String one, String other) {
        return pattern == null ? "" : NamePattern.where(pattern, null, one, other, null);
    }

    private static Listing statistics(int version, @Nullable String pattern) {
        return new Listing(
                "SELECT s.stxnamespace::pg_catalog.regnamespace::pg_catalog.text AS \"Schema\", s.stxname AS \"Name\", pg_catalog.format('%s FROM %s', "
                        + Listings.statisticsOn(version)
                        + ", s.stxrelid::pg_catalog.regclass) AS \"Definition\", CASE WHEN 'd' = ANY (s.stxkind) THEN 'defined' END AS \"Ndistinct\", "
                        + "CASE WHEN 'f' = ANY (s.stxkind) THEN 'defined' END AS \"Dependencies\", CASE WHEN 'm' = ANY (s.stxkind) THEN 'defined' END AS \"MCV\" "
                        + "FROM pg_catalog.pg_statistic_ext s WHERE true" + NamePattern.where(pattern,
                                "s.stxnamespace::pg_catalog.regnamespace::pg_catalog.text", "s.stxname",
                                "pg_catalog.pg_statistics_obj_is_visible(s.oid)")
                        + " ORDER BY 1, 2",
                "List of extended statistics", null);
    }

    private static Listing eventTriggers(boolean plus, @Nullable String pattern) {
        return new Listing("SELECT e.evtname AS \"Name\", e.evtevent AS \"Event\", " + owner("e.evtowner")
                + ", CASE e.evtenabled WHEN 'O' THEN 'enabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' WHEN 'D' THEN 'disabled' END AS \"Enabled\", "
                + "e.evtfoid::pg_catalog.regproc AS \"Function\", pg_catalog.array_to_string(e.evttags, ', ') AS \"Tags\""
                + (plus ? ", " + described("e.oid", "pg_event_trigger") : "") + " FROM pg_catalog.pg_event_trigger e WHERE true"
                + NamePattern.where(pattern, null, "e.evtname", null) + " ORDER BY 1", "List of event triggers", null);
    }

    /// Of text search.
    ///
    /// @param prefix of the columns
    /// @param more columns between name and description
    private static Listing search(String prefix, String table, String title, String visible, String more, @Nullable String pattern) {
        return new Listing("SELECT n.nspname AS \"Schema\", o." + prefix + "name AS \"Name\", " + more + described("o.oid", table)
                + " FROM pg_catalog." + table + " o LEFT " + SCHEMA + "o." + prefix + "namespace WHERE true"
                + NamePattern.where(pattern, "n.nspname", "o." + prefix + "name", "pg_catalog." + visible + "(o.oid)") + " ORDER BY 1, 2",
                "List of text search " + title, null);
    }

    private static Listing accessMethods(boolean plus, @Nullable String pattern) {
        return new Listing("SELECT amname AS \"Name\", CASE amtype WHEN 'i' THEN 'Index' WHEN 't' THEN 'Table' END AS \"Type\""
                + (plus ? ", amhandler AS \"Handler\", " + described("oid", "pg_am") : "") + " FROM pg_catalog.pg_am WHERE true"
                + NamePattern.where(pattern, null, "amname", null) + " ORDER BY 1", "List of access methods", null);
    }

    private static Listing operatorClasses(boolean plus, @Nullable String method, @Nullable String type) {
        return new Listing(
                "SELECT am.amname AS \"AM\", pg_catalog.format_type(c.opcintype, NULL) AS \"Input type\", CASE WHEN c.opckeytype <> 0 AND "
                        + "c.opckeytype <> c.opcintype THEN pg_catalog.format_type(c.opckeytype, NULL) END AS \"Storage type\", CASE WHEN "
                        + "pg_catalog.pg_opclass_is_visible(c.oid) THEN pg_catalog.format('%I', c.opcname) ELSE pg_catalog.format('%I.%I', n.nspname, c.opcname) END "
                        + "AS \"Operator class\", CASE WHEN c.opcdefault THEN 'yes' ELSE 'no' END AS \"Default?\""
                        + (plus ? ", " + family("c.opcfamily") + " AS \"Operator family\", " + owner("c.opcowner") : "")
                        + " FROM pg_catalog.pg_opclass c JOIN pg_catalog.pg_am am ON am.oid = c.opcmethod LEFT " + SCHEMA
                        + "c.opcnamespace JOIN pg_catalog.pg_type t ON t.oid = c.opcintype LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace WHERE true"
                        + NamePattern.where(method, null, "am.amname", null) + (type == null ? "" : typed(type, "tn", "t"))
                        + " ORDER BY 1, 2, 4",
                "List of operator classes", null);
    }

    /// The name of an operator family, with its schema where the search path does not find it.
    private static String family(String oid) {
        return "(SELECT CASE WHEN pg_catalog.pg_opfamily_is_visible(its.oid) THEN pg_catalog.format('%I', its.opfname) "
                + "ELSE pg_catalog.format('%I.%I', fn.nspname, its.opfname) END FROM pg_catalog.pg_opfamily its "
                + "LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = its.opfnamespace WHERE its.oid = " + oid + ")";
    }

    private static Listing operatorFamilies(boolean plus, @Nullable String method, @Nullable String type) {
        return new Listing("SELECT am.amname AS \"AM\", " + family("f.oid") + " AS \"Operator family\", (SELECT pg_catalog.string_agg("
                + "pg_catalog.format_type(c.opcintype, NULL), ', ') FROM pg_catalog.pg_opclass c WHERE c.opcfamily = f.oid) AS \"Applicable types\""
                + (plus ? ", " + owner("f.opfowner") : "")
                + " FROM pg_catalog.pg_opfamily f JOIN pg_catalog.pg_am am ON am.oid = f.opfmethod WHERE true"
                + NamePattern.where(method, null, "am.amname", null)
                + (type == null
                        ? ""
                        : " AND EXISTS (SELECT 1 FROM pg_catalog.pg_opclass c JOIN pg_catalog.pg_type t ON t.oid = c.opcintype JOIN "
                                + "pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace WHERE c.opcfamily = f.oid" + typed(type, "tn", "t")
                                + ")")
                + " ORDER BY 1, 2", "List of operator families", null);
    }

    private static Listing familyOperators(boolean plus, @Nullable String method, @Nullable String pattern) {
        return new Listing("SELECT am.amname AS \"AM\", " + family("o.amopfamily")
                + " AS \"Operator family\", o.amopopr::pg_catalog.regoperator AS \"Operator\", "
                + "o.amopstrategy AS \"Strategy\", CASE o.amoppurpose WHEN 'o' THEN 'ordering' WHEN 's' THEN 'search' END AS \"Purpose\""
                + (plus ? ", (SELECT f.opfname FROM pg_catalog.pg_opfamily f WHERE f.oid = o.amopsortfamily) AS \"Sort opfamily\"" : "")
                + " FROM pg_catalog.pg_amop o " + ofFamily("o.amopfamily", "o.amopmethod", method, pattern)
                + " ORDER BY 1, 2, o.amoplefttype = o.amoprighttype DESC, pg_catalog.format_type(o.amoplefttype, NULL), "
                + "pg_catalog.format_type(o.amoprighttype, NULL), o.amopstrategy", "List of operators of operator families", null);
    }

    private static Listing familyFunctions(boolean plus, @Nullable String method, @Nullable String pattern) {
        return new Listing("SELECT am.amname AS \"AM\", " + family("o.amprocfamily")
                + " AS \"Operator family\", pg_catalog.format_type(o.amproclefttype, NULL) "
                + "AS \"Registered left type\", pg_catalog.format_type(o.amprocrighttype, NULL) AS \"Registered right type\", o.amprocnum AS \"Number\", "
                + (plus ? "o.amproc::pg_catalog.regprocedure" : "p.proname") + " AS \"Function\" FROM pg_catalog.pg_amproc o "
                + "JOIN pg_catalog.pg_proc p ON p.oid = o.amproc JOIN pg_catalog.pg_opfamily m ON m.oid = o.amprocfamily "
                + ofFamily("o.amprocfamily", "m.opfmethod", method, pattern)
                + " ORDER BY 1, 2, o.amproclefttype = o.amprocrighttype DESC, 3, 4, 5", "List of support functions of operator families",
                null);
    }

    private static String ofFamily(String oid, String access, @Nullable String method, @Nullable String pattern) {
        return "JOIN pg_catalog.pg_opfamily g ON g.oid = " + oid + " JOIN pg_catalog.pg_am am ON am.oid = " + access + " LEFT " + SCHEMA
                + "g.opfnamespace WHERE true" + NamePattern.where(method, null, "am.amname", null)
                + (pattern == null ? "" : NamePattern.where(pattern, "n.nspname", "g.opfname", null));
    }

    private static Listing wrappers(boolean plus, @Nullable String pattern) {
        return new Listing("SELECT w.fdwname AS \"Name\", " + owner("w.fdwowner") + ", w.fdwhandler::pg_catalog.regproc AS \"Handler\", "
                + "w.fdwvalidator::pg_catalog.regproc AS \"Validator\""
                + (plus
                        ? ", " + acl("w.fdwacl") + ", " + options("w.fdwoptions") + ", " + described("w.oid", "pg_foreign_data_wrapper")
                        : "")
                + " FROM pg_catalog.pg_foreign_data_wrapper w WHERE true" + NamePattern.where(pattern, null, "w.fdwname", null)
                + " ORDER BY 1",
                "List of foreign-data wrappers", null);
    }

    private static Listing servers(boolean plus, @Nullable String pattern) {
        return new Listing("SELECT s.srvname AS \"Name\", " + owner("s.srvowner") + ", w.fdwname AS \"Foreign-data wrapper\""
                + (plus
                        ? ", " + acl("s.srvacl") + ", s.srvtype AS \"Type\", s.srvversion AS \"Version\", " + options("s.srvoptions") + ", "
                                + described("s.oid", "pg_foreign_server")
                        : "")
                + " FROM pg_catalog.pg_foreign_server s JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw WHERE true"
                + NamePattern.where(pattern, null, "s.srvname", null) + " ORDER BY 1", "List of foreign servers", null);
    }

    private static Listing mappings(boolean plus, @Nullable String pattern) {
        return new Listing("SELECT m.srvname AS \"Server\", m.usename AS \"User name\"" + (plus ? ", " + options("m.umoptions") : "")
                + " FROM pg_catalog.pg_user_mappings m WHERE true" + either(pattern, "m.srvname", "m.usename") + " ORDER BY 1, 2",
                "List of user mappings", null);
    }

    private static Listing foreignTables(boolean plus, @Nullable String pattern) {
        return new Listing("SELECT n.nspname AS \"Schema\", c.relname AS \"Table\", s.srvname AS \"Server\""
                + (plus ? ", " + options("f.ftoptions") + ", " + described("c.oid", "pg_class") : "")
                + " FROM pg_catalog.pg_foreign_table f JOIN pg_catalog.pg_class c ON c.oid = f.ftrelid " + SCHEMA
                + "c.relnamespace JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver WHERE true"
                + NamePattern.where(pattern, "n.nspname", "c.relname", "pg_catalog.pg_table_is_visible(c.oid)") + " ORDER BY 1, 2",
                "List of foreign tables", null);
    }
}
