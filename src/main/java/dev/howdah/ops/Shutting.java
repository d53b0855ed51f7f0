package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.ecs.EcsReads;
import dev.howdah.model.IngressRule;
import dev.howdah.model.Instance;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.ops.compare.Doors;
import dev.howdah.ops.compare.Repairs;
import dev.howdah.sql.session.SqlFailed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who is cut off when rules of a security group go. What cannot be looked at is a warning.
final class Shutting {
    private static final String CONNECTED = "SELECT host(client_addr), count(*) FROM pg_catalog.pg_stat_activity "
            + "WHERE client_addr IS NOT NULL AND pid <> pg_catalog.pg_backend_pid() GROUP BY 1 ORDER BY 2 DESC, 1";
    /// Addresses that a warning names.
    private static final int NAMED = 5;
    private final AwsAccount account;
    private final Repairs sessions;
    private final Request.ShutOut request;
    private final Instance db;
    private final int port;
    private final List<IngressRule> all;
    private final List<IngressRule> away;

    private Shutting(AwsAccount account, Repairs sessions, Request.ShutOut request, Instance db, int port, List<IngressRule> all) {
        this.account = account;
        this.sessions = sessions;
        this.request = request;
        this.db = db;
        this.port = port;
        this.all = all;
        away = all.stream().filter(r -> request.rules().contains(r.id())).toList();
    }

    /// Reads who comes in now.
    ///
    /// @param sessions through which the database is asked, where there is a way
    static Shutting of(AwsAccount account, Repairs sessions, Request.ShutOut request, Instance db) throws InterruptedException {
        List<String> groups = db.security().groups().stream().map(Instance.SecurityGroup::id).filter(Objects::nonNull).toList();
        Instance.Endpoint endpoint = db.endpoint();
        return new Shutting(account, sessions, request, db, endpoint == null ? 5432 : endpoint.port(), account.network().ingress(groups));
    }

    List<Guard> guards() throws InterruptedException {
        var guards = new ArrayList<Guard>();
        if (away.size() < request.rules().size()) {
            guards.add(new Guard.Block("Not all of these rules are there any more.", "close this, and read the posture again"));
            return guards;
        }
        guards.add(away.stream().allMatch(r -> r.sourceGroup() == null)
                ? new Guard.Pass(away.stream().map(r -> r.group() + " lets in " + r.who() + " to " + ports(r))
                        .collect(Collectors.joining("; ")) + ".")
                : new Guard.Block("One of these rules lets in a security group.", "take it away in the tool that made it"));
        List<IngressRule> staying = all.stream().filter(r -> !request.rules().contains(r.id()) && r.covers(port)).toList();
        Set<String> members = staying.stream().map(IngressRule::sourceGroup).filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        guards.add(members.isEmpty()
                ? new Guard.Warn("No security group is let in to port " + port
                        + ": applications that come in now come by these rules, and are cut off. Let in their group first.")
                : new Guard.Pass("Still let in to port " + port + ": " + String.join(", ", members) + "."));
        List<String> ranges = staying.stream().filter(r -> r.sourceGroup() == null).map(IngressRule::who).distinct().toList();
        if (!ranges.isEmpty()) {
            guards.add(new Guard.Warn("Address ranges that stay: " + String.join(", ", ranges) + "."));
        }
        guards.add(Neighbours.have(account, db, request.group(), "It is shut for"));
        guards.add(connected(staying, members));
        return guards;
    }

    private static String ports(IngressRule rule) {
        Integer from = rule.from();
        return rule.protocol().equals("-1") || from == null || from == -1
                ? "every port"
                : "port " + from + (from.equals(rule.to()) ? "" : " to " + rule.to());
    }

    private Guard connected(List<IngressRule> staying, Set<String> members) throws InterruptedException {
        try {
            Optional<Doors.Opened> opened = sessions.open(db.ref());
            if (opened.isEmpty()) {
                return new Guard.Warn("Who is connected now is not looked at: there is no session with " + db.ref().id() + " (Ctrl+T).");
            }
            var cut = new ArrayList<String>();
            try (Doors.Opened door = opened.get()) {
                Set<String> safe = addresses(members);
                for (List<@Nullable String> row : door.session().ask(CONNECTED)) {
                    String address = String.valueOf(row.getFirst());
                    if (!safe.contains(address) && staying.stream().noneMatch(r -> r.admits(address))
                            && away.stream().anyMatch(r -> r.admits(address))) {
                        cut.add(address + " (" + row.get(1) + ")");
                    }
                }
            }
            return cut.isEmpty()
                    ? new Guard.Pass("Nobody is connected who comes in by these rules alone.")
                    : new Guard.Warn("Connected now from addresses that no task of a group that stays has: "
                            + String.join(", ", cut.subList(0, Math.min(NAMED, cut.size())))
                            + (cut.size() > NAMED ? " and " + (cut.size() - NAMED) + " addresses more" : "")
                            + ". They are cut off, unless a machine there is in such a group.");
        } catch (SqlFailed e) {
            return new Guard.Warn("Who is connected now is unknown: " + e.getMessage());
        } catch (Problem.Thrown e) {
            return new Guard.Warn("Who is connected now is unknown: " + Sentences.happened(e.problem()));
        }
    }

    /// Of tasks that are in one of these groups.
    private Set<String> addresses(Set<String> members) throws InterruptedException {
        List<EcsReads.TaskHop> tasks = account.ecs().tasks();
        Map<String, Set<String>> groups = account.network()
                .groupsOf(tasks.stream().map(EcsReads.TaskHop::interfaceId).filter(Objects::nonNull).distinct().toList());
        var safe = new HashSet<String>();
        for (EcsReads.TaskHop task : tasks) {
            String address = task.hop().address();
            String at = task.interfaceId();
            if (address != null && at != null && groups.getOrDefault(at, Set.of()).stream().anyMatch(members::contains)) {
                safe.add(address);
            }
        }
        return safe;
    }

    /// The `aws` lines that let them in again.
    String back() {
        return away.stream().map(r -> "aws ec2 authorize-security-group-ingress --group-id " + r.group() + " --ip-permissions '"
                + permission(r) + "' --region " + db.ref().region()).collect(Collectors.joining("; "));
    }

    private static String permission(IngressRule rule) {
        String cidr = rule.cidr();
        boolean every = rule.protocol().equals("-1");
        String range = cidr == null
                ? "PrefixListIds=[{PrefixListId=<its list>}]"
                : cidr.indexOf(':') >= 0 ? "Ipv6Ranges=[{CidrIpv6=" + cidr + "}]" : "IpRanges=[{CidrIp=" + cidr + "}]";
        return "IpProtocol=" + rule.protocol() + (every ? "" : ",FromPort=" + rule.from() + ",ToPort=" + rule.to()) + "," + range;
    }
}
