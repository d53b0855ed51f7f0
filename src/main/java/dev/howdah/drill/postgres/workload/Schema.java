package dev.howdah.drill.postgres.workload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/// The blog's tables and rows. Everything is generated on the server from row numbers, so two drills hold the same data.
final class Schema {
    static final int AUTHORS = 2_000;
    static final int POSTS = 40_000;
    static final int COMMENTS = 260_000;
    /// What the image's own migrations make where there is nothing, so that a database that was migrated and one that was loaded are alike.
    private static final String BASE = "/dev/howdah/drill/migrations/base/";
    private static final String[] ROWS = {
            "INSERT INTO authors (handle, email, created_at) SELECT 'author' || n, 'author' || n || '@example.org', "
                    + "now() - interval '400 days' + n * interval '4 hours' FROM generate_series(1, " + AUTHORS + ") n",
            "INSERT INTO posts (author_id, title, body, views, created_at, updated_at) SELECT 1 + n % " + AUTHORS
                    + ", 'Post number ' || n, repeat('All work and no play. ', 4 + n % 20), n * 7 % 5000, at, at "
                    + "FROM generate_series(1, " + POSTS
                    + ") n, LATERAL (SELECT now() - interval '300 days' + n * interval '10 minutes' AS at) t",
            "INSERT INTO comments (post_id, author_id, body, created_at) SELECT 1 + n * 13 % " + POSTS + ", 1 + n * 7 % " + AUTHORS
                    + ", 'Comment ' || n || ': well said.', now() - interval '290 days' + n * interval '95 seconds' FROM generate_series(1, "
                    + COMMENTS + ") n"};

    /// Table and column of each foreign key, under the name that PostgreSQL gives it, and where it points.
    private static final String[][] REFERENCES = {{"posts", "author_id", "authors"}, {"comments", "post_id", "posts"},
            {"comments", "author_id", "authors"}};

    private Schema() {}

    /// Creates tables, rows and indexes in one transaction, so that a crash leaves all or nothing; then grants them to
    /// `role` and counts them for the planner.
    static void create(Connection owner, String role) throws IOException, SQLException {
        owner.setAutoCommit(false);
        try (var statement = owner.createStatement()) {
            statement.execute(script("V1__tables.sql"));
            // looked at once for all rows, not once for each: 1.4 s for all of this, not 3.4
            for (String[] key : REFERENCES) {
                statement.execute("ALTER TABLE " + key[0] + " DROP CONSTRAINT " + name(key));
            }
            for (String sql : ROWS) {
                statement.execute(sql);
            }
            for (String[] key : REFERENCES) {
                statement.execute("ALTER TABLE " + key[0] + " ADD CONSTRAINT " + name(key) + " FOREIGN KEY (" + key[1] + ") REFERENCES "
                        + key[2] + " (id)");
            }
            statement.execute(script("V2__indexes.sql"));
            statement.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + role);
            owner.commit();
        }
        owner.setAutoCommit(true);
        try (var statement = owner.createStatement()) {
            statement.execute("ANALYZE");
        }
    }

    private static String name(String[] key) {
        return key[0] + "_" + key[1] + "_fkey";
    }

    private static String script(String name) throws IOException {
        try (InputStream in = Schema.class.getResourceAsStream(BASE + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
