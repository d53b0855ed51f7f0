package dev.howdah.timeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How much one source told.
///
/// @param source an API, the journal, this console
/// @param count how many marks it gave
/// @param asOf when it was read last; null when it never was
/// @param trouble why it could not be read the last time; null when it was
public record Told(String source, int count, @Nullable Instant asOf, @Nullable String trouble) {}
