package dev.howdah.ops.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Questions that are asked at night, ready to run. They read views that take no lock on user tables, and were run on 13 to 17.
public record ReadyMade(String title, String sql) {
    /// In the order in which they are offered.
    public static final List<ReadyMade> ALL = List.of(of("Activity: what runs", "02_activity"),
            of("Blocking: who waits for whom", "03_blocking"),
            of("Idle in transaction", "04_idletx"), of("Locks", "05_locks"), of("Freeze age", "06_freeze"),
            of("Oldest transaction horizon", "07_horizon"), of("Dead rows and vacuum", "08_dead"), of("Cache hit", "10_cache"),
            of("Connections by application", "12_conns"), of("Invalid indexes", "13_invalid"),
            of("Progress of index builds", "14_progress"),
            of("Progress of vacuum", "15_vacprog"), of("Space", "16_space"), of("Settings that differ", "17_settings"));

    private static ReadyMade of(String title, String file) {
        try (InputStream text = Objects.requireNonNull(ReadyMade.class.getResourceAsStream("/dev/howdah/queries/" + file + ".sql"))) {
            return new ReadyMade(title, new String(text.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
