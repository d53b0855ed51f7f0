package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.model.GroupParameter;
import dev.howdah.model.Instance;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.ops.compare.Doors;
import dev.howdah.ops.compare.Repairs;
import dev.howdah.sql.session.SqlFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What stands against values in a DB parameter group, and whom they reach. Source: Amazon RDS user guide, "Modifying parameters in a DB
/// parameter group".
final class Tuning {
    /// Where only encrypted connections are let in.
    static final String FORCE_SSL = "rds.force_ssl";
    /// Row of pg_stat_ssl and who it is; one who came by a Unix socket is on the server itself.
    private static final String PLAIN = "SELECT a.usename || ' from ' || host(a.client_addr), count(*) FROM pg_catalog.pg_stat_activity a "
            + "JOIN pg_catalog.pg_stat_ssl s USING (pid) WHERE NOT s.ssl AND a.client_addr IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1";
    /// Connections that a warning names.
    private static final int NAMED = 5;
    private final AwsAccount account;
    private final Repairs sessions;
    private final Request.SetParameters request;
    private final Instance db;
    private final List<GroupParameter> now;

    private Tuning(AwsAccount account, Repairs sessions, Request.SetParameters request, Instance db, List<GroupParameter> now) {
        this.account = account;
        this.sessions = sessions;
        this.request = request;
        this.db = db;
        this.now = now;
    }

    /// Reads what the group says now.
    ///
    /// @param sessions through which the database is asked, where there is a way
    static Tuning of(AwsAccount account, Repairs sessions, Request.SetParameters request, Instance db) throws InterruptedException {
        return new Tuning(account, sessions, request, db, account.rds().described(request.group(), request.values().keySet()));
    }

    /// Whether all of them change while the server runs; else all wait for a reboot.
    boolean atOnce() {
        return now.stream().allMatch(GroupParameter::dynamic);
    }

    List<Guard> guards() throws InterruptedException {
        var guards = new ArrayList<Guard>();
        String group = request.group();
        if (group.startsWith("default.")) {
            guards.add(new Guard.Block("A default parameter group cannot be changed.",
                    "make one of your own, give it to the instance, and reboot it in a quiet hour"));
            return guards;
        }
        Optional<Instance.ParameterGroup> own = db.parameterGroups().stream().filter(g -> g.name().equals(group)).findFirst();
        if (own.isEmpty()) {
            guards.add(new Guard.Block(db.ref().id() + " does not have the group " + group + " any more.",
                    "close this, and read the posture again"));
            return guards;
        }
        for (String name : request.values().keySet()) {
            GroupParameter known = of(name);
            if (known == null || !known.modifiable()) {
                guards.add(new Guard.Block(known == null ? group + " has no parameter " + name + "." : name + " cannot be changed.",
                        "close this; nothing is to be done here"));
            }
        }
        if (!now.isEmpty() && now.stream().allMatch(p -> Objects.equals(request.values().get(p.name()), p.value()))) {
            guards.add(new Guard.Block(group + " has these values already.", "close this; nothing is to be done"));
        }
        guards.add(new Guard.Pass("Now: " + now.stream().map(p -> p.name() + " is " + (p.value() == null ? "the engine's own" : p.value()))
                .collect(Collectors.joining(", ")) + "."));
        if ("pending-reboot".equals(own.get().applyStatus())) {
            guards.add(new Guard.Warn("Other parameters of the group wait for a reboot already, and go on waiting."));
        }
        guards.add(Neighbours.use(account, db, request.group(), "It changes"));
        if ("1".equals(request.values().get(FORCE_SSL))) {
            guards.add(plain());
        }
        return guards;
    }

    private @Nullable GroupParameter of(String name) {
        return now.stream().filter(p -> p.name().equals(name)).findFirst().orElse(null);
    }

    /// Who would be refused.
    private Guard plain() throws InterruptedException {
        try {
            Optional<Doors.Opened> opened = sessions.open(db.ref());
            if (opened.isEmpty()) {
                return new Guard.Warn("Who connects without TLS now is not looked at: there is no session with " + db.ref().id()
                        + " (Ctrl+T). They are refused from then on.");
            }
            List<List<@Nullable String>> rows;
            try (Doors.Opened door = opened.get()) {
                rows = door.session().ask(PLAIN);
            }
            return rows.isEmpty()
                    ? new Guard.Pass("Nobody is connected without TLS.")
                    : new Guard.Warn("Connected now without TLS: "
                            + rows.stream().limit(NAMED).map(r -> r.getFirst() + " (" + r.get(1) + ")").collect(Collectors.joining(", "))
                            + (rows.size() > NAMED ? " and " + (rows.size() - NAMED) + " more" : "")
                            + ". They go on until they end, and are then refused.");
        } catch (SqlFailed e) {
            return new Guard.Warn("Who connects without TLS now is unknown: " + e.getMessage());
        } catch (Problem.Thrown e) {
            return new Guard.Warn("Who connects without TLS now is unknown: " + Sentences.happened(e.problem()));
        }
    }

    String radius() {
        return "Every DB instance with the group " + request.group() + "."
                + (atOnce() ? " Nothing is restarted." : " The values wait until the instance is rebooted, which is a plan of its own.")
                + ("1".equals(request.values().get(FORCE_SSL))
                        ? " Connections without TLS are refused from then on; those that are open go on."
                        : "");
    }

    /// The `aws` lines that put the values of now back.
    String back() {
        String region = " --region " + db.ref().region();
        String set = parameters(now.stream().filter(p -> p.own() && p.value() != null).toList());
        String reset = parameters(now.stream().filter(p -> !p.own() || p.value() == null).toList());
        var lines = new ArrayList<String>();
        if (!set.isEmpty()) {
            lines.add("aws rds modify-db-parameter-group --db-parameter-group-name " + request.group() + " --parameters " + set + region);
        }
        if (!reset.isEmpty()) {
            lines.add("aws rds reset-db-parameter-group --db-parameter-group-name " + request.group() + " --parameters " + reset + region);
        }
        return String.join("; ", lines);
    }

    private String parameters(List<GroupParameter> of) {
        return of.stream().map(p -> "ParameterName=" + p.name() + (p.own() && p.value() != null ? ",ParameterValue=" + p.value() : "")
                + ",ApplyMethod=" + (atOnce() ? "immediate" : "pending-reboot")).collect(Collectors.joining(" "));
    }
}
