package dev.howdah.ops.create;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.network.NetworkReads.Place;
import dev.howdah.aws.rds.RdsWatch;
import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsService;
import dev.howdah.model.Problem;
import dev.howdah.model.SubnetRoutes;
import dev.howdah.ops.migrate.Families;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an account has that a database could stand in: the blueprint that most likely is meant, for a person to look at.
public final class Survey {
    /// What the chapter begins with: small, and resizable.
    private static final String CLASS = "db.t4g.small";
    private static final int STORAGE = 20;
    private static final int CEILING = 100;
    private static final int DAYS = 7;
    private static final List<String> COMMAND = List.of("alembic", "upgrade", "head");

    private Survey() {}

    private static String name(EcsService service) {
        return service.cluster() + "/" + service.name();
    }

    /// Reads what there is. Changes nothing.
    ///
    /// @param instance the name of the one that is to be made
    /// @param service `cluster/service` or a service's name; null for the one that there is
    /// @throws Problem.Thrown `Missing` with what is wanted, when the account has no service to give a database, or more than one
    public static Blueprint of(AwsAccount account, String instance, @Nullable String service) throws InterruptedException {
        EcsService of = service(account, service);
        EcsDefinition definition = account.tasks().definition(of.definition());
        String vpc = account.network().vpcOf(of.network().subnets().getFirst())
                .orElseThrow(() -> missing("subnet " + of.network().subnets().getFirst(), "ec2:DescribeSubnets", of.name()));
        List<Place> places = account.network().places(vpc);
        Map<String, SubnetRoutes> routes = account.network().routes(vpc, places.stream().map(Place::id).toList()).stream()
                .collect(Collectors.toMap(SubnetRoutes::subnet, r -> r));
        return new Blueprint(
                new Blueprint.Place(vpc, subnets(places, routes, Set.copyOf(of.network().subnets())),
                        of.network().groups().isEmpty() ? "none" : of.network().groups().getFirst(), "", ""),
                new Blueprint.Database(version(account.rdsWatch().versions()), CLASS, STORAGE, CEILING, true, DAYS, "", ""),
                new Blueprint.Keeping(false, ""),
                new Blueprint.Tasks(of.cluster(), of.name(), EcsDefinition.last(of.definition()), definition.essential().image(),
                        definition.essential().name(),
                        definition.executionRole() == null ? "none" : EcsDefinition.last(definition.executionRole()), "",
                        of.name() + "-migrate", migrates(account, of)))
                .named(instance);
    }

    /// The name of a database for a service: `blog-db` for `blog-api`.
    public static String nameFor(String service) {
        return service.replaceFirst(".*/", "").replaceFirst("-(api|app|web|service|server|backend)$", "") + "-db";
    }

    private static EcsService service(AwsAccount account, @Nullable String wanted) throws InterruptedException {
        List<EcsService> all = account.tasks().services().stream().filter(s -> !s.network().subnets().isEmpty())
                .filter(s -> wanted == null || wanted.equals(s.name()) || wanted.equals(name(s))).toList();
        if (all.size() == 1) {
            return all.getFirst();
        }
        throw missing(wanted == null ? "a service that says which it is" : "service " + wanted, "ecs:ListServices", all.isEmpty()
                ? "there is no such service whose tasks have a network"
                : "there are " + all.stream().map(Survey::name).collect(Collectors.joining(", ")) + ": name one");
    }

    private static Problem.Thrown missing(String what, String api, String why) {
        return new Problem.Thrown(new Problem.Missing(what, new Problem.Source(api, null, why)), null);
    }

    /// One subnet of each zone that has no way to the internet; those that speak of databases first, then those where no task is.
    static List<String> subnets(List<Place> places, Map<String, SubnetRoutes> routes, Set<String> ofTasks) {
        var byZone = new TreeMap<String, Place>();
        places.stream().filter(p -> Optional.ofNullable(routes.get(p.id())).map(SubnetRoutes::internet).orElse(List.of()).isEmpty())
                .sorted(Comparator.comparing((Place p) -> !p.name().toLowerCase(Locale.ROOT).matches(".*\\b(db|data|database|rds)\\b.*"))
                        .thenComparing(p -> ofTasks.contains(p.id())).thenComparing(Place::id))
                .forEach(p -> byZone.putIfAbsent(p.az(), p));
        var ids = new ArrayList<String>();
        byZone.values().forEach(p -> ids.add(p.id()));
        return ids.isEmpty() ? List.of("none") : ids;
    }

    /// The newest minor of the newest major but one, where there is one: a major that has been out for a year.
    static String version(List<RdsWatch.Version> versions) {
        List<RdsWatch.Version> on = versions.stream().filter(v -> !v.deprecated()).toList();
        List<Integer> majors = on.stream().map(RdsWatch.Version::major).distinct().sorted(Comparator.reverseOrder()).toList();
        if (majors.isEmpty()) {
            return "none";
        }
        int major = majors.get(Math.min(1, majors.size() - 1));
        return on.stream().filter(v -> v.major() == major)
                .max(Comparator.comparingInt(v -> Integer.parseInt(v.number().replaceFirst("^\\d+\\.?", "0"))))
                .map(RdsWatch.Version::number)
                .orElseThrow();
    }

    /// How the newest revision of a family of migrations migrates; else how Alembic does.
    private static List<String> migrates(AwsAccount account, EcsService service) throws InterruptedException {
        List<String> own = account.tasks().revisions(service.name() + "-migrate").stream()
                .filter(r -> Families.family(EcsDefinition.last(r)).equals(service.name() + "-migrate")).toList();
        List<String> command = own.isEmpty() ? List.of() : account.tasks().definition(own.getFirst()).essential().command();
        return command.isEmpty() ? COMMAND : command;
    }
}
