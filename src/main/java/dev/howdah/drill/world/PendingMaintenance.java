package dev.howdah.drill.world;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that AWS wants to do to a resource.
///
/// @param action `system-update`, `db-upgrade`, `ca-certificate-rotation` …
public record PendingMaintenance(String arn, String action, String description, @Nullable Instant autoApplied, @Nullable Instant forced,
        @Nullable String optIn) {
    /// Opted in to, or not any more.
    public PendingMaintenance optedIn(@Nullable String how) {
        return new PendingMaintenance(arn, action, description, autoApplied, forced, how);
    }

    /// The same for a resource that got another name.
    PendingMaintenance of(String resource) {
        return new PendingMaintenance(resource, action, description, autoApplied, forced, optIn);
    }
}
