package dev.howdah.drill.secretsmanager;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.Secret;
import dev.howdah.drill.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html>: after a time in which it can be restored, unless it is
/// forced.
final class DeleteSecret implements Operation {
    private static final int LEAST = 7;
    private static final int MOST = 30;
    private final World world;

    DeleteSecret(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DeleteSecret";
    }

    @Override
    public String resource(Call call) {
        return Secrets.resource(world, call);
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Region region = world.region(call.region());
        synchronized (region) {
            Secret secret = Secrets.named(world, call);
            Secrets.mayChange(secret);
            boolean force = input.flag("ForceDeleteWithoutRecovery");
            Integer days = input.integer("RecoveryWindowInDays");
            if (force && days != null) {
                throw SecretsErrors.invalid("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
            }
            if (days != null && (days < LEAST || days > MOST)) {
                throw SecretsErrors
                        .invalid("The RecoveryWindowInDays value must be between " + LEAST + " and " + MOST + " days (inclusive).");
            }
            Instant now = world.clock().now();
            Instant at = force ? now : secret.deleted() != null ? secret.deleted() : now.plus(days == null ? MOST : days, ChronoUnit.DAYS);
            region.put(secret.deletedAt(at));
            if (force) {
                region.dropSecret(secret.arn(), at);
            } else {
                world.clock().after(Duration.between(now, at), _ -> region.dropSecret(secret.arn(), at));
            }
            return new Struct().put("ARN", secret.arn()).put("Name", secret.name()).put("DeletionDate", at);
        }
    }
}
