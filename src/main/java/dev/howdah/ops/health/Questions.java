package dev.howdah.ops.health;

/// What is asked. Catalogs and statistics only, and no function that opens a relation (`pg_relation_size`, `pg_get_indexdef`): whoever
/// holds a table locked holds none of this up. The one that does open, for a sequence's last value, leaves those out that somebody
/// holds or wants locked. Instants travel as microseconds since 1970.
final class Questions {
    static final String SERVER = """
            SELECT current_setting('server_version_num'), current_database(), pg_catalog.quote_ident(current_user),
              pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE') AND pg_catalog.pg_has_role('pg_read_all_settings', 'USAGE'),
              pg_catalog.pg_is_in_recovery(), %s,
              (SELECT %s FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database()), current_setting('block_size')"""
            .formatted(micros("pg_catalog.clock_timestamp()"), micros(
                    "greatest(pg_catalog.pg_stat_get_db_stat_reset_time(d.oid), pg_catalog.pg_stat_get_bgwriter_stat_reset_time())"));

    static final String DATABASES = """
            SELECT d.datname, d.datallowconn AND NOT d.datistemplate AND pg_catalog.has_database_privilege(d.oid, 'CONNECT'),
              pg_catalog.pg_stat_get_db_blocks_hit(d.oid),
              pg_catalog.pg_stat_get_db_blocks_fetched(d.oid) - pg_catalog.pg_stat_get_db_blocks_hit(d.oid),
              pg_catalog.pg_stat_get_db_temp_files(d.oid), pg_catalog.pg_stat_get_db_temp_bytes(d.oid),
              pg_catalog.pg_stat_get_db_numbackends(d.oid), pg_catalog.age(d.datfrozenxid), pg_catalog.mxid_age(d.datminmxid)
            FROM pg_catalog.pg_database AS d ORDER BY d.datname""";

    /// Widths of large tables only: those of all would be most of the answer's time.
    static final String TABLES = """
            SELECT %s, c.relpages, CASE WHEN c.reltuples > 0 OR c.reltuples = 0 AND c.relpages > 0 THEN c.reltuples::pg_catalog.float8::pg_catalog.int8 END,
              pg_catalog.pg_stat_get_dead_tuples(c.oid), pg_catalog.pg_stat_get_mod_since_analyze(c.oid),
              pg_catalog.pg_stat_get_ins_since_vacuum(c.oid),
              %s, %s, pg_catalog.array_to_string(c.reloptions, E'\\x1f'),
              CASE WHEN c.relfrozenxid <> '0' THEN pg_catalog.age(c.relfrozenxid) END,
              CASE WHEN c.relminmxid <> '0' THEN pg_catalog.mxid_age(c.relminmxid) END,
              w.bytes, w.told, w.nulls,
              (SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
            FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            LEFT JOIN LATERAL (SELECT pg_catalog.sum((1 - s.null_frac) * s.avg_width) AS bytes, pg_catalog.count(*) AS told,
                pg_catalog.bool_or(s.null_frac > 0) AS nulls FROM pg_catalog.pg_stats AS s
                WHERE s.schemaname = n.nspname AND s.tablename = c.relname AND NOT s.inherited) AS w ON c.relpages >= 1024
            WHERE c.relkind IN ('r', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            ORDER BY c.relpages DESC LIMIT 20000"""
            .formatted(name("n", "c"), micros(
                    "greatest(pg_catalog.pg_stat_get_last_vacuum_time(c.oid), pg_catalog.pg_stat_get_last_autovacuum_time(c.oid))"),
                    micros(
                            "greatest(pg_catalog.pg_stat_get_last_analyze_time(c.oid), pg_catalog.pg_stat_get_last_autoanalyze_time(c.oid))"));

    /// `pg_get_indexdef` would print expressions with the table open: they are compared as the trees that are stored, without the places
    /// in the text that they were typed in.
    private static final String INDEXES = """
            SELECT %s, %s, m.amname, x.indisvalid, x.indisunique,
              x.indisprimary OR x.indisexclusion OR x.indisreplident OR i.relispartition
                OR EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS o WHERE o.conindid = x.indexrelid),
              EXISTS (SELECT 1 FROM pg_catalog.pg_stat_progress_create_index AS p WHERE p.index_relid = x.indexrelid),
              i.relpages, pg_catalog.pg_stat_get_numscans(i.oid), %s,
              (SELECT pg_catalog.string_agg(x.indkey[k] || ':' || x.indclass[k] || ':' || x.indcollation[k] || ':' || x.indoption[k], E'\\x1f'
                 ORDER BY k) FROM pg_catalog.generate_series(0, x.indnkeyatts - 1) AS k),
              (SELECT coalesce(pg_catalog.string_agg(x.indkey[k]::text, ','), '')
                 FROM pg_catalog.generate_series(x.indnkeyatts::int, x.indnatts - 1) AS k)
                || coalesce(pg_catalog.regexp_replace(x.indexprs::text, ':location -?[0-9]+', '', 'g'), '')
                || coalesce(' where ' || pg_catalog.regexp_replace(x.indpred::text, ':location -?[0-9]+', '', 'g'), ''),
              (SELECT pg_catalog.string_agg(a.attname, ', ' ORDER BY a.attnum) FROM pg_catalog.pg_attribute AS a
                 WHERE a.attrelid = i.oid AND a.attnum <= x.indnkeyatts) || CASE WHEN x.indpred IS NULL THEN '' ELSE ', of some rows' END
            FROM pg_catalog.pg_index AS x JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid
            JOIN pg_catalog.pg_class AS c ON c.oid = x.indrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_am AS m ON m.oid = i.relam
            WHERE i.relkind = 'i' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            ORDER BY i.relpages DESC LIMIT 50000""";

    static final String SEQUENCES = """
            WITH held AS MATERIALIZED (SELECT DISTINCT l.relation FROM pg_catalog.pg_lock_status() AS l
              WHERE l.locktype = 'relation' AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
                AND l.mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')),
            s AS MATERIALIZED (SELECT s.*, c.relname, n.nspname,
                coalesce(pg_catalog.has_sequence_privilege(c.oid, 'SELECT, USAGE'), false) AND NOT (c.oid IN (SELECT relation FROM held))
                  AND NOT (c.relpersistence = 'u' AND pg_catalog.pg_is_in_recovery()) AS readable
              FROM pg_catalog.pg_sequence AS s JOIN pg_catalog.pg_class AS c ON c.oid = s.seqrelid
              JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname !~ '^pg_')
            SELECT %s, CASE WHEN s.readable THEN pg_catalog.pg_sequence_last_value(s.seqrelid) END, s.readable, s.seqmax, s.seqincrement,
              s.seqcycle, %s || '.' || pg_catalog.quote_ident(a.attname),
              CASE a.atttypid WHEN 21 THEN 32767 WHEN 23 THEN 2147483647 END
            FROM s LEFT JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = s.seqrelid
              AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
            LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
            LEFT JOIN pg_catalog.pg_class AS t ON t.oid = d.refobjid LEFT JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace
            LIMIT 50000""".formatted("pg_catalog.quote_ident(s.nspname) || '.' || pg_catalog.quote_ident(s.relname)", name("tn", "t"));

    static final String SETTINGS = "SELECT name, setting, unit, source, pending_restart FROM pg_catalog.pg_settings";

    /// `rds.rds_superuser_reserved_connections` is RDS's own, before 16 brought `reserved_connections`.
    static final String SESSIONS = """
            SELECT pg_catalog.count(*) FILTER (WHERE a.backend_type = 'client backend'),
              pg_catalog.count(*) FILTER (WHERE a.state = 'idle'), pg_catalog.count(*) FILTER (WHERE a.state LIKE 'idle in transaction%'),
              pg_catalog.count(*) FILTER (WHERE a.query = '<insufficient privilege>'),
              (SELECT pg_catalog.sum(pg_catalog.pg_stat_get_db_numbackends(d.oid)) FROM pg_catalog.pg_database AS d),
              current_setting('max_connections'), current_setting('superuser_reserved_connections'),
              current_setting('reserved_connections', true), current_setting('rds.rds_superuser_reserved_connections', true)
            FROM pg_catalog.pg_stat_get_activity(NULL) AS a""";

    static final String SLOTS = """
            SELECT s.slot_name, s.slot_type, (SELECT d.datname FROM pg_catalog.pg_database AS d WHERE d.oid = s.datoid), s.active,
              pg_catalog.pg_wal_lsn_diff(CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn()
                ELSE pg_catalog.pg_current_wal_lsn() END, s.restart_lsn)::pg_catalog.int8, s.wal_status, s.safe_wal_size
            FROM pg_catalog.pg_get_replication_slots() AS s""";

    static final String HORIZONS = """
            SELECT CASE a.backend_type WHEN 'walsender' THEN 'replica' ELSE 'session' END, 'pid ' || a.pid || coalesce(', '
                || pg_catalog.pg_get_userbyid(a.usesysid), '') || coalesce(', ' || nullif(a.application_name, ''), ''),
              greatest(pg_catalog.age(a.backend_xmin), pg_catalog.age(a.backend_xid)), %s,
              CASE WHEN a.state IS NOT NULL THEN a.state LIKE 'idle in transaction%%' END,
              'SELECT pg_terminate_backend(' || a.pid || ');'
            FROM pg_catalog.pg_stat_get_activity(NULL) AS a WHERE a.pid <> pg_catalog.pg_backend_pid()
              AND coalesce(a.backend_type, 'client backend') IN ('client backend', 'walsender', 'background worker')
              AND (a.backend_xmin IS NOT NULL OR a.backend_xid IS NOT NULL OR a.state LIKE 'idle in transaction%%')
            UNION ALL SELECT 'prepared transaction', p.gid || ', ' || pg_catalog.pg_get_userbyid(p.ownerid),
              pg_catalog.age(p.transaction), %s, NULL, 'ROLLBACK PREPARED ' || pg_catalog.quote_literal(p.gid) || ';'
            FROM pg_catalog.pg_prepared_xact() AS p
            UNION ALL SELECT 'slot', s.slot_name, greatest(pg_catalog.age(s.xmin), pg_catalog.age(s.catalog_xmin)), NULL, NULL,
              '-- the slot ' || s.slot_name || ': see the check replication-slots'
            FROM pg_catalog.pg_get_replication_slots() AS s WHERE s.xmin IS NOT NULL OR s.catalog_xmin IS NOT NULL"""
            .formatted(micros("a.xact_start"), micros("p.prepared"));

    private Questions() {}

    /// @param version as in `160015`: 16 began to tell when an index was used last
    static String indexes(int version) {
        return INDEXES.formatted(name("n", "i"), name("n", "c"), version >= 160_000
                ? micros("pg_catalog.pg_stat_get_lastscan(i.oid)")
                : "NULL");
    }

    /// 17 gave the checkpointer statistics of its own.
    static String checkpoints(int version) {
        return version >= 170_000
                ? "SELECT pg_catalog.pg_stat_get_checkpointer_num_timed(), pg_catalog.pg_stat_get_checkpointer_num_requested(), "
                        + micros("pg_catalog.pg_stat_get_checkpointer_stat_reset_time()")
                : "SELECT pg_catalog.pg_stat_get_bgwriter_timed_checkpoints(), pg_catalog.pg_stat_get_bgwriter_requested_checkpoints(), "
                        + micros("pg_catalog.pg_stat_get_bgwriter_stat_reset_time()");
    }

    private static String micros(String moment) {
        return "(extract(epoch FROM " + moment + ") * 1000000)::bigint";
    }

    private static String name(String schema, String relation) {
        return "pg_catalog.quote_ident(" + schema + ".nspname) || '.' || pg_catalog.quote_ident(" + relation + ".relname)";
    }
}
