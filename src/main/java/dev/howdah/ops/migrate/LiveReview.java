package dev.howdah.ops.migrate;

import dev.howdah.lint.Catalog;
import dev.howdah.lint.Report;
import dev.howdah.lint.Review;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.reach.Reached;
import dev.howdah.ops.reach.Ways;
import dev.howdah.ops.review.CatalogReader;
import dev.howdah.sql.session.ConnectFailure;
import dev.howdah.sql.session.Safety;
import dev.howdah.sql.session.SqlFailed;
import dev.howdah.sql.session.SqlSession;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The review of a migration's SQL, with what the catalogue of its database says when that can be read.
///
/// @param live whether the catalogue was read
/// @param basis on what it judges, as a sentence
public record LiveReview(Report report, boolean live, String basis) {
    private static final Duration STATEMENT = Duration.ofSeconds(10);
    /// Taken when the server is not asked.
    private static final int USUAL = 16;

    /// Reads the catalogue through the way that is open, in a read-only session of its own. What goes wrong with it is said, and the
    /// review is made without.
    public static LiveReview of(Ways ways, InstanceRef ref, SqlFiles.Sources sql, Instant now) throws InterruptedException {
        Optional<Reached> reached = ways.reached(ref);
        if (reached.isEmpty()) {
            return alone(sql, "Judged by the statements alone: there is no way to " + ref.id() + ".");
        }
        try (SqlSession session = reached.get().database()
                .session(Safety.of("review").withStatement(STATEMENT), reached.get().database().usualDatabase())) {
            return of(session::ask, session.version() / 10_000, ref.id(), sql, now);
        } catch (ConnectFailure e) {
            return unread(sql, ref.id(), e);
        }
    }

    /// @param major version of the server
    static LiveReview of(CatalogReader.Ask session, int major, String id, SqlFiles.Sources sql, Instant now) throws InterruptedException {
        Catalog catalog;
        try {
            catalog = CatalogReader.of(session, sql.files().stream().map(SqlFiles.Source::text).toList());
        } catch (SqlFailed e) {
            return unread(sql, id, e);
        }
        var review = new Review(major, true, catalog);
        sql.review(review);
        return new LiveReview(review.report(), true, "Judged with the catalogue of " + id + ", PostgreSQL " + major + ", as it was at "
                + now.truncatedTo(ChronoUnit.SECONDS) + ".");
    }

    private static LiveReview unread(SqlFiles.Sources sql, String id, Exception why) throws InterruptedException {
        return alone(sql, "Judged by the statements alone: the catalogue of " + id + " could not be read (" + why.getMessage() + ").");
    }

    private static LiveReview alone(SqlFiles.Sources sql, String basis) throws InterruptedException {
        var review = new Review(USUAL, true);
        sql.review(review);
        return new LiveReview(review.report(), false, basis);
    }
}
