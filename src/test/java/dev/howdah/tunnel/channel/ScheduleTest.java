package dev.howdah.tunnel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.tunnel.channel.Simulation.Weather;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random schedules of loss, repetition, reordering, delay and broken connections on both sides, against an agent with the
/// ways of the real one: not a byte lost, doubled, altered or out of order, bounded memory, and every stream ends.
final class ScheduleTest {
    private static final int SCHEDULES = 12_000;
    private static final long LONG_ENOUGH = 1800 * VirtualTime.SECOND;

    @Test
    void everyScheduleComesThroughWhole() {
        long reconnects = 0;
        long repetitions = 0;
        for (int seed = 0; seed < SCHEDULES; seed++) {
            Simulation simulation = simulation(seed);
            try {
                simulation.runToEnd(LONG_ENOUGH);
                leave(simulation, seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("schedule " + seed + " " + simulation.weather, e);
            }
            reconnects += simulation.reconnects;
            repetitions += simulation.agent.duplicates;
        }
        assertThat(reconnects).as("connections were broken").isGreaterThan(SCHEDULES / 2);
        assertThat(repetitions).as("messages were repeated").isGreaterThan(SCHEDULES);
    }

    private static Simulation simulation(int seed) {
        var random = new Random(seed * 31L + 5);
        long milli = VirtualTime.MILLI;
        boolean lossy = random.nextBoolean();
        var weather = new Weather(lossy ? random.nextDouble() * 0.2 : 0, random.nextBoolean() ? random.nextDouble() * 0.2 : 0, random
                .nextBoolean(), random.nextInt(150) * milli, random.nextInt(120) * milli,
                random.nextBoolean()
                        ? (800 + random.nextInt(
                                5000)) * milli
                        : 0,
                random.nextInt(3) == 0 ? (500 + random.nextInt(5000)) * milli : 0, random.nextDouble() * 0.5,
                random.nextBoolean() ? 0 : 50_000 + random.nextInt(2_000_000), random.nextInt(200_000));
        var settings = ChannelSettings.STANDARD.withPayload(1024 << random.nextInt(6)).withWindow(random.nextBoolean() ? 1 << 20 : 40_000)
                .withReorder(random.nextBoolean() ? 4 << 20 : 20_000);
        var errands = new ArrayList<Errand>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Errand.Kind kind = Errand.Kind.values()[random.nextInt(Errand.Kind.values().length)];
            int size = random.nextInt(4) == 0 ? 60_000 : 3_000;
            errands.add(new Errand(kind, 1 + random.nextInt(size), 1 + random.nextInt(size), random.nextInt()));
        }
        return new Simulation(seed, weather, settings, List.copyOf(errands));
    }

    private static void leave(Simulation simulation, int seed) {
        simulation.act(simulation.channel.terminate(simulation.time.now()));
        simulation.time.in(0, () -> simulation.act(simulation.channel.tick(simulation.time.now())));
        boolean left = simulation.time.run(3 * VirtualTime.SECOND, () -> {
            simulation.act(simulation.channel.tick(simulation.time.now()));
            return simulation.ended != null;
        });
        if (!left) {
            simulation.act(simulation.channel.tick(simulation.time.now()));
        }
        assertThat(simulation.ended).as("schedule %d", seed).isInstanceOf(Ending.Terminated.class);
    }
}
