package dev.howdah.drill.ecr;

import dev.howdah.drill.protocol.Service;
import dev.howdah.drill.world.World;
import java.util.List;

/// ECR, as one registration.
public final class EcrService {
    private EcrService() {}

    public static Service of(World world) {
        return Service.json("ecr", "AmazonEC2ContainerRegistry_V20150921", List.of(new DescribeImages(world)));
    }
}
