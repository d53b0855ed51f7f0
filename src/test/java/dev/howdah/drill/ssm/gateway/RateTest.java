package dev.howdah.drill.ssm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RateTest {
    private final AtomicLong now = new AtomicLong(5_000_000_000L);
    private final Rate rate = new Rate(now::get);

    /// Whether so many messages a second pass for so many seconds.
    private boolean pass(int perSecond, int seconds) {
        for (int i = 0; i < perSecond * seconds; i++) {
            now.addAndGet(1_000_000_000L / perSecond);
            if (!rate.allows()) {
                return false;
            }
        }
        return true;
    }

    @Test
    void aThousandMessagesASecondPassForEver() {
        assertThat(pass(990, 60)).isTrue();
    }

    @Test
    void moreThanThatDoNotPassForTwoSeconds() {
        assertThat(pass(1200, 1)).isTrue();
        assertThat(pass(1200, 2)).isFalse();
    }

    @Test
    void aBurstPassesAndIsForgotten() {
        assertThat(pass(1900, 1)).isTrue();
        now.addAndGet(3_000_000_000L);
        assertThat(pass(1900, 1)).isTrue();
    }
}
