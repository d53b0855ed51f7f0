package dev.howdah.posture;

import dev.howdah.model.IngressRule;
import dev.howdah.model.Instance;
import dev.howdah.model.PendingAction;
import java.time.Instant;
import java.util.List;

/// What was read of one instance.
///
/// @param ingress inbound rules of its security groups
/// @param pending maintenance that waits for it
/// @param now when it was read
public record Facts(Instance instance, Part<List<IngressRule>> ingress, Part<List<PendingAction>> pending, Instant now) {}
