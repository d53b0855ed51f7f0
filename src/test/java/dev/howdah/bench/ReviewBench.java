package dev.howdah.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.lint.Review;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// How long a review takes: a file of 30 statements when the grammar is warm, and a script of a megabyte.
final class ReviewBench {
    private static final String ONE = """
            ALTER TABLE posts ADD COLUMN c%1$d integer NOT NULL DEFAULT 0;
            CREATE INDEX CONCURRENTLY posts_c%1$d ON posts (c%1$d) WHERE c%1$d > 0;
            UPDATE posts SET c%1$d = views + 1 WHERE id BETWEEN %1$d AND %1$d + 1000;
            """;

    @Test
    void thirtyStatementsAndAMegabyte() throws Exception {
        var file = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            file.append(ONE.formatted(i));
        }
        double[] millis = new double[40];
        for (int i = 0; i < millis.length; i++) {
            long begin = System.nanoTime();
            var review = new Review(16, false);
            review.read("thirty.sql", file.toString());
            millis[i] = (System.nanoTime() - begin) / 1e6;
            assertThat(review.report().statements()).hasSize(30);
        }
        double[] warm = Arrays.copyOfRange(millis, 10, millis.length);
        Arrays.sort(warm);
        System.out.printf("BENCH review: 30 statements, first %.0f ms, warm median %.1f ms, worst %.1f ms%n", millis[0],
                warm[warm.length / 2],
                warm[warm.length - 1]);
        var script = new StringBuilder();
        for (int i = 0; script.length() < 1 << 20; i++) {
            script.append(ONE.formatted(i));
        }
        int[] told = new int[1];
        long begin = System.nanoTime();
        var review = new Review(16, false).telling((f, done, of) -> told[0]++);
        review.read("big.sql", script.toString());
        System.out.printf("BENCH review: 1 MB, %d statements in %.1f s on %d cores, progress told %d times%n",
                review.report().statements().size(),
                (System.nanoTime() - begin) / 1e9, Runtime.getRuntime().availableProcessors(), told[0]);
        assertThat(review.report().problems()).isEmpty();
    }
}
