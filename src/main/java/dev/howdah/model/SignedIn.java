package dev.howdah.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How long somebody is signed in.
///
/// @param until the end that is known now; null where nothing tells, as with an access key
/// @param renews whether it goes on by itself after that, as long as AWS lets it; else a person is needed
public record SignedIn(@Nullable Instant until, boolean renews) {}
