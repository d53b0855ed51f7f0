package dev.howdah.health.checks;

import dev.howdah.health.Check;
import dev.howdah.health.Facts;
import dev.howdah.health.Verdict;
import dev.howdah.posture.Severity;
import java.util.ArrayList;
import java.util.List;

/// Sessions against the slots that ordinary roles may take.
public final class Connections implements Check {
    @Override
    public String id() {
        return "connections";
    }

    @Override
    public String title() {
        return "Connections are left";
    }

    @Override
    public String matters() {
        return "When the last slot is taken nobody can log in, the application's new tasks and yourself among them.";
    }

    @Override
    public String reads() {
        return "pg_stat_get_activity; max_connections, superuser_reserved_connections, reserved_connections";
    }

    @Override
    public Verdict look(Facts facts) {
        return Check.of(facts.sessions(), s -> look(s, facts));
    }

    private static Verdict look(Facts.Sessions s, Facts facts) {
        int usable = Math.max(1, s.most() - s.reserved());
        double share = (double) s.used() / usable;
        String saw = s.used() + " of " + usable + " slots are taken (" + s.reserved() + " of " + s.most() + " are reserved)";
        var lines = new ArrayList<String>();
        Long idle = s.idle();
        Long open = s.open();
        lines.add(idle == null || open == null
                ? "how many are idle is not told to the role " + facts.server().role() + " (no pg_monitor)"
                : idle + " are idle, " + open + " idle in a transaction");
        if (share < 0.75) {
            return new Verdict.Good(saw, List.copyOf(lines));
        }
        return new Verdict.Bad(share >= 0.95 ? Severity.CRITICAL : share >= 0.85 ? Severity.HIGH : Severity.MEDIUM, saw, lines, """
                -- Who holds them, and since when they do nothing. A pool of connections (RDS Proxy, PgBouncer) or smaller pools in the
                -- tasks mend it; a larger max_connections takes memory of each session and a restart.
                SELECT usename, application_name, client_addr, state, count(*), min(state_change) AS since
                FROM pg_stat_activity WHERE backend_type = 'client backend' GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC;""");
    }
}
