package dev.howdah.posture;

import dev.howdah.model.IngressRule;
import dev.howdah.model.Instance;
import dev.howdah.model.PendingAction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What was read of one instance. An empty part could not be read: what depends on it is unknown.
///
/// @param ingress inbound rules of its security groups
/// @param pending maintenance that waits for it
/// @param now when it was read
public record Facts(Instance instance, Optional<List<IngressRule>> ingress, Optional<List<PendingAction>> pending, Instant now) {}
