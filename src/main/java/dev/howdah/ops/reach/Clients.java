package dev.howdah.ops.reach;

import dev.howdah.model.Hop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is connected to the database, told by the address that it sees: an ECS task has one of its own (its network interface's), so
/// after a failover it shows which tasks came back and which are stuck with a dead connection.
public final class Clients {
    /// What the server is asked; it takes no lock on anything. Sessions of Howdah itself are left out: they come from the task that
    /// is the hop, and would make a task that is stuck look alive.
    static final String QUESTION = """
            SELECT coalesce(host(client_addr), 'local') AS address, count(*) AS sessions,
                   count(*) FILTER (WHERE state = 'active') AS active,
                   extract(epoch FROM max(backend_start)) AS newest
            FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
              AND application_name <> 'howdah' GROUP BY 1 ORDER BY 2 DESC""";

    /// One address.
    ///
    /// @param name the task or machine that has it; null when none that is known does
    /// @param newest when its newest session began; null for one that has none
    /// @param had whether a session of it was seen since we are connected: what never talks to this database is not missed
    public record Client(@Nullable String name, @Nullable String address, int sessions, int active, @Nullable Instant newest, boolean had) {
        /// Whether it has no session that began after a moment: it holds old connections, or none at all any more.
        public boolean stuckSince(Instant moment) {
            Instant began = newest;
            return name != null && had && (began == null || began.isBefore(moment));
        }
    }

    private Clients() {}

    /// Joins what the server sees with the tasks and machines that are known; tasks without a session are named too.
    ///
    /// @param seen rows of [#QUESTION]
    /// @param before what the last look gave; null for the first
    static List<Client> of(List<List<@Nullable String>> seen, List<Hop> known, @Nullable List<Client> before) {
        Set<String> had = new HashSet<>();
        if (before != null) {
            before.stream().filter(c -> c.had() && c.address() != null).forEach(c -> had.add(String.valueOf(c.address())));
        }
        Map<String, String> names = new HashMap<>();
        known.forEach(h -> {
            if (h.address() != null) {
                names.putIfAbsent(h.address(), h.name());
            }
        });
        var clients = new ArrayList<Client>();
        for (List<@Nullable String> row : seen) {
            String address = String.valueOf(row.get(0));
            clients.add(new Client(names.remove(address), address, Integer.parseInt(String.valueOf(row.get(1))),
                    Integer.parseInt(String.valueOf(row.get(2))), moment(row.get(3)), true));
        }
        known.stream().filter(h -> h.kind() == Hop.Kind.TASK && h.address() != null && names.containsKey(h.address()))
                .forEach(h -> clients.add(new Client(names.remove(h.address()), h.address(), 0, 0, null, had.contains(h.address()))));
        return List.copyOf(clients);
    }

    private static @Nullable Instant moment(@Nullable String epoch) {
        return epoch == null ? null : Instant.ofEpochMilli((long) (Double.parseDouble(epoch) * 1000));
    }
}
