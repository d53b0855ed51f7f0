package dev.howdah.drill;

import dev.howdah.drill.world.Pace;

/// Runs a drill by hand until it is interrupted: `port fleet pace servers`.
final class DrillMain {
    private DrillMain() {}

    public static void main(String[] args) throws Exception {
        DrillOptions options = DrillOptions.standard().withPort(Integer.parseInt(args[0])).withFleet(Integer.parseInt(args[1]))
                .withPace(Pace.valueOf(args[2]));
        try (Drill drill = Drill.start(args[3].equals("servers") ? options : options.withoutServers(), System.out::println)) {
            System.out.println(drill.environment());
            Thread.currentThread().join();
        }
    }
}
