package dev.howdah.ops.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a server was doing at one moment.
///
/// @param at by the server's own clock, so that ages are right whatever ours says
/// @param took from question to answer, the way included
/// @param slots how many sessions the server allows (`max_connections`), those kept for the superuser and for roles with
/// `pg_use_reserved_connections` included
/// @param reserved how many of them ordinary roles cannot have
/// @param beside what was asked for beside it
public record Sample(Instant at, Duration took, List<Backend> backends, List<LockWait> waits, int slots, int reserved, Beside beside) {
    /// With nothing beside it.
    public Sample(Instant at, Duration took, List<Backend> backends, List<LockWait> waits, int slots, int reserved) {
        this(at, took, backends, waits, slots, reserved, new Beside.Nothing());
    }

    public Sample {
        backends = List.copyOf(backends);
        waits = List.copyOf(waits);
    }

    public Map<Integer, Backend> byPid() {
        return backends.stream().collect(Collectors.toMap(Backend::pid, Function.identity(), (a, _) -> a));
    }

    public Optional<Backend> backend(int pid) {
        return backends.stream().filter(b -> b.pid() == pid).findFirst();
    }

    /// Sessions of clients; they are what counts against the slots.
    public long sessions() {
        return backends.stream().filter(Backend::ofClient).count();
    }

    /// Whether something is kept from us because the role may not see it.
    public boolean partly() {
        return backends.stream().anyMatch(Backend::hidden);
    }
}
