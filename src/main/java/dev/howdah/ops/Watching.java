package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.rds.RdsWatch;
import dev.howdah.journal.Intent;
import dev.howdah.journal.Purpose;
import dev.howdah.model.Configuration;
import dev.howdah.model.Failover;
import dev.howdah.model.Hardening;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.PendingAction;
import dev.howdah.model.Problem;
import dev.howdah.model.RdsEvent;
import dev.howdah.model.Sentences;
import dev.howdah.model.Snapshot;
import dev.howdah.model.Status;
import dev.howdah.ops.compare.Doors;
import dev.howdah.ops.compare.Repair;
import dev.howdah.ops.compare.Repairs;
import dev.howdah.ops.restore.Parity;
import dev.howdah.sql.session.SqlFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Finds out where a call that was sent has got to, from AWS alone: the same look serves the run that sent it and the next start
/// of the program. A snapshot is found by its name; a reboot and a failover have no name, so there the events after the last one
/// known before the call tell.
final class Watching {
    /// How long a new snapshot may be absent from the list (reads lag behind writes).
    private static final Duration LAG = Duration.ofSeconds(60);
    private static final Duration NO_SIGN = Duration.ofMinutes(2);
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private final AwsAccount account;
    private final RdsWatch rds;
    private final Map<String, String> answer;
    private final Purpose purpose;
    private final Instant sentAt;
    private final boolean answered;
    private final @Nullable Problem refusal;
    private final Repairs repairs;
    private final String transaction;
    private final Supplier<List<String>> cancels;
    private boolean leftAvailable;

    /// @param answered whether AWS is known to have accepted the call
    /// @param refusal that the name is taken, which a call that was carried out would say of a second copy of itself; null when
    /// nothing was refused
    /// @param answer listed fields of AWS's answer; empty when none is known
    /// @param cancels what the limit of a run did, as sentences; asked at its end
    Watching(AwsAccount account, Purpose purpose, Instant sentAt, boolean answered, @Nullable Problem refusal, Repairs repairs,
            Map<String, String> answer, Supplier<List<String>> cancels) {
        this.cancels = cancels;
        this.repairs = repairs;
        // of a repair: the number of its transaction
        this.transaction = answer.getOrDefault("transaction", "");
        this.refusal = refusal;
        this.account = account;
        this.rds = account.rdsWatch();
        this.answer = answer;
        this.purpose = purpose;
        this.sentAt = sentAt;
        this.answered = answered;
    }

    sealed interface Look {
        record Going(String step, @Nullable Integer percent, String says) implements Look {}

        /// @param found what is known of the end and AWS will forget, for the journal
        record Ended(Intent.Result result, String words, Optional<Request> inverse, Optional<Request> next, Map<String, String> found)
                implements
                    Look {
            Ended(Intent.Result result, String words, Optional<Request> inverse, Optional<Request> next) {
                this(result, words, inverse, next, Map.of());
            }

            Ended(Intent.Result result, String words, Optional<Request> inverse) {
                this(result, words, inverse, Optional.empty());
            }
        }
    }

    /// After this long the question is given back to a person.
    Duration limit() {
        return switch (purpose.operation()) {
            case Request.TakeSnapshot.OPERATION, Request.CopySnapshot.OPERATION -> Duration.ofHours(12);
            case Request.RestoreToTime.OPERATION, Request.RestoreSnapshot.OPERATION -> Duration.ofHours(24);
            case Request.DeleteInstance.OPERATION -> Duration.ofHours(12);
            case Request.CarryOver.OPERATION -> Duration.ofHours(2);
            case Request.Harden.OPERATION, Request.Grow.OPERATION, Request.ApplyWaiting.OPERATION -> Duration.ofHours(12);
            case Request.RepairRows.OPERATION, Request.UndoRepair.OPERATION -> Duration.ofHours(12);
            case Request.RunMigration.OPERATION -> Duration.ofHours(24);
            default -> Duration.ofMinutes(30);
        };
    }

    /// Until the next look: short at first, when it may be over at once, and longer the longer it takes.
    Duration pause(Instant now) {
        Duration longest = longest();
        Duration grown = Duration.between(sentAt, now).dividedBy(8);
        return grown.compareTo(SHORTEST) < 0 ? SHORTEST : grown.compareTo(longest) < 0 ? grown : longest;
    }

    private Duration longest() {
        return switch (purpose.operation()) {
            case Request.TakeSnapshot.OPERATION, Request.CopySnapshot.OPERATION, Request.RestoreToTime.OPERATION,
                    Request.RestoreSnapshot.OPERATION ->
                Duration.ofSeconds(10);
            case Request.RunMigration.OPERATION, Request.StopTask.OPERATION -> Duration.ofSeconds(2);
            default -> Duration.ofSeconds(5);
        };
    }

    /// Where a person can see it: a line that only reads.
    static String howToFindOut(Purpose purpose) {
        String scope = " --region " + purpose.scope().region()
                + (purpose.scope().profile() == null ? "" : " --profile " + purpose.scope().profile());
        return switch (purpose.operation()) {
            case Request.ShareSnapshot.OPERATION -> "aws rds describe-db-snapshot-attributes --db-snapshot-identifier "
                    + purpose.details().getOrDefault("snapshot", "") + scope;
            case Request.TakeSnapshot.OPERATION, Request.CopySnapshot.OPERATION, Request.DeleteSnapshot.OPERATION ->
                "aws rds describe-db-snapshots --db-snapshot-identifier "
                        + purpose.details().getOrDefault("snapshot", "") + scope;
            case Request.RestoreToTime.OPERATION, Request.RestoreSnapshot.OPERATION, Request.Rehearse.OPERATION ->
                "aws rds describe-db-instances --db-instance-identifier " + purpose.details().getOrDefault("copy", "") + scope;
            case Request.Create.OPERATION -> "aws rds describe-db-instances --db-instance-identifier " + purpose.target().id() + scope;
            case Request.Rename.OPERATION ->
                "aws rds describe-db-instances --db-instance-identifier " + purpose.details().getOrDefault("to", "") + scope;
            case Request.CarryOver.OPERATION, Request.Protection.OPERATION, Request.Harden.OPERATION, Request.Grow.OPERATION,
                    Request.MoveBackups.OPERATION, Request.ApplyWaiting.OPERATION, Request.DeleteInstance.OPERATION ->
                "aws rds describe-db-instances --db-instance-identifier " + purpose.target().id() + scope;
            case Request.SetParameters.OPERATION ->
                "aws rds describe-db-parameters --source user --db-parameter-group-name " + purpose.details().getOrDefault("group", "")
                        + scope;
            case Request.ChooseWindow.OPERATION -> "aws rds describe-pending-maintenance-actions --resource-identifier "
                    + purpose.details().getOrDefault("pending", "") + scope;
            case Request.ShutOut.OPERATION, Request.LetNothingOut.OPERATION, Request.NarrowPorts.OPERATION ->
                "aws ec2 describe-security-group-rules --filters Name=group-id,Values="
                        + purpose.details().getOrDefault("group", "") + scope;
            case Request.RepairRows.OPERATION, Request.UndoRepair.OPERATION ->
                "psql \"host=" + purpose.details().getOrDefault("host", purpose.target().id()) + " dbname="
                        + purpose.details().getOrDefault("database", "") + " user=" + purpose.details().getOrDefault("login", "")
                        + " sslmode=verify-full\" -c \"SELECT txid_status(<the number in the journal>)\"";
            case Request.RunMigration.OPERATION -> "aws ecs list-tasks --cluster " + purpose.details().getOrDefault("cluster", "")
                    + " --started-by " + purpose.details().getOrDefault("startedBy", "") + scope;
            case Request.StopTask.OPERATION -> "aws ecs describe-tasks --cluster " + purpose.details().getOrDefault("cluster", "")
                    + " --tasks " + purpose.details().getOrDefault("task", "") + scope;
            case Request.RollOut.OPERATION, Request.RestartService.OPERATION ->
                "aws ecs describe-services --cluster " + purpose.details().getOrDefault("cluster", "")
                        + " --services " + purpose.details().getOrDefault("service", "") + scope;
            default -> "aws rds describe-events --source-type db-instance --source-identifier " + purpose.target().id() + " --duration 120"
                    + scope;
        };
    }

    Look look(Instant now) throws InterruptedException {
        return switch (purpose.operation()) {
            case Request.TakeSnapshot.OPERATION, Request.CopySnapshot.OPERATION -> taken(now);
            case Request.ShareSnapshot.OPERATION -> shared(now);
            case Request.DeleteSnapshot.OPERATION -> deleted(now);
            case Request.Failover.OPERATION -> restarted(now, true);
            case Request.Reboot.OPERATION -> restarted(now, false);
            case Request.RestoreToTime.OPERATION, Request.RestoreSnapshot.OPERATION -> restored(now);
            case Request.CarryOver.OPERATION -> changed(now);
            case Request.Rename.OPERATION -> renamed(now);
            case Request.Protection.OPERATION -> protection(now);
            case Request.Harden.OPERATION -> {
                var what = Hardening.valueOf(purpose.details().getOrDefault("setting", ""));
                yield inForce(now, db -> what.inForce(db).orElse(false), what.title() + ". It is in force.");
            }
            case Request.Grow.OPERATION -> {
                int gib = Integer.parseInt(purpose.details().getOrDefault("gib", "0"));
                yield inForce(now, db -> db.storage().allocatedGib() != null && db.storage().allocatedGib() >= gib,
                        "it has " + gib + " GiB. Until they are optimized its storage cannot be changed again.");
            }
            case Request.ShutOut.OPERATION -> shut(now);
            case Request.LetNothingOut.OPERATION -> letNothingOut(now);
            case Request.NarrowPorts.OPERATION -> narrowed(now);
            case Request.SetParameters.OPERATION -> tuned(now);
            case Request.MoveBackups.OPERATION -> {
                String window = purpose.details().getOrDefault("window", "");
                yield inForce(now, db -> window.equals(db.backup().windowUtc()), "its backups begin at " + window + " UTC.");
            }
            case Request.ChooseWindow.OPERATION -> chosen(now);
            case Request.ApplyWaiting.OPERATION -> inForce(now, db -> db.pending().isEmpty(), "nothing waits any more.");
            case Request.DeleteInstance.OPERATION -> gone(now);
            case Request.RepairRows.OPERATION, Request.UndoRepair.OPERATION -> repaired();
            case Request.RunMigration.OPERATION, Request.StopTask.OPERATION, Request.RollOut.OPERATION, Request.RestartService.OPERATION ->
                new TaskWatching(account, purpose, sentAt, answered, answer, cancels).look(now);
            case Request.Rehearse.OPERATION -> new Look.Ended(Intent.Result.FAILED,
                    "The program ended during the rehearsal. The server ended its sessions and rolled back what was open; what whole files "
                            + "had committed is in " + purpose.details().getOrDefault("copy", purpose.target().id())
                            + ". Delete it, and rehearse on a new copy.",
                    Optional.empty());
            case Request.SignalSession.OPERATION -> answered
                    ? new Look.Ended(Intent.Result.DONE, "The server answered before the program ended.", Optional.empty())
                    : new Look.Ended(Intent.Result.UNKNOWN,
                            "The program ended while the signal was on its way: look whether the session is still there.",
                            Optional.empty());
            default -> new Look.Ended(Intent.Result.UNKNOWN, "This version does not know the operation " + purpose.operation() + ".",
                    Optional.empty());
        };
    }

    /// Nothing shows that it began: AWS refused it, or no answer came.
    private Look.Ended none(String words) {
        Problem why = refusal;
        return why == null
                ? new Look.Ended(Intent.Result.UNKNOWN, words, Optional.empty())
                : new Look.Ended(Intent.Result.FAILED, Sentences.ofChange(why), Optional.empty());
    }

    /// Whether what has the name was there before the call, and so is somebody else's.
    private boolean older(@Nullable Instant made) {
        return refusal != null && made != null && made.isBefore(sentAt.minus(LAG));
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
                    : none("No answer came, and a minute later AWS lists no " + name + ": most likely it never arrived.");
        }
        Snapshot snapshot = found.get();
        if (!purpose.target().id().equals(snapshot.instanceId())) {
            return new Look.Ended(Intent.Result.FAILED, "The name " + name + " was taken by a snapshot of " + snapshot.instanceId() + ".",
                    Optional.empty());
        }
        if (older(snapshot.createdAt())) {
            return none("");
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

    private Look shared(Instant now) throws InterruptedException {
        String name = snapshotName();
        String with = purpose.details().getOrDefault("with", "");
        boolean on = Boolean.parseBoolean(purpose.details().getOrDefault("on", ""));
        if (rds.sharedWith(name).contains(with) == on) {
            return new Look.Ended(Intent.Result.DONE, on
                    ? with + " may restore " + name + " now."
                    : with + " may not restore " + name
                            + " any more; what it has restored or copied stays with it.",
                    Optional.of(new Request.ShareSnapshot(purpose.target(), name, with, !on)));
        }
        return !answered && Duration.between(sentAt, now).compareTo(LAG) > 0
                ? none("No answer came, and a minute later it is as it was: most likely it never arrived.")
                : new Look.Going("Changing who may restore " + name, null, "not listed yet");
    }

    private InstanceRef called(String detail) {
        return new InstanceRef(purpose.target().account(), purpose.target().region(), purpose.details().getOrDefault(detail, ""));
    }

    private Look restored(Instant now) throws InterruptedException {
        InstanceRef ref = called("copy");
        Optional<Instance> found = rds.instance(ref);
        if (found.isEmpty()) {
            if (Duration.between(sentAt, now).compareTo(LAG) <= 0) {
                return new Look.Going("Waiting for " + ref.id() + " to be listed", null, "not listed yet");
            }
            return answered
                    ? new Look.Ended(Intent.Result.FAILED, ref.id() + " is not there: it was deleted meanwhile.", Optional.empty())
                    : none("No answer came, and a minute later AWS lists no " + ref.id() + ": most likely it never arrived.");
        }
        if (older(found.get().createdAt())) {
            return none("");
        }
        String status = String.valueOf(found.get().status());
        return switch (Status.of(status)) {
            case SERVING ->
                new Look.Ended(Intent.Result.DONE, ref.id() + " is available. Its storage may still be loading from the backup: "
                        + "first reads are slow.", Optional.empty(), Optional.of(new Request.CarryOver(ref, purpose.target().id())));
            case DOWN -> new Look.Ended(Intent.Result.FAILED, "AWS says that " + ref.id() + " is " + status + ".", Optional.empty());
            case BUSY, CHANGING, UNKNOWN -> new Look.Going("Restoring to " + ref.id(), null, "status " + status);
        };
    }

    private Look changed(Instant now) throws InterruptedException {
        Optional<Instance> found = rds.instance(purpose.target());
        if (found.isEmpty()) {
            return new Look.Ended(Intent.Result.FAILED, purpose.target().id() + " is not there any more.", Optional.empty());
        }
        Instance db = found.get();
        boolean available = "available".equals(db.status());
        leftAvailable |= !available;
        if (available && !answered && !leftAvailable && Duration.between(sentAt, now).compareTo(LAG) > 0 && !has()) {
            return new Look.Ended(Intent.Result.UNKNOWN, "No answer came, and a minute later nothing shows that it began.",
                    Optional.empty());
        }
        if (available && db.pending().isEmpty() && has()) {
            boolean reboot = db.parameterGroups().stream().anyMatch(g -> "pending-reboot".equals(g.applyStatus()));
            return new Look.Ended(Intent.Result.DONE, purpose.target().id() + " has the settings."
                    + (reboot ? " Its parameter group waits for a reboot." : ""), Optional.empty(),
                    reboot ? Optional.of(new Request.Reboot(purpose.target())) : Optional.empty());
        }
        return new Look.Going("Changing " + purpose.target().id(), null,
                "status " + db.status() + (db.pending().isEmpty() ? "" : ", waiting: " + String.join(", ", db.pending().keySet())));
    }

    /// Whether the copy has what its source has of the settings that were to be carried over.
    private boolean has() throws InterruptedException {
        Optional<Configuration> source = rds.configuration(called("source"));
        Optional<Configuration> copy = rds.configuration(purpose.target());
        return source.isEmpty() || copy.isEmpty() || Parity.left(source.get(), copy.get()).isEmpty();
    }

    private Look renamed(Instant now) throws InterruptedException {
        InstanceRef to = called("to");
        Optional<Instance> found = rds.instance(to);
        String id = purpose.details().getOrDefault("resourceId", "");
        if (found.isPresent() && !id.equals(String.valueOf(found.get().resourceId()))) {
            return new Look.Ended(Intent.Result.FAILED, "Another instance has the name " + to.id() + ".", Optional.empty());
        }
        if (found.isPresent() && "available".equals(found.get().status())) {
            String then = purpose.details().get("then");
            return new Look.Ended(Intent.Result.DONE, purpose.target().id() + " is " + to.id() + " now, and available.",
                    Optional.of(new Request.Rename(to, purpose.target().id(), null)),
                    then == null ? Optional.empty() : Optional.of(new Request.Rename(called("then"), purpose.target().id(), null)));
        }
        if (found.isEmpty() && !answered && Duration.between(sentAt, now).compareTo(NO_SIGN) > 0
                && rds.instance(purpose.target()).filter(db -> "available".equals(db.status())).isPresent()) {
            return none("No answer came, and two minutes later it still has its old name.");
        }
        return new Look.Going("Renaming to " + to.id(), null, found.map(db -> "status " + db.status()).orElse("the old name still stands"));
    }

    private Look protection(Instant now) throws InterruptedException {
        boolean on = Boolean.parseBoolean(purpose.details().getOrDefault("on", ""));
        Optional<Instance> found = rds.instance(purpose.target());
        if (found.isEmpty()) {
            return new Look.Ended(Intent.Result.FAILED, purpose.target().id() + " is not there any more.", Optional.empty());
        }
        if (Boolean.valueOf(on).equals(found.get().security().deletionProtection())) {
            return new Look.Ended(Intent.Result.DONE, "Deletion protection of " + purpose.target().id() + " is " + (on ? "on." : "off."),
                    Optional.of(new Request.Protection(purpose.target(), !on)),
                    on ? Optional.empty() : Optional.of(new Request.DeleteInstance(purpose.target())));
        }
        return !answered && Duration.between(sentAt, now).compareTo(LAG) > 0
                ? none("No answer came, and a minute later it is as it was: most likely it never arrived.")
                : new Look.Going("Changing " + purpose.target().id(), null, "status " + found.get().status());
    }

    /// A change of the instance that is over when it is so and RDS has settled.
    ///
    /// @param so whether it is
    /// @param words what then is
    private Look inForce(Instant now, Predicate<Instance> so, String words) throws InterruptedException {
        String id = purpose.target().id();
        Optional<Instance> found = rds.instance(purpose.target());
        if (found.isEmpty()) {
            return new Look.Ended(Intent.Result.FAILED, id + " is not there any more.", Optional.empty());
        }
        Instance db = found.get();
        boolean settled = List.of("available", "storage-optimization", "storage-full").contains(String.valueOf(db.status()));
        leftAvailable |= !settled;
        if (settled && so.test(db)) {
            return new Look.Ended(Intent.Result.DONE, id + ": " + words, Optional.empty());
        }
        return settled && !leftAvailable && !answered && Duration.between(sentAt, now).compareTo(LAG) > 0
                ? none("No answer came, and a minute later it is as it was: most likely it never arrived.")
                : new Look.Going("Changing " + id, null,
                        "status " + db.status() + (db.pending().isEmpty() ? "" : ", waiting: " + String.join(", ", db.pending().keySet())));
    }

    private Look shut(Instant now) throws InterruptedException {
        String group = purpose.details().getOrDefault("group", "");
        List<String> rules = List.of(purpose.details().getOrDefault("rules", "").split(" "));
        long left = account.network().ingress(List.of(group)).stream().filter(r -> rules.contains(r.id())).count();
        if (left == 0) {
            return new Look.Ended(Intent.Result.DONE, purpose.details().getOrDefault("ranges", "") + " cannot come in by " + group
                    + " any more.", Optional.empty());
        }
        return !answered && Duration.between(sentAt, now).compareTo(LAG) > 0
                ? none("No answer came, and a minute later the rules are as they were: most likely it never arrived.")
                : new Look.Going("Waiting for " + group + " to be listed without them", null, left + " still listed");
    }

    private Look letNothingOut(Instant now) throws InterruptedException {
        String group = purpose.details().getOrDefault("group", "");
        List<String> rules = List.of(purpose.details().getOrDefault("rules", "").split(" "));
        long left = account.network().egress(List.of(group)).stream().filter(r -> rules.contains(r.id())).count();
        return left == 0
                ? new Look.Ended(Intent.Result.DONE, group + " lets nothing out to everywhere any more.", Optional.empty())
                : rules(now, group, left);
    }

    private Look narrowed(Instant now) throws InterruptedException {
        String group = purpose.details().getOrDefault("group", "");
        String port = purpose.details().getOrDefault("port", "");
        List<String> rules = List.of(purpose.details().getOrDefault("rules", "").split(" "));
        long left = account.network().ingress(List.of(group)).stream().filter(r -> rules.contains(r.id()))
                .filter(r -> !r.protocol().equals("tcp") || !port.equals(String.valueOf(r.from())) || !port.equals(String.valueOf(r.to())))
                .count();
        return left == 0
                ? new Look.Ended(Intent.Result.DONE, group + " opens tcp " + port + " alone, to whom it was open before.", Optional.empty())
                : rules(now, group, left);
    }

    /// @param left how many are listed as they were
    private Look rules(Instant now, String group, long left) {
        return !answered && Duration.between(sentAt, now).compareTo(LAG) > 0
                ? none("No answer came, and a minute later the rules are as they were: most likely it never arrived.")
                : new Look.Going("Waiting for " + group + " to be listed anew", null, left + " still listed as before");
    }

    private Look chosen(Instant now) throws InterruptedException {
        String action = purpose.details().getOrDefault("maintenance", "");
        Optional<PendingAction> waiting = account.rds().pendingMaintenance(purpose.details().getOrDefault("pending", "")).stream()
                .filter(a -> a.action().equals(action)).findFirst();
        if (waiting.isEmpty() || "next-maintenance".equals(waiting.get().optIn())) {
            return new Look.Ended(Intent.Result.DONE,
                    action + (waiting.isEmpty() ? " does not wait any more." : " is done in the next maintenance window."),
                    Optional.empty());
        }
        return !answered && Duration.between(sentAt, now).compareTo(LAG) > 0
                ? none("No answer came, and a minute later nothing is chosen: most likely it never arrived.")
                : new Look.Going("Choosing the window", null, "not listed yet");
    }

    private Look tuned(Instant now) throws InterruptedException {
        String group = purpose.details().getOrDefault("group", "");
        String values = purpose.details().getOrDefault("values", "");
        boolean atOnce = Boolean.parseBoolean(purpose.details().getOrDefault("atOnce", ""));
        Optional<Instance> found = rds.instance(purpose.target());
        Map<String, String> wanted = Request.SetParameters.read(values);
        boolean there = account.rds().described(group, wanted.keySet()).stream()
                .filter(p -> Objects.equals(wanted.get(p.name()), p.value())).count() == wanted.size();
        String status = found.flatMap(db -> db.parameterGroups().stream().filter(g -> g.name().equals(group)).findFirst())
                .map(g -> String.valueOf(g.applyStatus())).orElse("in-sync");
        if (there && status.equals("failed-to-apply")) {
            return new Look.Ended(Intent.Result.FAILED, group + " has " + values + ", and AWS could not apply it to "
                    + purpose.target().id() + ".", Optional.empty());
        }
        if (there && (atOnce ? !status.equals("applying") : status.equals("pending-reboot"))) {
            return new Look.Ended(Intent.Result.DONE, group + " has " + values + "."
                    + (atOnce ? "" : " It comes into force when " + purpose.target().id() + " is rebooted."), Optional.empty(),
                    atOnce ? Optional.empty() : Optional.of(new Request.Reboot(purpose.target())));
        }
        return !answered && !there && Duration.between(sentAt, now).compareTo(LAG) > 0
                ? none("No answer came, and a minute later the values are as they were: most likely it never arrived.")
                : new Look.Going("Setting " + values, null, there ? "parameter group " + status : "not listed yet");
    }

    private Look gone(Instant now) throws InterruptedException {
        String name = snapshotName();
        String id = purpose.details().getOrDefault("resourceId", "");
        Optional<Instance> found = rds.instance(purpose.target()).filter(db -> id.equals(String.valueOf(db.resourceId())));
        Optional<Snapshot> last = rds.snapshot(name);
        if (found.isEmpty() && last.filter(Snapshot::available).isPresent()) {
            return new Look.Ended(Intent.Result.DONE, purpose.target().id() + " is deleted; " + name + " keeps what it held.",
                    Optional.empty());
        }
        if (found.isEmpty() && last.isEmpty()) {
            return new Look.Ended(Intent.Result.FAILED, purpose.target().id() + " is gone, and AWS lists no " + name
                    + ": look for retained backups of it.", Optional.empty());
        }
        boolean untouched = found.filter(db -> "available".equals(db.status())).isPresent() && last.isEmpty();
        if (untouched && !answered && Duration.between(sentAt, now).compareTo(LAG) > 0) {
            return none("No answer came, and a minute later it is available: most likely it never arrived.");
        }
        return new Look.Going("Deleting " + purpose.target().id(), last.map(Snapshot::percent).orElse(null),
                found.map(db -> "status " + db.status()).orElse("gone") + last.map(s -> ", final snapshot " + s.status()).orElse(""));
    }

    /// What the server says of the transaction: it remembers for some two thousand million others.
    private Look repaired() throws InterruptedException {
        String id = purpose.target().id();
        if (transaction.isEmpty()) {
            return new Look.Ended(Intent.Result.FAILED,
                    "It ended before it was committed, and the server rolled it back. Nothing was changed.", Optional.empty());
        }
        String resource = purpose.details().getOrDefault("resourceId", "");
        Optional<Instance> found = rds.instance(purpose.target());
        if (found.isEmpty() || !resource.equals(String.valueOf(found.get().resourceId()))) {
            return new Look.Ended(Intent.Result.UNKNOWN, "Another instance is called " + id
                    + " now: ask the one that was, whether transaction " + transaction + " was committed.", Optional.empty());
        }
        Optional<Doors.Opened> opened = repairs.open(purpose.target());
        if (opened.isEmpty()) {
            return new Look.Going("Connect to " + id + ": its server knows whether transaction " + transaction + " was committed", null,
                    "");
        }
        try (Doors.Opened door = opened.get()) {
            return switch (Repair.fate(door.session(), transaction)) {
                case COMMITTED -> new Look.Ended(Intent.Result.DONE, "The server says that it was committed.", inverseOfRepair());
                case ABORTED -> new Look.Ended(Intent.Result.FAILED, "The server says that it was rolled back. Nothing was changed.",
                        Optional.empty());
                case GOING -> new Look.Going("The server still has transaction " + transaction + " open", null, "");
                case FORGOTTEN -> new Look.Ended(Intent.Result.UNKNOWN, "The server does not remember transaction " + transaction + ".",
                        Optional.empty());
            };
        } catch (SqlFailed e) {
            throw new Problem.Thrown(new Problem.Sql(e.serverMessage().state(), String.valueOf(e.getMessage()),
                    new Problem.Source("postgresql", null, String.valueOf(e.getMessage()))), e);
        }
    }

    /// Taking back is not taken back again: plan the repair anew for that.
    Optional<Request> inverseOfRepair() {
        return purpose.operation().equals(Request.RepairRows.OPERATION)
                ? Optional.of(new Request.UndoRepair(purpose.target(), purpose.plan()))
                : Optional.empty();
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
