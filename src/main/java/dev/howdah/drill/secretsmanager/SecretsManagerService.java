package dev.howdah.drill.secretsmanager;

import dev.howdah.drill.protocol.Service;
import dev.howdah.drill.world.World;
import java.util.List;

/// Secrets Manager, as one registration.
public final class SecretsManagerService {
    private SecretsManagerService() {}

    public static Service of(World world) {
        return Service.json("secretsmanager", "secretsmanager",
                List.of(new CreateSecret(world), new DeleteSecret(world), new PutSecretValue(world), new RestoreSecret(world),
                        new UpdateSecret(world), new DescribeSecret(world), new GetRandomPassword(), new GetSecretValue(world),
                        new ListSecretVersionIds(world),
                        new ListSecrets(world)));
    }
}
