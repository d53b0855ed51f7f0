package dev.howdah.drill;

import dev.howdah.drill.world.DataPlane;
import java.io.IOException;
import java.util.function.Consumer;

/// Brings up the servers behind blog-db. Takes a while; tells its steps.
@FunctionalInterface
interface ServerSource {
    DataPlane start(Consumer<String> progress) throws IOException, InterruptedException;
}
