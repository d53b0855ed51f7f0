package dev.howdah.ui.fleet;

import dev.howdah.model.AwsScope;
import dev.howdah.model.Environment;
import dev.howdah.model.Failover;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Status;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One instance in the table, with what is wrong with it in words; the worse, the higher the rank.
///
/// @param snapshots null when snapshots could not be read
/// @param worries worst first, empty when there are none
public record FleetRow(AwsScope scope, InstanceRef ref, Environment environment, String status, String statusMeaning, Tone tone,
        String engine, String instanceClass, String zones, @Nullable Duration restorableLag, @Nullable Integer snapshots,
        @Nullable Failover failover, List<String> worries, int rank, Instant asOf) {
    private static final Texts TEXTS = Texts.of(FleetRow.class);
    private static final Duration RECENT = Duration.ofHours(24);

    static FleetRow of(AwsScope scope, Instance i, Environment environment, @Nullable Integer snapshots, @Nullable Failover failover,
            Instant asOf, Instant now) {
        var worries = new ArrayList<String>();
        Status status = Status.of(i.status());
        int rank = switch (status) {
            case DOWN -> 1000;
            case CHANGING -> 500;
            case UNKNOWN -> 400;
            case BUSY -> 100;
            case SERVING -> 0;
        };
        if (failover != null && failover.completedAt() == null && failover.startedAt().isAfter(now.minus(Duration.ofMinutes(30)))) {
            worries.add(TEXTS.get("failing over"));
            rank += 600;
        } else if (failover != null && failover.startedAt().isAfter(now.minus(RECENT))) {
            worries.add(TEXTS.get("failed over"));
            rank += 60;
        }
        Instant latest = i.backup().latestRestorable();
        Duration lag = latest == null ? null : Duration.between(latest, now);
        if (lag != null && lag.toMinutes() >= 30) {
            worries.add(TEXTS.get("restore point lags"));
            rank += 80;
        }
        if (Integer.valueOf(0).equals(i.backup().retentionDays())) {
            worries.add(TEXTS.get("no backups"));
            rank += 90;
        }
        if (Boolean.TRUE.equals(i.security().publiclyAccessible())) {
            worries.add(TEXTS.get("public"));
            rank += 50;
        }
        if (Boolean.FALSE.equals(i.placement().multiAz()) && i.placement().clusterId() == null && i.placement().replicaOf() == null) {
            worries.add(TEXTS.get("single-AZ"));
            rank += 20;
        }
        if (Boolean.FALSE.equals(i.security().deletionProtection())) {
            worries.add(TEXTS.get("deletable"));
            rank += 15;
        }
        if (Boolean.FALSE.equals(i.storage().encrypted())) {
            worries.add(TEXTS.get("unencrypted"));
            rank += 15;
        }
        if (!i.pending().isEmpty()) {
            worries.add(TEXTS.get("change pending"));
            rank += 10;
        }
        if (environment.guardedAsProduction()) {
            rank = rank * 3 / 2;
        }
        Tone tone = switch (status) {
            case DOWN -> Tone.BAD;
            case CHANGING -> Tone.WARN;
            case UNKNOWN -> Tone.UNKNOWN;
            case BUSY -> Tone.INFO;
            case SERVING -> Tone.GOOD;
        };
        return new FleetRow(scope, i.ref(), environment, i.status() == null ? TEXTS.get("unknown") : i.status(), Status.words(i.status()),
                tone,
                text(i.engine().name()) + " " + text(i.engine().version()), text(i.instanceClass()), zones(i), lag, snapshots, failover,
                List.copyOf(worries), rank, asOf);
    }

    private static String zones(Instance i) {
        String primary = i.placement().primaryAz() == null ? TEXTS.get("unknown") : suffix(i.placement().primaryAz());
        Boolean multi = i.placement().multiAz();
        if (i.placement().clusterId() != null) {
            return TEXTS.get("{0} (cluster)", primary);
        }
        return multi == null
                ? primary + " + ?"
                : multi ? primary + " + " + (i.placement().secondaryAz() == null ? "?" : suffix(i.placement().secondaryAz())) : primary;
    }

    private static String suffix(String zone) {
        return zone.substring(Math.max(0, zone.length() - 2));
    }

    private static String text(@Nullable String value) {
        return value == null ? TEXTS.get("unknown") : value;
    }

    /// Whether every word of the filter is somewhere in the row.
    boolean matches(String filter) {
        String all = (ref.id() + " " + ref.account() + " " + ref.region() + " " + environment.band() + " " + status + " " + engine + " "
                + instanceClass + " " + zones + " " + String.join(" ", worries) + " " + scope.label()).toLowerCase(Locale.ROOT);
        for (String word : filter.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            if (!all.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
