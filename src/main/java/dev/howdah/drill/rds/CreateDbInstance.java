package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.ChapterSeed;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.Secret;
import dev.howdah.drill.world.SecretSeed;
import dev.howdah.drill.world.Vault;
import dev.howdah.drill.world.World;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html>
///
/// Where the drill has servers, real ones with one empty database stand behind it. They have the drill's own minor version, and the
/// description tells it once they answer.
final class CreateDbInstance implements Operation {
    private final World world;

    CreateDbInstance(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "CreateDBInstance";
    }

    @Override
    public String resource(Call call) {
        return world.region(call.region()).arn("db", Listing.name(call.input().text("DBInstanceIdentifier", "*")));
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Region region = world.region(call.region());
        String id = Identifiers.instance("DBInstanceIdentifier", input.need("DBInstanceIdentifier"));
        if (region.taken(id)) {
            throw RdsErrors.instanceExists(id);
        }
        Vault vault = region.vault();
        Instant now = world.clock().now();
        var reader = new NewInstance(region, input, vault != null, now);
        DbInstance wished = reader.read(id);
        String database = wished.engine().database();
        var login = new DataPlane.Login(wished.engine().masterUser(), reader.password(), database == null ? "postgres" : database);
        Map<String, String> tags = new LinkedHashMap<>(Wishes.tags(input));
        if (vault == null) {
            tags.put(ChapterSeed.METADATA_ONLY, "true");
        }
        Integer port = input.integer("Port");
        String meanwhile = wished.insight().interval() > 0 ? "configuring-enhanced-monitoring" : Step.MODIFYING;
        return new Building(world, region, vault == null ? null : (plan, progress) -> vault.create(plan, login, progress), meanwhile, null)
                .begin(wished, port == null ? 5432 : Wishes.port(port), tags, () -> {
                    if (reader.managed()) {
                        Secret own = SecretSeed.managed(region, wished, login, now);
                        region.put(own.described(own.description(), input.text("MasterUserSecretKmsKeyId", ChapterSeed.key())));
                    }
                });
    }
}
