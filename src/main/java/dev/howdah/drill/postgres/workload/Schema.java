package dev.howdah.drill.postgres.workload;

import java.sql.Connection;
import java.sql.SQLException;

/// The blog's tables and rows. Everything is generated on the server from row numbers, so two drills hold the same data.
final class Schema {
    static final int AUTHORS = 2_000;
    static final int POSTS = 40_000;
    static final int COMMENTS = 260_000;
    /// The migration that the tables correspond to, as Alembic would have recorded it.
    private static final String REVISION = "3f1c5a7d9b2e";
    private static final String[] TABLES = {"""
            CREATE TABLE authors (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                handle text NOT NULL UNIQUE,
                email text NOT NULL,
                created_at timestamptz NOT NULL DEFAULT now())""", """
            CREATE TABLE posts (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                author_id bigint NOT NULL REFERENCES authors (id),
                title text NOT NULL,
                body text NOT NULL,
                published boolean NOT NULL DEFAULT true,
                views bigint NOT NULL DEFAULT 0,
                created_at timestamptz NOT NULL DEFAULT now(),
                updated_at timestamptz NOT NULL DEFAULT now())""", """
            CREATE TABLE comments (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                post_id bigint NOT NULL REFERENCES posts (id),
                author_id bigint NOT NULL REFERENCES authors (id),
                body text NOT NULL,
                created_at timestamptz NOT NULL DEFAULT now())""", "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)"};
    private static final String[] ROWS = {
            "INSERT INTO authors (handle, email, created_at) SELECT 'author' || n, 'author' || n || '@example.org', "
                    + "now() - interval '400 days' + n * interval '4 hours' FROM generate_series(1, " + AUTHORS + ") n",
            "INSERT INTO posts (author_id, title, body, views, created_at, updated_at) SELECT 1 + n % " + AUTHORS
                    + ", 'Post number ' || n, repeat('All work and no play. ', 4 + n % 20), n * 7 % 5000, at, at "
                    + "FROM generate_series(1, " + POSTS
                    + ") n, LATERAL (SELECT now() - interval '300 days' + n * interval '10 minutes' AS at) t",
            "INSERT INTO comments (post_id, author_id, body, created_at) SELECT 1 + n * 13 % " + POSTS + ", 1 + n * 7 % " + AUTHORS
                    + ", 'Comment ' || n || ': well said.', now() - interval '290 days' + n * interval '95 seconds' FROM generate_series(1, "
                    + COMMENTS + ") n",
            "INSERT INTO alembic_version VALUES ('" + REVISION + "')"};
    private static final String[] INDEXES = {"CREATE INDEX posts_author_id ON posts (author_id)",
            "CREATE INDEX posts_created_at ON posts (created_at DESC)", "CREATE INDEX comments_post_id ON comments (post_id)",
            "CREATE INDEX comments_created_at ON comments (created_at)"};

    private Schema() {}

    /// Creates tables, rows and indexes in one transaction, so that a crash leaves all or nothing; then grants them to
    /// `role` and counts them for the planner.
    static void create(Connection owner, String role) throws SQLException {
        owner.setAutoCommit(false);
        try (var statement = owner.createStatement()) {
            for (String[] part : new String[][]{TABLES, ROWS, INDEXES}) {
                for (String sql : part) {
                    statement.execute(sql);
                }
            }
            statement.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + role);
            owner.commit();
        }
        owner.setAutoCommit(true);
        try (var statement = owner.createStatement()) {
            statement.execute("ANALYZE");
        }
    }
}
