package dev.howdah.drill.postgres.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// What the processes of a server cost. From `/proc` (proc(5)) where there is one; elsewhere processor time from the
/// process table, and memory is not known.
final class Processes {
    /// `sysconf(_SC_CLK_TCK)` of every Linux that Java runs on.
    private static final double TICKS = 100;
    private static final long PAGE = 4096;
    private static final boolean PROC = Files.isReadable(Path.of("/proc/self/stat"));

    private Processes() {}

    /// Processor seconds of the postmaster, its ended children and its live ones.
    static Optional<Double> cpuSeconds(long postmaster) {
        Optional<ProcessHandle> process = ProcessHandle.of(postmaster);
        if (process.isEmpty()) {
            return Optional.empty();
        }
        if (!PROC) {
            double live = Stream.concat(process.stream(), process.get().children())
                    .mapToDouble(p -> p.info().totalCpuDuration().map(d -> d.toMillis() / 1000.0).orElse(0.0)).sum();
            return Optional.of(live);
        }
        double own = ticks(postmaster, true);
        double children = children(process.get()).mapToDouble(child -> ticks(child, false)).sum();
        return own < 0 ? Optional.empty() : Optional.of((own + children) / TICKS);
    }

    /// Private memory of all processes, and the largest shared part once.
    static Optional<Long> memoryBytes(long postmaster) {
        Optional<ProcessHandle> process = ProcessHandle.of(postmaster);
        if (!PROC || process.isEmpty()) {
            return Optional.empty();
        }
        long[] total = {0, 0};
        LongStream.concat(LongStream.of(postmaster), children(process.get())).forEach(pid -> {
            String[] fields = read(pid, "statm").split(" ");
            if (fields.length > 2) {
                long resident = Long.parseLong(fields[1]);
                long shared = Long.parseLong(fields[2]);
                total[0] += resident - shared;
                total[1] = Math.max(total[1], shared);
            }
        });
        return Optional.of((total[0] + total[1]) * PAGE);
    }

    /// As the kernel lists them (`/proc/PID/task/PID/children`), where it does: Java's own list opens each process of the machine.
    private static LongStream children(ProcessHandle parent) {
        String pid = Long.toString(parent.pid());
        try {
            return Stream.of(Files.readString(Path.of("/proc", pid, "task", pid, "children")).strip().split(" ")).filter(c -> !c.isEmpty())
                    .mapToLong(Long::parseLong);
        } catch (IOException e) {
            return parent.children().mapToLong(ProcessHandle::pid);
        }
    }

    /// Clock ticks of a process; 0 for one that has ended, which its parent then counts. -1 when the parent is gone.
    private static double ticks(long pid, boolean parent) {
        String stat = read(pid, "stat");
        int name = stat.lastIndexOf(')');
        if (name < 0) {
            return parent ? -1 : 0;
        }
        String[] fields = stat.substring(name + 2).split(" ");
        double own = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
        return parent ? own + Double.parseDouble(fields[13]) + Double.parseDouble(fields[14]) : own;
    }

    private static String read(long pid, String what) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), what)).strip();
        } catch (IOException e) {
            // the process ended between the list and the look
            return "";
        }
    }
}
