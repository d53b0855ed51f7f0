package dev.howdah.sql.meta;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The catalog queries of the commands that list things; the columns are those of psql 16.
final class Listings {
    static final String NO_SYSTEM = " AND n.nspname <> 'pg_catalog' AND n.nspname <> 'information_schema'";
    static final String SCHEMA = "JOIN pg_catalog.pg_namespace n ON n.oid = ";

    private Listings() {}

    static String owner(String column) {
        return "pg_catalog.pg_get_userbyid(" + column + ") AS \"Owner\"";
    }

    static String acl(String column) {
        return "pg_catalog.array_to_string(" + column + ", E'\\n') AS \"Access privileges\"";
    }

    /// What extended statistics are on: columns, since 14 expressions too. `s` is pg_statistic_ext.
    static String statisticsOn(int version) {
        return version >= 140_000
                ? "pg_catalog.pg_get_statisticsobjdef_columns(s.oid)"
                : "(SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY k.at) FROM pg_catalog.unnest(s.stxkeys) "
                        + "WITH ORDINALITY AS k(attnum, at) JOIN pg_catalog.pg_attribute a ON a.attrelid = s.stxrelid AND a.attnum = k.attnum)";
    }

    /// Which columns and rows of a table are published, since 15, to be put behind its name. `pr` is pg_publication_rel.
    static String publishedOf(int version) {
        return version >= 150_000
                ? " || coalesce(' (' || (SELECT pg_catalog.string_agg(attname, ', ' ORDER BY attnum) FROM pg_catalog.pg_attribute "
                        + "WHERE attrelid = pr.prrelid AND attnum = ANY (pr.prattrs)) || ')', '') "
                        + "|| coalesce(' WHERE ' || pg_catalog.pg_get_expr(pr.prqual, pr.prrelid), '')"
                : "";
    }

    /// @param methods whether access methods are shown
    static String relations(String kinds, boolean plus, boolean system, boolean methods, @Nullable String pattern) {
        var relkinds = new StringBuilder("''");
        boolean special = system || pattern != null;
        kinds.chars().forEach(k -> relkinds.append(switch (k) {
            case 't' -> special ? ",'r','p','t'" : ",'r','p'";
            case 'i' -> ",'i','I'";
            case 'v' -> ",'v'";
            case 'm' -> ",'m'";
            case 's' -> special ? ",'S','s'" : ",'S'";
            default -> ",'f'";
        }));
        boolean indexes = kinds.contains("i");
        boolean stored = kinds.chars().anyMatch(k -> k == 't' || k == 'm' || k == 'i');
        return "SELECT n.nspname AS \"Schema\", c.relname AS \"Name\", CASE c.relkind WHEN 'r' THEN 'table' WHEN 'v' THEN 'view' "
                + "WHEN 'm' THEN 'materialized view' WHEN 'i' THEN 'index' WHEN 'S' THEN 'sequence' WHEN 't' THEN 'TOAST table' "
                + "WHEN 'f' THEN 'foreign table' WHEN 'p' THEN 'partitioned table' WHEN 'I' THEN 'partitioned index' END AS \"Type\", "
                + owner("c.relowner") + (indexes ? ", t.relname AS \"Table\"" : "")
                + (plus
                        ? ", CASE c.relpersistence WHEN 'p' THEN 'permanent' WHEN 't' THEN 'temporary' WHEN 'u' THEN 'unlogged' END AS \"Persistence\", "
                                + (stored && methods ? "am.amname AS \"Access method\", " : "")
                                + "pg_catalog.pg_size_pretty(pg_catalog.pg_table_size(c.oid)) AS \"Size\", "
                                + "pg_catalog.obj_description(c.oid, 'pg_class') AS \"Description\""
                        : "")
                + " FROM pg_catalog.pg_class c LEFT " + SCHEMA + "c.relnamespace LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam"
                + (indexes
                        ? " LEFT JOIN pg_catalog.pg_index x ON x.indexrelid = c.oid LEFT JOIN pg_catalog.pg_class t ON t.oid = x.indrelid"
                        : "")
                + " WHERE c.relkind IN (" + relkinds + ")" + (special ? "" : NO_SYSTEM + " AND n.nspname !~ '^pg_toast'")
                + NamePattern.where(pattern, "n.nspname", "c.relname", "pg_catalog.pg_table_is_visible(c.oid)") + " ORDER BY 1, 2";
    }

    /// @param version of the server, as in `160015`
    /// @param connects whether the role may read how a subscription connects
    static Listing subscriptions(int version, boolean plus, boolean connects, @Nullable String pattern) {
        var more = new StringBuilder();
        if (plus && version >= 140_000) {
            more.append(", subbinary AS \"Binary\", ").append(version >= 160_000
                    ? "CASE substream WHEN 'f' THEN 'off' WHEN 't' THEN 'on' WHEN 'p' THEN 'parallel' END"
                    : "substream").append(" AS \"Streaming\"");
        }
        if (plus && version >= 150_000) {
            more.append(", subtwophasestate AS \"Two-phase commit\", subdisableonerr AS \"Disable on error\"");
        }
        if (plus && version >= 160_000) {
            more.append(", suborigin AS \"Origin\", subpasswordrequired AS \"Password required\", subrunasowner AS \"Run as owner?\"");
        }
        if (plus) {
            // of 13 the public may not read this one either
            more.append(!connects && version < 140_000 ? "" : ", subsynccommit AS \"Synchronous commit\"")
                    .append(connects ? ", subconninfo AS \"Conninfo\"" : "")
                    .append(version >= 150_000 ? ", subskiplsn AS \"Skip LSN\"" : "");
        }
        return new Listing(
                "SELECT subname AS \"Name\", " + owner("subowner") + ", subenabled AS \"Enabled\", subpublications AS \"Publication\""
                        + more + " FROM pg_catalog.pg_subscription WHERE subdbid = (SELECT oid FROM pg_catalog.pg_database "
                        + "WHERE datname = pg_catalog.current_database())" + NamePattern.where(pattern, null, "subname", null)
                        + " ORDER BY 1",
                "List of subscriptions", null);
    }

    /// @param version of the server, as in `160015`
    static @Nullable Listing of(int version, String command, boolean plus, boolean system, List<String> patterns) {
        @Nullable
        String pattern = patterns.isEmpty() ? null : patterns.getFirst();
        boolean all = system || pattern != null;
        if (command.startsWith("df")) {
            return functions(command.substring(2), plus, all, patterns);
        }
        if (command.startsWith("dP")) {
            return partitioned(command.substring(2), plus, pattern);
        }
        return switch (command) {
            case "dn" -> new Listing("SELECT n.nspname AS \"Name\", " + owner("n.nspowner")
                    + (plus ? ", " + acl("n.nspacl") + ", pg_catalog.obj_description(n.oid, 'pg_namespace') AS \"Description\"" : "")
                    + " FROM pg_catalog.pg_namespace n WHERE "
                    + (all ? "true" : "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'")
                    + NamePattern.where(pattern, null, "n.nspname", null) + " ORDER BY 1", "List of schemas", null);
            case "l", "list" -> databases(version, plus, pattern);
            case "du", "dg" -> roles(plus, system, pattern);
            case "dp", "z" -> privileges(all, pattern);
            case "dx" -> new Listing(
                    "SELECT e.extname AS \"Name\", e.extversion AS \"Version\", n.nspname AS \"Schema\", c.description AS \"Description\" "
                            + "FROM pg_catalog.pg_extension e LEFT JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace "
                            + "LEFT JOIN pg_catalog.pg_description c ON c.objoid = e.oid AND c.classoid = 'pg_catalog.pg_extension'::pg_catalog.regclass WHERE true"
                            + NamePattern.where(pattern, null, "e.extname", null) + " ORDER BY 1",
                    "List of installed extensions", null);
            case "dT" -> types(plus, all, pattern);
            case "db" -> new Listing("SELECT spcname AS \"Name\", " + owner("spcowner")
                    + ", pg_catalog.pg_tablespace_location(oid) AS \"Location\""
                    + (plus
                            ? ", " + acl("spcacl")
                                    + ", spcoptions AS \"Options\", CASE WHEN pg_catalog.has_tablespace_privilege(oid, 'CREATE') "
                                    + "OR pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE') OR oid = (SELECT dattablespace FROM pg_catalog.pg_database "
                                    + "WHERE datname = pg_catalog.current_database()) THEN pg_catalog.pg_size_pretty(pg_catalog.pg_tablespace_size(oid)) "
                                    + "ELSE 'No Access' END AS \"Size\", "
                                    + "pg_catalog.shobj_description(oid, 'pg_tablespace') AS \"Description\""
                            : "")
                    + " FROM pg_catalog.pg_tablespace WHERE true" + NamePattern.where(pattern, null, "spcname", null) + " ORDER BY 1",
                    "List of tablespaces", null);
            case "dRp" -> new Listing("SELECT pubname AS \"Name\", " + owner("pubowner")
                    + ", puballtables AS \"All tables\", pubinsert AS \"Inserts\", pubupdate AS \"Updates\", pubdelete AS \"Deletes\", "
                    + "pubtruncate AS \"Truncates\", pubviaroot AS \"Via root\" FROM pg_catalog.pg_publication WHERE true"
                    + NamePattern.where(pattern, null, "pubname", null) + " ORDER BY 1", "List of publications", null);
            case "drds" -> new Listing(
                    "SELECT rolname AS \"Role\", datname AS \"Database\", pg_catalog.array_to_string(setconfig, E'\\n') AS \"Settings\" "
                            + "FROM pg_catalog.pg_db_role_setting s LEFT JOIN pg_catalog.pg_database ON pg_database.oid = setdatabase "
                            + "LEFT JOIN pg_catalog.pg_roles ON pg_roles.oid = setrole WHERE true"
                            + NamePattern.where(pattern, null, "rolname", null)
                            + NamePattern.where(patterns.size() > 1 ? patterns.get(1) : null, null, "datname", null) + " ORDER BY 1, 2",
                    "List of settings",
                    pattern == null ? "Did not find any settings." : "Did not find any settings for role \"" + pattern + "\".");
            case "dconfig" -> new Listing("SELECT s.name AS \"Parameter\", pg_catalog.current_setting(s.name) AS \"Value\""
                    + (plus
                            ? ", s.vartype AS \"Type\", s.context AS \"Context\", "
                                    + (version >= 150_000 ? acl("p.paracl") : "NULL AS \"Access privileges\"")
                            : "")
                    + " FROM pg_catalog.pg_settings s"
                    + (plus && version >= 150_000
                            ? " LEFT JOIN pg_catalog.pg_parameter_acl p ON pg_catalog.lower(s.name) = p.parname"
                            : "")
                    + " WHERE "
                    + (pattern == null ? "s.source <> 'default' AND s.setting IS DISTINCT FROM s.boot_val" : "true")
                    + NamePattern.where(pattern == null ? null : pattern.replace(".", "\".\""), null, "pg_catalog.lower(s.name)", null)
                    + " ORDER BY 1",
                    pattern == null ? "List of non-default configuration parameters" : "List of configuration parameters", null);
            case "dD" -> new Listing(
                    "SELECT n.nspname AS \"Schema\", t.typname AS \"Name\", pg_catalog.format_type(t.typbasetype, t.typtypmod) AS \"Type\", "
                            + "(SELECT c.collname FROM pg_catalog.pg_collation c, pg_catalog.pg_type b WHERE c.oid = t.typcollation AND b.oid = t.typbasetype "
                            + "AND t.typcollation <> b.typcollation) AS \"Collation\", CASE WHEN t.typnotnull THEN 'not null' END AS \"Nullable\", "
                            + "t.typdefault AS \"Default\", pg_catalog.array_to_string(ARRAY(SELECT pg_catalog.pg_get_constraintdef(r.oid, true) "
                            + "FROM pg_catalog.pg_constraint r WHERE t.oid = r.contypid"
                            + (version >= 170_000 ? " AND r.contype = 'c'" : "")
                            + " ORDER BY r.conname), ' ') AS \"Check\""
                            + (plus ? ", " + acl("t.typacl") + ", pg_catalog.obj_description(t.oid, 'pg_type') AS \"Description\"" : "")
                            + " FROM pg_catalog.pg_type t "
                            + SCHEMA + "t.typnamespace WHERE t.typtype = 'd'" + (all ? "" : NO_SYSTEM)
                            + NamePattern.where(pattern, "n.nspname", "t.typname", "pg_catalog.pg_type_is_visible(t.oid)")
                            + " ORDER BY 1, 2",
                    "List of domains", null);
            case "dL" -> new Listing("SELECT l.lanname AS \"Name\", " + owner("l.lanowner")
                    + ", l.lanpltrusted AS \"Trusted\", "
                    + (plus
                            ? "NOT l.lanispl AS \"Internal language\", l.lanplcallfoid::pg_catalog.regprocedure AS \"Call handler\", "
                                    + "l.lanvalidator::pg_catalog.regprocedure AS \"Validator\", l.laninline::pg_catalog.regprocedure AS \"Inline handler\", "
                                    + acl("l.lanacl") + ", "
                            : "")
                    + "d.description AS \"Description\" "
                    + "FROM pg_catalog.pg_language l LEFT JOIN pg_catalog.pg_description d ON d.classoid = l.tableoid AND d.objoid = l.oid AND d.objsubid = 0 WHERE "
                    + (all ? "true" : "l.lanplcallfoid <> 0") + NamePattern.where(pattern, null, "l.lanname", null) + " ORDER BY 1",
                    "List of languages", null);
            default -> SeldomListings.of(version, command, plus, system, patterns);
        };
    }

    /// @param patterns of the name, then of the types of its arguments; `-` where it has no further one
    private static Listing functions(String kinds, boolean plus, boolean all, List<String> patterns) {
        @Nullable
        String pattern = patterns.isEmpty() ? null : patterns.getFirst();
        var arguments = new StringBuilder();
        for (int i = 1; i < patterns.size(); i++) {
            String oid = "p.proargtypes[" + (i - 1) + "]";
            arguments.append(patterns.get(i).equals("-") ? " AND " + oid + " IS NULL" : SeldomListings.type(oid, patterns.get(i)));
        }
        var wanted = new StringBuilder();
        kinds.chars().forEach(k -> wanted.append(wanted.isEmpty() ? "" : ",").append(switch (k) {
            case 'a' -> "'a'";
            case 'p' -> "'p'";
            case 'w' -> "'w'";
            default -> "'f'";
        }));
        return new Listing(
                "SELECT n.nspname AS \"Schema\", p.proname AS \"Name\", pg_catalog.pg_get_function_result(p.oid) AS \"Result data type\", "
                        + "pg_catalog.pg_get_function_arguments(p.oid) AS \"Argument data types\", CASE p.prokind WHEN 'a' THEN 'agg' WHEN 'w' THEN 'window' "
                        + "WHEN 'p' THEN 'proc' ELSE 'func' END AS \"Type\""
                        + (plus
                                ? ", CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END AS \"Volatility\", "
                                        + "CASE p.proparallel WHEN 'r' THEN 'restricted' WHEN 's' THEN 'safe' ELSE 'unsafe' END AS \"Parallel\", "
                                        + owner("p.proowner")
                                        + ", CASE WHEN p.prosecdef THEN 'definer' ELSE 'invoker' END AS \"Security\", " + acl("p.proacl")
                                        + ", l.lanname AS \"Language\", CASE WHEN l.lanname IN ('internal', 'c') THEN p.prosrc END AS \"Internal name\", "
                                        + "pg_catalog.obj_description(p.oid, 'pg_proc') AS \"Description\""
                                : "")
                        + " FROM pg_catalog.pg_proc p LEFT " + SCHEMA
                        + "p.pronamespace LEFT JOIN pg_catalog.pg_language l ON l.oid = p.prolang WHERE "
                        + (wanted.isEmpty() ? "true" : "p.prokind IN (" + wanted + ")") + (all ? "" : NO_SYSTEM)
                        + NamePattern.where(pattern, "n.nspname", "p.proname", "pg_catalog.pg_function_is_visible(p.oid)")
                        + arguments + " ORDER BY 1, 2, 4",
                "List of functions", null);
    }

    /// Which provider a locale has is told since 15, its rules since 16; since 17 its name is one for all providers.
    private static Listing databases(int version, boolean plus, @Nullable String pattern) {
        return new Listing("SELECT d.datname AS \"Name\", " + owner("d.datdba")
                + ", pg_catalog.pg_encoding_to_char(d.encoding) AS \"Encoding\", "
                + (version >= 150_000
                        ? "CASE d.datlocprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' END"
                        : "'libc'")
                + " AS \"Locale Provider\", d.datcollate AS \"Collate\", d.datctype AS \"Ctype\", "
                + (version >= 170_000
                        ? "d.datlocale AS \"Locale\""
                        : (version >= 150_000 ? "d.daticulocale" : "NULL") + " AS \"ICU Locale\"")
                + ", " + (version >= 160_000 ? "d.daticurules" : "NULL") + " AS \"ICU Rules\", " + acl("d.datacl")
                + (plus
                        ? ", CASE WHEN pg_catalog.has_database_privilege(d.datname, 'CONNECT') THEN "
                                + "pg_catalog.pg_size_pretty(pg_catalog.pg_database_size(d.datname)) ELSE 'No Access' END AS \"Size\", t.spcname AS \"Tablespace\", "
                                + "pg_catalog.shobj_description(d.oid, 'pg_database') AS \"Description\""
                        : "")
                + " FROM pg_catalog.pg_database d JOIN pg_catalog.pg_tablespace t ON d.dattablespace = t.oid WHERE true"
                + NamePattern.where(pattern, null, "d.datname", null) + " ORDER BY 1", "List of databases", null);
    }

    private static Listing roles(boolean plus, boolean system, @Nullable String pattern) {
        return new Listing("SELECT r.rolname AS \"Role name\", pg_catalog.concat_ws(', ', CASE WHEN r.rolsuper THEN 'Superuser' END, "
                + "CASE WHEN NOT r.rolinherit THEN 'No inheritance' END, CASE WHEN r.rolcreaterole THEN 'Create role' END, "
                + "CASE WHEN r.rolcreatedb THEN 'Create DB' END, CASE WHEN NOT r.rolcanlogin THEN 'Cannot login' END, "
                + "CASE WHEN r.rolreplication THEN 'Replication' END, CASE WHEN r.rolbypassrls THEN 'Bypass RLS' END) "
                + "|| CASE WHEN r.rolconnlimit = 0 THEN E'\\nNo connections' WHEN r.rolconnlimit = 1 THEN E'\\n1 connection' "
                + "WHEN r.rolconnlimit > 1 THEN E'\\n' || r.rolconnlimit || ' connections' ELSE '' END "
                + "|| CASE WHEN r.rolvaliduntil IS NULL THEN '' ELSE E'\\nPassword valid until ' || r.rolvaliduntil END AS \"Attributes\""
                + (plus ? ", pg_catalog.shobj_description(r.oid, 'pg_authid') AS \"Description\"" : "")
                + " FROM pg_catalog.pg_roles r WHERE "
                + (system || pattern != null ? "true" : "r.rolname !~ '^pg_'") + NamePattern.where(pattern, null, "r.rolname", null)
                + " ORDER BY 1",
                "List of roles", null);
    }

    private static Listing privileges(boolean all, @Nullable String pattern) {
        return new Listing(
                "SELECT n.nspname AS \"Schema\", c.relname AS \"Name\", CASE c.relkind WHEN 'r' THEN 'table' WHEN 'v' THEN 'view' "
                        + "WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table' WHEN 'p' THEN 'partitioned table' END AS \"Type\", "
                        + acl("c.relacl")
                        + ", pg_catalog.array_to_string(ARRAY(SELECT attname || E':\\n  ' || pg_catalog.array_to_string(attacl, E'\\n  ') "
                        + "FROM pg_catalog.pg_attribute a WHERE attrelid = c.oid AND NOT attisdropped AND attacl IS NOT NULL), E'\\n') AS \"Column privileges\", "
                        + "pg_catalog.array_to_string(ARRAY(SELECT polname || CASE WHEN NOT polpermissive THEN ' (RESTRICTIVE)' ELSE '' END "
                        + "|| CASE WHEN polcmd <> '*' THEN ' (' || polcmd::pg_catalog.text || '):' ELSE ':' END "
                        + "|| CASE WHEN polqual IS NOT NULL THEN E'\\n  (u): ' || pg_catalog.pg_get_expr(polqual, polrelid) ELSE '' END "
                        + "|| CASE WHEN polwithcheck IS NOT NULL THEN E'\\n  (c): ' || pg_catalog.pg_get_expr(polwithcheck, polrelid) ELSE '' END "
                        + "|| CASE WHEN polroles <> '{0}' THEN E'\\n  to: ' || pg_catalog.array_to_string(ARRAY(SELECT rolname FROM pg_catalog.pg_roles "
                        + "WHERE oid = ANY (polroles) ORDER BY 1), ', ') ELSE '' END FROM pg_catalog.pg_policy pol WHERE polrelid = c.oid), E'\\n') AS \"Policies\" "
                        + "FROM pg_catalog.pg_class c LEFT " + SCHEMA + "c.relnamespace WHERE c.relkind IN ('r','v','m','S','f','p')"
                        + (all ? "" : NO_SYSTEM + " AND n.nspname !~ '^pg_'")
                        + NamePattern.where(pattern, "n.nspname", "c.relname", "pg_catalog.pg_table_is_visible(c.oid)") + " ORDER BY 1, 2",
                "Access privileges",
                null);
    }

    private static Listing types(boolean plus, boolean all, @Nullable String pattern) {
        return new Listing("SELECT n.nspname AS \"Schema\", pg_catalog.format_type(t.oid, NULL) AS \"Name\", "
                + (plus
                        ? "t.typname AS \"Internal name\", CASE WHEN t.typrelid <> 0 THEN 'tuple' WHEN t.typlen < 0 THEN 'var' ELSE t.typlen::pg_catalog.text "
                                + "END AS \"Size\", pg_catalog.array_to_string(ARRAY(SELECT e.enumlabel FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid "
                                + "ORDER BY e.enumsortorder), E'\\n') AS \"Elements\", " + owner("t.typowner") + ", " + acl("t.typacl")
                                + ", "
                        : "")
                + "pg_catalog.obj_description(t.oid, 'pg_type') AS \"Description\" FROM pg_catalog.pg_type t LEFT " + SCHEMA
                + "t.typnamespace WHERE (t.typrelid = 0 OR (SELECT c.relkind = 'c' FROM pg_catalog.pg_class c WHERE c.oid = t.typrelid)) "
                + (pattern != null && pattern.contains("[]")
                        ? ""
                        : "AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_type el WHERE el.oid = t.typelem AND el.typarray = t.oid)")
                + (all ? "" : NO_SYSTEM)
                + NamePattern.where(pattern == null ? null : NamePattern.type(pattern), "n.nspname", "t.typname",
                        "pg_catalog.format_type(t.oid, NULL)",
                        "pg_catalog.pg_type_is_visible(t.oid)")
                + " ORDER BY 1, 2",
                "List of data types", null);
    }

    private static Listing partitioned(String kinds, boolean plus, @Nullable String pattern) {
        boolean both = !kinds.contains("t") && !kinds.contains("i");
        boolean tables = both || kinds.contains("t");
        boolean indexes = both || kinds.contains("i");
        boolean nested = kinds.contains("n") || pattern != null;
        return new Listing("SELECT n.nspname AS \"Schema\", c.relname AS \"Name\", " + owner("c.relowner")
                + (tables && indexes
                        ? ", CASE c.relkind WHEN 'p' THEN 'partitioned table' WHEN 'I' THEN 'partitioned index' END AS \"Type\""
                        : "")
                + (nested ? ", h.inhparent::pg_catalog.regclass AS \"Parent name\"" : "")
                + (indexes ? ", x.indrelid::pg_catalog.regclass AS \"Table\"" : "")
                + (plus
                        ? (kinds.contains("n")
                                ? ", (SELECT pg_catalog.pg_size_pretty(pg_catalog.sum(CASE WHEN isleaf AND level = 1 THEN pg_catalog.pg_table_size(relid) "
                                        + "ELSE 0 END)) FROM pg_catalog.pg_partition_tree(c.oid)) AS \"Leaf partition size\""
                                : "")
                                + ", (SELECT pg_catalog.pg_size_pretty(pg_catalog.sum(pg_catalog.pg_table_size(relid))) FROM pg_catalog.pg_partition_tree(c.oid)) "
                                + "AS \"Total size\", pg_catalog.obj_description(c.oid, 'pg_class') AS \"Description\""
                        : "")
                + " FROM pg_catalog.pg_class c LEFT " + SCHEMA + "c.relnamespace LEFT JOIN pg_catalog.pg_index x ON x.indexrelid = c.oid "
                + "LEFT JOIN pg_catalog.pg_inherits h ON c.oid = h.inhrelid WHERE c.relkind IN (" + (tables ? "'p'" : "''")
                + (indexes ? ",'I'" : "") + ")"
                + (nested ? "" : " AND NOT c.relispartition") + (pattern == null ? NO_SYSTEM + " AND n.nspname !~ '^pg_toast'" : "")
                + NamePattern.where(pattern, "n.nspname", "c.relname", "pg_catalog.pg_table_is_visible(c.oid)") + " ORDER BY \"Schema\", "
                + (tables && indexes ? "\"Type\" DESC, " : "") + (nested ? "\"Parent name\" NULLS FIRST, " : "") + "\"Name\"",
                tables && indexes ? "List of partitioned relations" : tables ? "List of partitioned tables" : "List of partitioned indexes",
                null);
    }
}
