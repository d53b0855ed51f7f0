package dev.howdah.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The load of one instance in one span of time.
///
/// @param from,to the span after the service widened it to whole periods
/// @param vcpus virtual processors (`os.general.numVCPUs`), null when the service does not say
/// @param serviceTime the time of the answer by the service's own clock, in whole seconds; null when it did not tell
public record LoadAnswer(Instant from, Instant to, List<LoadLine> lines, @Nullable Double vcpus, @Nullable Instant serviceTime) {
    public LoadAnswer {
        lines = List.copyOf(lines);
    }

    public Optional<LoadLine> total() {
        return lines.stream().filter(l -> l.key() == null).findFirst();
    }
}
