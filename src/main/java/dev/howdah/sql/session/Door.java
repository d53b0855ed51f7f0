package dev.howdah.sql.session;

import java.util.Map;

/// Opens another session for `\c`.
public interface Door {
    /// A session, and where it leads.
    ///
    /// @param where DBNAME, USER, HOST and PORT
    record Opened(SqlSession session, Map<String, String> where) {}

    /// Why there is no other session.
    final class Shut extends Exception {
        public Shut(String why) {
            super(why);
        }
    }

    /// There is none to open another with.
    Door NONE = _ -> {
        throw new Shut("there is no way to another session from here");
    };

    /// @param wanted by libpq's keywords `dbname`, `user`, `host` and `port`; what is as it was is left out. `dbname` may be a
    /// connection string
    /// @throws Shut with a reason for whoever typed it
    Opened open(Map<String, String> wanted) throws Shut;
}
