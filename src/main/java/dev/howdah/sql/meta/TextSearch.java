package dev.howdah.sql.meta;

import dev.howdah.sql.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `\dF+` and `\dFp+`: a table for each configuration, two for each parser.
final class TextSearch {
    private static final String NAMED = "SELECT o.oid, n.nspname, o.%s, %s FROM pg_catalog.%s o LEFT " + Listings.SCHEMA + "o.%snamespace";
    private final Catalog catalog;

    TextSearch(Catalog catalog) {
        this.catalog = catalog;
    }

    private static String name(@Nullable String schema, @Nullable String name) {
        return "\"" + (schema == null ? "" : schema + ".") + name + "\"";
    }

    List<Table> configurations(@Nullable String pattern) {
        var tables = new ArrayList<Table>();
        for (List<@Nullable String> row : catalog.ask(NAMED.formatted("cfgname", "p.prsname, pn.nspname", "pg_ts_config", "cfg")
                + " LEFT JOIN pg_catalog.pg_ts_parser p ON p.oid = o.cfgparser LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = p.prsnamespace "
                + "WHERE true" + NamePattern.where(pattern, "n.nspname", "o.cfgname", "pg_catalog.pg_ts_config_is_visible(o.oid)")
                + " ORDER BY 3, 2").rows()) {
            Table mapped = catalog
                    .ask("SELECT (SELECT t.alias FROM pg_catalog.ts_token_type(c.cfgparser) t WHERE t.tokid = m.maptokentype) "
                            + "AS \"Token\", pg_catalog.string_agg(m.mapdict::pg_catalog.regdictionary::pg_catalog.text, ',' ORDER BY m.mapseqno) "
                            + "AS \"Dictionaries\" FROM pg_catalog.pg_ts_config c JOIN pg_catalog.pg_ts_config_map m ON m.mapcfg = c.oid WHERE c.oid = "
                            + row.getFirst() + " GROUP BY c.cfgparser, m.maptokentype ORDER BY 1");
            tables.add(new Table("Text search configuration " + name(row.get(1), row.get(2)) + "\nParser: " + name(row.get(4), row.get(3)),
                    mapped.columns(), mapped.rows(), List.of()));
        }
        return tables;
    }

    List<Table> parsers(@Nullable String pattern) {
        var tables = new ArrayList<Table>();
        for (List<@Nullable String> row : catalog.ask(NAMED.formatted("prsname", "NULL", "pg_ts_parser", "prs") + " WHERE true"
                + NamePattern.where(pattern, "n.nspname", "o.prsname", "pg_catalog.pg_ts_parser_is_visible(o.oid)")
                + " ORDER BY 1, 2").rows()) {
            String of = name(row.get(1), row.get(2));
            Table methods = catalog.ask("SELECT m.what AS \"Method\", m.which::pg_catalog.regproc AS \"Function\", "
                    + "pg_catalog.obj_description(m.which, 'pg_proc') AS \"Description\" FROM pg_catalog.pg_ts_parser p, LATERAL (VALUES "
                    + "(1, 'Start parse', p.prsstart), (2, 'Get next token', p.prstoken), (3, 'End parse', p.prsend), "
                    + "(4, 'Get headline', p.prsheadline), (5, 'Get token types', p.prslextype)) m(at, what, which) WHERE p.oid = "
                    + row.getFirst() + " ORDER BY m.at");
            tables.add(new Table("Text search parser " + of, methods.columns(), methods.rows(), List.of()));
            Table tokens = catalog.ask("SELECT t.alias AS \"Token name\", t.description AS \"Description\" FROM pg_catalog.ts_token_type("
                    + row.getFirst() + "::pg_catalog.oid) t ORDER BY 1");
            tables.add(new Table("Token types for parser " + of, tokens.columns(), tokens.rows(), null));
        }
        return tables;
    }
}
