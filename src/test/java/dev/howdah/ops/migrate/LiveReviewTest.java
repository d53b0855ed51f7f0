package dev.howdah.ops.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.sql.session.ServerMessage;
import dev.howdah.sql.session.SqlFailed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Bad input tried: a catalogue that may not be read. With a real server: `MigrateStoryTest`.
final class LiveReviewTest {
    @Test
    void aCatalogueThatCannotBeReadLeavesTheReviewStanding() throws Exception {
        var sql = new SqlFiles.Sources(List.of(new SqlFiles.Source("V1__a.sql", "ALTER TABLE posts RENAME COLUMN title TO headline;")),
                "0");
        LiveReview review = LiveReview.of(_ -> {
            throw new SqlFailed(new ServerMessage("ERROR", "42501", "permission denied for schema pg_catalog", 0, Map.of()), "SELECT 1");
        }, 16, "blog-db", sql, Instant.EPOCH);
        assertThat(review.live()).isFalse();
        assertThat(review.basis()).startsWith("Judged by the statements alone: the catalogue of blog-db could not be read (")
                .contains("permission denied");
        assertThat(review.report().findings()).anyMatch(f -> f.rule().equals("rename"));
    }
}
