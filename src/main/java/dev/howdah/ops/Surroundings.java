package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.ecs.EcsReads;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.ops.compare.Doors;
import dev.howdah.ops.compare.Repairs;
import dev.howdah.sql.session.SqlFailed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who is hit when an instance restarts: long transactions, tasks that run on their own (a migration is one), read replicas. What cannot
/// be looked at is a warning: it stops nobody from saving a night.
final class Surroundings {
    /// Transactions that are older, from the server's own clock.
    private static final String LONG = "SELECT pid, coalesce(nullif(application_name, ''), 'no name'), usename, "
            + "extract(epoch FROM now() - xact_start)::bigint FROM pg_catalog.pg_stat_activity WHERE xact_start < now() - interval '1 minute' "
            + "AND pid <> pg_catalog.pg_backend_pid() AND backend_type = 'client backend' ORDER BY xact_start LIMIT 5";
    private final AwsAccount account;
    private final InstanceRef ref;
    private final Repairs sessions;

    /// @param sessions through which the database is asked, where there is a way
    Surroundings(AwsAccount account, InstanceRef ref, Repairs sessions) {
        this.account = account;
        this.ref = ref;
        this.sessions = sessions;
    }

    List<Guard> guards() throws InterruptedException {
        var guards = new ArrayList<Guard>();
        guards.addAll(transactions());
        guards.addAll(tasks());
        guards.addAll(replicas());
        return guards;
    }

    private List<Guard> transactions() {
        try {
            Optional<Doors.Opened> opened = sessions.open(ref);
            if (opened.isEmpty()) {
                return List.of(new Guard.Warn("Long transactions are not looked at: there is no session with " + ref.id() + " (Ctrl+T)."));
            }
            try (Doors.Opened door = opened.get()) {
                var guards = new ArrayList<Guard>();
                for (var row : door.session().ask(LONG)) {
                    guards.add(new Guard.Warn("Session " + row.getFirst() + " (" + row.get(1) + ", as " + row.get(2)
                            + ") has had a transaction open for "
                            + Planning.words(java.time.Duration.ofSeconds(Long.parseLong(String.valueOf(row.get(3)))))
                            + ": it is rolled back, which takes time too."));
                }
                return guards.isEmpty() ? List.of(new Guard.Pass("No transaction is open for longer than a minute.")) : guards;
            }
        } catch (SqlFailed e) {
            return List.of(new Guard.Warn("Whether long transactions are open is unknown: " + e.getMessage()));
        } catch (Problem.Thrown e) {
            return List.of(new Guard.Warn("Whether long transactions are open is unknown: " + Sentences.happened(e.problem())));
        }
    }

    /// Tasks that no service started.
    List<Guard> tasks() throws InterruptedException {
        try {
            Map<String, String> alone = new LinkedHashMap<>();
            for (EcsReads.TaskHop task : account.ecs().tasks()) {
                if (task.service() == null) {
                    alone.put(task.id(), task.definition().substring(task.definition().lastIndexOf('/') + 1));
                }
            }
            var guards = new ArrayList<Guard>();
            alone.forEach((id, definition) -> guards.add(new Guard.Warn("Task " + id + " of " + definition
                    + " runs on its own, as a migration does: look what it is at first.")));
            return guards.isEmpty() ? List.of(new Guard.Pass("No task runs on its own: no migration is in progress.")) : guards;
        } catch (Problem.Thrown e) {
            return List.of(new Guard.Warn("Whether a migration is in progress is unknown: " + Sentences.happened(e.problem())));
        }
    }

    private List<Guard> replicas() throws InterruptedException {
        try {
            List<String> replicas = account.rdsWatch().replicas(ref);
            return List.of(replicas.isEmpty()
                    ? new Guard.Pass("It has no read replicas.")
                    : new Guard.Warn("Its read replicas (" + String.join(", ", replicas)
                            + ") stand still while it is away, and catch up by themselves."));
        } catch (Problem.Thrown e) {
            return List.of(new Guard.Warn("Whether it has read replicas is unknown: " + Sentences.happened(e.problem())));
        }
    }
}
