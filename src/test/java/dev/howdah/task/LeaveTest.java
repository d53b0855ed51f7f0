package dev.howdah.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LeaveTest {
    @Test
    void whoClosesTwiceLeavesOnceAndTheOthersStay() {
        Object place = new Object();
        var here = new AtomicInteger(2);
        var one = new Leave(place, here::decrementAndGet);
        one.close();
        one.close();
        assertThat(here).hasValue(1);
    }

    @Test
    void whoeverWaitsAtThePlaceIsWoken() throws InterruptedException {
        Object place = new Object();
        var here = new AtomicInteger(1);
        Thread keeper = Thread.ofVirtual().start(() -> {
            synchronized (place) {
                while (here.get() > 0) {
                    try {
                        place.wait(TimeUnit.SECONDS.toMillis(60));
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            }
        });
        new Leave(place, here::decrementAndGet).close();
        assertThat(keeper.join(java.time.Duration.ofSeconds(20))).isTrue();
    }
}
