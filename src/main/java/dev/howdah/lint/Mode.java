package dev.howdah.lint;

/// PostgreSQL's lock modes of tables, weakest first (manual, "Explicit Locking").
public enum Mode {
    ACCESS_SHARE, ROW_SHARE, ROW_EXCLUSIVE, SHARE_UPDATE_EXCLUSIVE, SHARE, SHARE_ROW_EXCLUSIVE, EXCLUSIVE, ACCESS_EXCLUSIVE;

    private static final String[] CONFLICTS = {".......x", "......xx", "....xxxx", "...xxxxx", "..xx.xxx", "..xxxxxx", ".xxxxxxx",
            "xxxxxxxx"};

    /// As the manual writes it.
    public String words() {
        return name().replace('_', ' ');
    }

    /// Whether two transactions cannot hold both on one table (manual, table 13.2).
    public boolean conflicts(Mode other) {
        return CONFLICTS[ordinal()].charAt(other.ordinal()) == 'x';
    }

    /// Whether INSERT, UPDATE and DELETE wait for it.
    public boolean blocksWrites() {
        return compareTo(SHARE) >= 0;
    }
}
