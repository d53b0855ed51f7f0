package dev.howdah.ops.insights;

import dev.howdah.insights.Working;
import dev.howdah.ops.activity.Backend;
import dev.howdah.ops.activity.Sample;
import dev.howdah.sql.scan.Redaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sessions at work in a look of our own, as Performance Insights would count them: those of RDS itself left out.
public final class AtWork {
    private AtWork() {}

    public static List<Working> of(Sample sample) {
        return sample.backends().stream().filter(AtWork::counts).map(AtWork::working).toList();
    }

    private static boolean counts(Backend b) {
        return b.active() && !"rdsadmin".equals(b.user())
                && (b.ofClient() || "parallel worker".equals(b.kind()) || "autovacuum worker".equals(b.kind()));
    }

    private static Working working(Backend b) {
        String sql = b.query() == null ? "" : String.valueOf(b.query());
        return new Working(Redaction.of(sql, true), b.queryId(), text(b.user()), text(b.database()), text(b.client()), b.application(),
                text(b.waitType()), text(b.waitEvent()), sql);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
