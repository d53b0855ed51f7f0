package dev.howdah.posture;

import dev.howdah.model.Certificate;
import dev.howdah.model.Instance;
import dev.howdah.model.PendingAction;
import dev.howdah.model.ProxyState;
import dev.howdah.model.SecretState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was read of one instance, and of what is around it.
///
/// @param pending maintenance that waits for it
/// @param parameters those of its parameter group that checks ask for; one that the group leaves to the engine is not in it
/// @param authorities certificate authorities that RDS offers
/// @param master the secret in which RDS keeps the master password; empty when it keeps none
/// @param proxies RDS Proxies that lead to it
/// @param services of ECS that use it
/// @param now when it was read
public record Facts(Instance instance, Network network, Part<List<PendingAction>> pending, Part<Map<String, String>> parameters,
        Part<List<Certificate>> authorities, Part<Optional<SecretState>> master, Part<List<ProxyState>> proxies, Part<Week> week,
        Part<Services> services, Instant now) {}
