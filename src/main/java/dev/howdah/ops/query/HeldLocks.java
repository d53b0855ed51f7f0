package dev.howdah.ops.query;

/// What an open transaction holds, asked of the lock table from another session; it waits for no lock itself.
final class HeldLocks {
    private static final int NAMED = 4;

    private HeldLocks() {}

    /// One row: how many tables, views and sequences of users are locked, and the strongest modes and their relations in words. Catalog
    /// relations (below oid 16384) are left out, because every statement looks at some, and indexes, because they follow their
    /// tables. Names are of the asking session's database; what lies in another has its number. (PostgreSQL manual, the view pg_locks;
    /// 13.3.1 for the order of the modes.)
    static String question(int pid) {
        return """
                WITH held AS (
                  SELECT l.relation, n.nspname, c.relname, pg_catalog.pg_table_is_visible(c.oid) AS visible,
                    pg_catalog.max(pg_catalog.array_position(ARRAY['AccessShareLock', 'RowShareLock', 'RowExclusiveLock',
                    'ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'], l.mode))
                    AS strength
                  FROM pg_catalog.pg_locks l
                  LEFT JOIN pg_catalog.pg_class c ON c.oid = l.relation
                    AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
                  LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  WHERE l.pid = %d AND l.granted AND l.locktype = 'relation' AND l.relation >= 16384
                    AND c.relkind IS DISTINCT FROM 'i' AND c.relkind IS DISTINCT FROM 'I'
                  GROUP BY 1, 2, 3, 4),
                told AS (
                  SELECT (ARRAY['ACCESS SHARE', 'ROW SHARE', 'ROW EXCLUSIVE', 'SHARE UPDATE EXCLUSIVE', 'SHARE', 'SHARE ROW EXCLUSIVE',
                    'EXCLUSIVE', 'ACCESS EXCLUSIVE'])[strength] || ' on ' || CASE WHEN relname IS NULL THEN 'relation ' || relation::text
                      WHEN visible THEN relname::text ELSE nspname || '.' || relname END AS words,
                    pg_catalog.row_number() OVER (ORDER BY strength DESC, relname, relation) AS place
                  FROM held)
                SELECT pg_catalog.count(*), pg_catalog.string_agg(words, ', ' ORDER BY place) FILTER (WHERE place <= %d) FROM told"""
                .formatted(pid, NAMED);
    }

    /// @param n how many there are
    /// @param held the first of them, null for none
    static String words(int n, @org.jspecify.annotations.Nullable String held) {
        return held == null ? "holds no lock on a table" : "holds " + held + (n > NAMED ? " and " + (n - NAMED) + " more" : "");
    }
}
