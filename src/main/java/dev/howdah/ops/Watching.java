package dev.howdah.ops;

import dev.howdah.aws.rds.RdsWatch;
import dev.howdah.journal.Intent;
import dev.howdah.journal.Purpose;
import dev.howdah.model.Failover;
import dev.howdah.model.Instance;
import dev.howdah.model.RdsEvent;
import dev.howdah.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds out where a call that was sent has got to, from AWS alone: the same look serves the run that sent it and the next start
/// of the program. A snapshot is found by its name; a reboot and a failover have no name, so there the events after the last one
/// known before the call tell.
final class Watching {
    /// How long a new snapshot may be absent from the list (reads lag behind writes).
    private static final Duration LAG = Duration.ofSeconds(60);
    private static final Duration NO_SIGN = Duration.ofMinutes(2);
    private final RdsWatch rds;
    private final Purpose purpose;
    private final Instant sentAt;
    private final boolean answered;
    private boolean leftAvailable;

    /// @param answered whether AWS is known to have accepted the call
    Watching(RdsWatch rds, Purpose purpose, Instant sentAt, boolean answered) {
        this.rds = rds;
        this.purpose = purpose;
        this.sentAt = sentAt;
        this.answered = answered;
    }

    sealed interface Look {
        record Going(String step, @Nullable Integer percent, String says) implements Look {}

        record Ended(Intent.Result result, String words, Optional<Request> inverse) implements Look {}
    }

    /// After this long the question is given back to a person.
    Duration limit() {
        return purpose.operation().equals(Request.TakeSnapshot.OPERATION) ? Duration.ofHours(12) : Duration.ofMinutes(30);
    }

    Duration pause() {
        return purpose.operation().equals(Request.TakeSnapshot.OPERATION) ? Duration.ofSeconds(10) : Duration.ofSeconds(5);
    }

    /// Where a person can see it: a line that only reads.
    static String howToFindOut(Purpose purpose) {
        String scope = " --region " + purpose.scope().region()
                + (purpose.scope().profile() == null ? "" : " --profile " + purpose.scope().profile());
        return switch (purpose.operation()) {
            case Request.TakeSnapshot.OPERATION, Request.DeleteSnapshot.OPERATION ->
                "aws rds describe-db-snapshots --db-snapshot-identifier "
                        + purpose.details().getOrDefault("snapshot", "") + scope;
            default -> "aws rds describe-events --source-type db-instance --source-identifier " + purpose.target().id() + " --duration 120"
                    + scope;
        };
    }

    Look look(Instant now) throws InterruptedException {
        return switch (purpose.operation()) {
            case Request.TakeSnapshot.OPERATION -> taken(now);
            case Request.DeleteSnapshot.OPERATION -> deleted(now);
            case Request.Failover.OPERATION -> restarted(now, true);
            case Request.Reboot.OPERATION -> restarted(now, false);
            default -> new Look.Ended(Intent.Result.UNKNOWN, "This version does not know the operation " + purpose.operation() + ".",
                    Optional.empty());
        };
    }

    private String snapshotName() {
        return purpose.details().getOrDefault("snapshot", "");
    }

    private Look taken(Instant now) throws InterruptedException {
        String name = snapshotName();
        Optional<Snapshot> found = rds.snapshot(name);
        boolean waited = Duration.between(sentAt, now).compareTo(LAG) > 0;
        if (found.isEmpty()) {
            if (!waited) {
                return new Look.Going("Waiting for " + name + " to be listed", null, "not listed yet");
            }
            return answered
                    ? new Look.Ended(Intent.Result.FAILED, name + " is not there: it was deleted meanwhile.", Optional.empty())
                    : new Look.Ended(Intent.Result.UNKNOWN, "No answer came, and a minute later AWS lists no " + name
                            + ": most likely it never arrived.", Optional.empty());
        }
        Snapshot snapshot = found.get();
        if (!purpose.target().id().equals(snapshot.instanceId())) {
            return new Look.Ended(Intent.Result.FAILED, "The name " + name + " was taken by a snapshot of " + snapshot.instanceId() + ".",
                    Optional.empty());
        }
        return switch (String.valueOf(snapshot.status())) {
            case "available" -> new Look.Ended(Intent.Result.DONE, name + " is available.",
                    Optional.of(new Request.DeleteSnapshot(purpose.target(), name)));
            case "failed" -> new Look.Ended(Intent.Result.FAILED, "AWS says that " + name + " failed.",
                    Optional.of(new Request.DeleteSnapshot(purpose.target(), name)));
            default -> new Look.Going("Creating " + name, snapshot.percent(), "snapshot status " + snapshot.status());
        };
    }

    private Look deleted(Instant now) throws InterruptedException {
        String name = snapshotName();
        Optional<Snapshot> found = rds.snapshot(name);
        if (found.isEmpty()) {
            return new Look.Ended(Intent.Result.DONE, name + " is deleted.", Optional.empty());
        }
        boolean untouched = found.get().available() && Duration.between(sentAt, now).compareTo(LAG) > 0;
        if (untouched && !answered) {
            return new Look.Ended(Intent.Result.UNKNOWN, "No answer came, and a minute later " + name
                    + " is still available: most likely the call never arrived.", Optional.empty());
        }
        return new Look.Going("Deleting " + name, null, "snapshot status " + found.get().status());
    }

    private Look restarted(Instant now, boolean failover) throws InterruptedException {
        List<RdsEvent> events = eventsSince();
        Optional<Instance> db = rds.instance(purpose.target());
        if (db.isEmpty()) {
            return new Look.Ended(Intent.Result.FAILED, purpose.target().id() + " is not there any more.", Optional.empty());
        }
        String status = String.valueOf(db.get().status());
        boolean available = status.equals("available");
        leftAvailable |= !available;
        Optional<RdsEvent> abandoned = said(events, "abandoning user requested failover");
        if (failover && abandoned.isPresent()) {
            return new Look.Ended(Intent.Result.FAILED, "AWS says: " + abandoned.get().message(), Optional.empty());
        }
        if (available && failover && events.stream().anyMatch(Failover::completes)) {
            return new Look.Ended(Intent.Result.DONE, "Failed over: AWS says \"" + last(events, status) + "\" and is available.",
                    Optional.of(new Request.Failover(purpose.target())));
        }
        if (available && !failover && (said(events, "db instance restarted").isPresent() || leftAvailable)) {
            return new Look.Ended(Intent.Result.DONE, purpose.target().id() + " was rebooted and is available.", Optional.empty());
        }
        boolean noSign = available && !leftAvailable && events.isEmpty();
        if (noSign && !answered && Duration.between(sentAt, now).compareTo(NO_SIGN) > 0) {
            return new Look.Ended(Intent.Result.UNKNOWN,
                    "No answer came, and two minutes later neither status nor events show that it began.",
                    Optional.empty());
        }
        return new Look.Going(failover ? "Failing over" : "Rebooting", null, last(events, "status " + status));
    }

    /// What AWS told after the last event that was known before the call, by AWS's own clock.
    private List<RdsEvent> eventsSince() throws InterruptedException {
        String known = purpose.details().getOrDefault("lastEvent", "");
        Instant from = known.isEmpty() ? sentAt.minus(Duration.ofMinutes(5)) : Instant.parse(known);
        return rds.events(purpose.target(), from).stream().filter(e -> e.at().isAfter(from)).sorted(Comparator.comparing(RdsEvent::at))
                .toList();
    }

    private static Optional<RdsEvent> said(List<RdsEvent> events, String beginning) {
        return events.stream().filter(e -> e.message().toLowerCase(Locale.ROOT).startsWith(beginning)).findFirst();
    }

    private static String last(List<RdsEvent> events, String otherwise) {
        return events.isEmpty() ? otherwise : events.getLast().message();
    }
}
