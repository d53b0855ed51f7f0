package dev.howdah.drill.scenario;

import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.DbSnapshot;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.Vault;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What the account had before a run: what is more afterwards was made by the learner, and goes.
///
/// @param roles of the servers
record Before(Set<String> instances, Set<String> snapshots, Set<String> roles) {
    static Before of(Stage stage) throws IOException {
        Region region = stage.world().home();
        return new Before(region.instances().stream().map(DbInstance::id).collect(Collectors.toSet()),
                region.snapshots().stream().map(DbSnapshot::id).collect(Collectors.toSet()), roles(stage));
    }

    private static Set<String> roles(Stage stage) throws IOException {
        return stage.ground().ask("SELECT rolname FROM pg_roles").stream().map(List::getFirst).collect(Collectors.toSet());
    }

    void restore(Stage stage) throws IOException, InterruptedException {
        Region region = stage.world().home();
        for (DbInstance more : region.instances()) {
            if (!instances.contains(more.id())) {
                DataPlane servers = region.removeInstance(more.id());
                if (servers != null) {
                    servers.close();
                }
            }
        }
        Vault vault = region.vault();
        for (String more : region.snapshots().stream().map(DbSnapshot::id).filter(id -> !snapshots.contains(id)).toList()) {
            region.removeSnapshot(more);
            if (vault != null) {
                vault.drop(more);
            }
        }
        for (String more : roles(stage)) {
            if (!roles.contains(more)) {
                stage.ground().dismiss(more);
            }
        }
    }
}
