package dev.howdah.ops.activity;

import dev.howdah.sql.session.Database;
import java.util.Map;

/// A look at what runs, for tests elsewhere.
public final class ActivityLook {
    private ActivityLook() {}

    public static Sample at(Database database, Beside.Wish wish) {
        return new Reader(database, (name, _) -> {
            throw new AssertionError("asked in " + name + ", but all is in this database");
        }).read(Map.of(), wish);
    }
}
