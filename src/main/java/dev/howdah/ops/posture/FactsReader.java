package dev.howdah.ops.posture;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.metrics.MetricReads.Wanted;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.SecretState;
import dev.howdah.model.Sentences;
import dev.howdah.model.Series;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Holding;
import dev.howdah.posture.Network;
import dev.howdah.posture.Part;
import dev.howdah.posture.Service;
import dev.howdah.posture.Services;
import dev.howdah.posture.Week;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the facts of one instance, each part on its own: what is denied or broken leaves the others alone.
public final class FactsReader {
    /// What checks ask for.
    private static final Set<String> PARAMETERS = Set.of("rds.force_ssl", "autovacuum", "track_counts", "synchronous_commit");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Wanted FREE = new Wanted("FreeStorageSpace", "Minimum", "Bytes");
    private final AwsAccount account;
    private final List<Problem> problems = new ArrayList<>();

    public FactsReader(AwsAccount account) {
        this.account = account;
    }

    /// @param problems why parts are unread, each once
    public record Reading(Facts facts, List<Problem> problems) {}

    /// @param now when it is read
    public Reading read(Instance instance, Instant now) throws InterruptedException {
        problems.clear();
        var ref = instance.ref();
        String arn = "arn:aws:rds:" + ref.region() + ":" + ref.account() + ":db:" + ref.id();
        Network network = network(instance);
        var facts = new Facts(instance, network, part(() -> account.rds().pendingMaintenance(arn)), parameters(instance),
                part(() -> account.rds().certificates()), master(instance), part(() -> account.rds().proxiesOf(ref.id())),
                part(() -> week(ref.id(), now)), new ServicesReader(account, this::part).of(instance, network.ingress()), now);
        return new Reading(facts, problems());
    }

    /// Why parts of the last reading are unread, each once.
    List<Problem> problems() {
        var seen = new HashSet<String>();
        return problems.stream().filter(p -> seen.add(kind(p))).toList();
    }

    /// The instance as it is now.
    ///
    /// @throws Problem.Thrown when there is none of that name
    static Instance instance(AwsAccount account, InstanceRef ref) throws InterruptedException {
        return account.rdsWatch().instance(ref).orElseThrow(() -> new Problem.Thrown(new Problem.Missing(
                "DB instance " + ref.id(), new Problem.Source("rds:DescribeDBInstances", null, "no DB instance of that name")), null));
    }

    /// The instance's secrets, and who holds them.
    ///
    /// @throws Problem.Thrown when the services of ECS cannot be read, and the instance has no secret that RDS keeps
    Rotations.Held secrets(Instance instance) throws InterruptedException {
        problems.clear();
        List<String> groups = instance.security().groups().stream().map(Instance.SecurityGroup::id).toList();
        Part<Services> services = new ServicesReader(account, this::part).of(instance, part(() -> account.network().ingress(groups)));
        String master = instance.security().masterSecretArn();
        if (master == null && services instanceof Part.Unread && !problems.isEmpty()) {
            throw new Problem.Thrown(problems.getLast(), null);
        }
        List<Service> using = services instanceof Part.Read<Services>(var all) ? all.using() : List.of();
        var arns = new LinkedHashSet<String>();
        if (master != null) {
            arns.add(master);
        }
        using.forEach(s -> s.secrets().forEach(u -> arns.add(u.arn())));
        var read = new HashMap<String, Holding.Read>();
        for (String arn : arns) {
            read.put(arn, new Holding.Read(part(() -> account.secrets().state(arn)), part(() -> account.secrets().versions(arn))));
        }
        return new Rotations.Held(Holding.of(using, master, read),
                services instanceof Part.Read<Services>(var all) ? all.undecided() : List.of());
    }

    private Network network(Instance instance) throws InterruptedException {
        List<String> groups = instance.security().groups().stream().map(Instance.SecurityGroup::id).toList();
        List<String> subnets = instance.placement().subnets().stream().map(Instance.Subnet::id).toList();
        String vpc = instance.placement().vpcId();
        return new Network(part(() -> account.network().ingress(groups)), part(() -> account.network().egress(groups)),
                vpc == null ? new Part.Unread<>("the VPC was not told") : part(() -> account.network().routes(vpc, subnets)));
    }

    private Part<Map<String, String>> parameters(Instance instance) throws InterruptedException {
        return instance.parameterGroups().isEmpty()
                ? new Part.Unread<>("its parameter group was not told")
                : part(() -> account.rds().parameters(instance.parameterGroups().getFirst().name(), PARAMETERS));
    }

    private Part<Optional<SecretState>> master(Instance instance) throws InterruptedException {
        String secret = instance.security().masterSecretArn();
        return secret == null ? Part.of(Optional.empty()) : part(() -> Optional.of(account.secrets().state(secret)));
    }

    private Week week(String id, Instant now) throws InterruptedException {
        Instant to = now.truncatedTo(ChronoUnit.HOURS);
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        var none = new Series(FREE.name(), FREE.unit(), List.of());
        Map<String, Series> series = account.metrics().series(id, List.of(new Wanted("CPUUtilization", "Average", "Percent"),
                new Wanted("DatabaseConnections", "Maximum", "Count"), FREE), to.minus(WEEK),
                to,
                HOUR);
        return new Week(series.getOrDefault("CPUUtilization", new Series("CPUUtilization", "Percent", List.of())),
                series.getOrDefault("DatabaseConnections", new Series("DatabaseConnections", "Count", List.of())),
                followed(series.getOrDefault(FREE.name(), none), account.metrics()
                        .series(id, List.of(FREE), minute.minus(HOUR), minute, Duration.ofMinutes(1)).getOrDefault(FREE.name(), none)));
    }

    /// A disk fills in less than an hour, and what was done about it has to be seen: the newest minute follows the hours. One point, because
    /// each has the same weight in a trend.
    private static Series followed(Series hours, Series minutes) {
        return new Series(FREE.name(), FREE.unit(), Stream.concat(hours.points().stream(), minutes.last().stream()).toList());
    }

    /// An expired token fails every call, and is one problem.
    private static String kind(Problem problem) {
        return problem instanceof Problem.SignIn || problem instanceof Problem.ClockSkew
                ? problem.getClass().getName()
                : problem.source().api();
    }

    /// A read that may fail without the others.
    interface Read<T> {
        T read() throws InterruptedException;
    }

    /// Turns a read that failed into a part that is unread.
    interface Parts {
        <T> Part<T> of(Read<T> read) throws InterruptedException;
    }

    private <T> Part<T> part(Read<T> read) throws InterruptedException {
        try {
            return Part.of(read.read());
        } catch (Problem.Thrown e) {
            problems.add(e.problem());
            return new Part.Unread<>(Sentences.happened(e.problem()).replaceFirst("\\.$", ""));
        }
    }
}
