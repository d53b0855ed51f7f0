package dev.howdah.ops.reach;

import dev.howdah.model.Hop;
import dev.howdah.model.Hop.Obstacle;
import dev.howdah.model.IngressRule;
import dev.howdah.model.Instance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Ranks hops: usable ones first, those in the primary's zone before others, tasks before machines. One that the instance's security
/// groups do not let in is unusable, and the rule that would let it in is its fix.
final class Hops {
    private Hops() {}

    /// @param rules null when they could not be read: then nobody is ruled out by them
    static List<Hop> ranked(List<Hop> hops, Instance instance, int port, @Nullable List<IngressRule> rules) {
        String zone = instance.placement().primaryAz();
        return hops.stream().map(h -> rules == null ? h : judged(h, instance, port, rules))
                .map(h -> zone == null || h.az() == null || zone.equals(h.az())
                        ? h
                        : h.with(h.obstacles(), with(h.notes(), "in " + h.az() + ", the primary is in " + zone)))
                .sorted(Comparator.comparing((Hop h) -> !h.usable()).thenComparing(h -> h.notes().size()).thenComparing(Hop::kind)
                        .thenComparing(Hop::name))
                .toList();
    }

    private static Hop judged(Hop hop, Instance instance, int port, List<IngressRule> rules) {
        if (lets(hop, port, rules).isPresent()) {
            return hop;
        }
        Set<String> groups = groups(instance);
        String group = groups.stream().findFirst().orElse("the instance's security group");
        String own = hop.securityGroups().stream().findFirst().orElse(null);
        String fix = own == null
                ? "its own security groups are not known"
                : "aws ec2 authorize-security-group-ingress --group-id " + group + " --protocol tcp --port " + port + " --source-group "
                        + own;
        return hop.with(with(hop.obstacles(),
                new Obstacle("no rule of " + String.join(", ", groups) + " lets it in on port " + port, fix)), hop.notes());
    }

    /// The rule that lets a hop in.
    static Optional<IngressRule> lets(Hop hop, int port, List<IngressRule> rules) {
        String address = hop.address();
        return rules.stream().filter(r -> r.covers(port))
                .filter(r -> r.sourceGroup() != null && hop.securityGroups().contains(r.sourceGroup())
                        || address != null && r.admits(address))
                .findFirst();
    }

    static Set<String> groups(Instance instance) {
        return instance.security().groups().stream().filter(g -> !"removing".equals(g.status())).map(Instance.SecurityGroup::id)
                .filter(Objects::nonNull).collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    private static <T> List<T> with(List<T> list, T more) {
        var next = new ArrayList<>(list);
        next.add(more);
        return List.copyOf(next);
    }
}
