package dev.howdah.drill.ecs;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Page;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Containers;
import dev.howdah.drill.world.World;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What all of ECS's actions share: the cluster that a request means, names and ARNs, pages, tags.
final class Listing {
    private static final int MOST = 100;

    private Listing() {}

    static Containers containers(World world, Call call) {
        return world.region(call.region()).containers();
    }

    /// The request's cluster, `default` unless told, or ClusterNotFoundException.
    static String cluster(Containers ecs, Input input) {
        String cluster = ecs.cluster(input.text("cluster", "default"));
        if (cluster == null) {
            throw EcsErrors.noCluster();
        }
        return cluster;
    }

    /// The names that a Describe action was given, at least one and at most `most`.
    static List<String> names(Input input, String member, int most) {
        List<String> names = input.texts(member);
        if (names.isEmpty()) {
            throw EcsErrors.invalid(member.substring(0, 1).toUpperCase(Locale.ROOT) + member.substring(1) + " cannot be empty.");
        }
        if (names.size() > most) {
            throw EcsErrors.invalid(member + " can have at most " + most + " items.");
        }
        return names;
    }

    /// One page of ARNs, which must be in ascending order of `keys`.
    ///
    /// @param size how many unless told
    static Struct page(Call call, String member, List<String> keys, Map<String, String> arns, int size) {
        Integer asked = call.input().integer("maxResults");
        if (asked != null && (asked < 1 || asked > MOST)) {
            throw EcsErrors.invalid("MaxResults must be between 1 and " + MOST + ".");
        }
        Page<String> page = Page.of(keys, k -> k, call.operation() + "/" + call.region(), call.input().text("nextToken"),
                asked == null ? size : asked, _ -> EcsErrors.invalid("Invalid token."));
        return new Struct().list(member, page.items().stream().map(arns::get).toList()).put("nextToken", page.next());
    }

    /// An ARN as it is, or the ARN of a name: what a failure must name.
    static String arn(Containers ecs, String nameOrArn, String kind) {
        return nameOrArn.startsWith("arn:") ? nameOrArn : ecs.arn(kind + "/" + nameOrArn);
    }

    static boolean includes(Input input, String what) {
        return input.texts("include").contains(what);
    }
}
