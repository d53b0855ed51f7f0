package dev.howdah.drill;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.CommonErrors;
import dev.howdah.drill.protocol.Desk;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.WireAnswer;
import dev.howdah.drill.protocol.WireAnswer.Delivery;
import dev.howdah.drill.world.Caller;
import dev.howdah.drill.world.Fault;
import dev.howdah.drill.world.Faults;
import dev.howdah.drill.world.RequestLog;
import dev.howdah.drill.world.Trail;
import dev.howdah.drill.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Writes each request down, plays the fault that waits for it, and lets through whom the account lets through.
final class Reception implements Desk {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
    /// The members by which calls name what they change.
    private static final List<String> NAMES = List.of("DBInstanceIdentifier", "SourceDBInstanceIdentifier", "TargetDBInstanceIdentifier",
            "NewDBInstanceIdentifier", "DBSnapshotIdentifier", "SourceDBSnapshotIdentifier", "TargetDBSnapshotIdentifier", "service",
            "taskDefinition", "task", "SecretId", "DBSubnetGroupName", "GroupId", "GroupName", "Name", "family", "RoleName", "PolicyName");
    private final World world;
    private final Faults faults;
    private final RequestLog log;

    Reception(World world, Faults faults, RequestLog log) {
        this.world = world;
        this.faults = faults;
        this.log = log;
    }

    @Override
    public WireAnswer pass(Call call, Supplier<WireAnswer> work) {
        Operation operation = call.service().operations().get(call.operation());
        boolean changes = operation != null && operation.changes();
        log.add(new RequestLog.Entry(world.clock().now(), call.service().name(), call.operation(), call.region(), call.accessKey(), changes,
                call.requestId()));
        Fault fault = faults.take(call.action());
        Supplier<WireAnswer> allowed = () -> {
            try {
                admit(call, operation, changes);
                WireAnswer answer = work.get();
                trail(call, changes, null);
                return answer;
            } catch (ApiError e) {
                trail(call, changes, e.code());
                throw e;
            }
        };
        return fault == null ? allowed.get() : play(fault, call, operation, allowed);
    }

    /// Writes a call that is meant to change something where CloudTrail has it.
    private void trail(Call call, boolean changes, @Nullable String error) {
        if (changes) {
            List<String> named = NAMES.stream().map(call.input()::text).filter(Objects::nonNull).map(String::valueOf).distinct().toList();
            world.trail().add(new Trail.Event(UUID.randomUUID().toString(), world.clock().now(), call.service().name() + ".amazonaws.com",
                    call.operation(), call.region(), call.accessKey(), named, call.requestId(), error));
        }
    }

    private void admit(Call call, @Nullable Operation operation, boolean changes) {
        if (call.accessKey().isEmpty()) {
            // nobody yet: the operation itself says whom it lets in
            return;
        }
        Caller caller = world.logins().caller(call.accessKey());
        if (caller.rights() == Caller.Rights.INVALID) {
            throw CommonErrors.invalidKey(call.service());
        }
        if (caller.rights() == Caller.Rights.EXPIRED) {
            throw CommonErrors.expired(call.service());
        }
        if (!caller.may(call.action(), changes)) {
            throw CommonErrors.denied(call.service(), caller.arn(), call.action(), operation == null ? "*" : operation.resource(call));
        }
    }

    private WireAnswer play(Fault fault, Call call, @Nullable Operation operation, Supplier<WireAnswer> work) {
        return switch (fault) {
            case Fault.Stall(Duration howLong) -> {
                stall(howLong);
                yield work.get();
            }
            case Fault.Close() -> empty(200).delivered(new Delivery.Closed());
            case Fault.LoseAnswer() -> work.get().delivered(new Delivery.Closed());
            case Fault.Refuse(int status, String code, String message) -> throw ApiError.of(status, code, message);
            case Fault.Throttle() -> throw CommonErrors.throttled(call.service());
            case Fault.Http500(boolean html) -> html ? page() : empty(500);
            case Fault.Truncate() -> {
                WireAnswer whole = work.get();
                yield whole.delivered(new Delivery.Cut(whole.body().length / 2));
            }
            case Fault.Malformed() -> work.get().withBody("<Describe <<".getBytes(StandardCharsets.UTF_8));
            case Fault.SkewClock(Duration ahead) -> throw CommonErrors.skewed(HTTP_DATE.format(world.clock().now().plus(ahead)));
            case Fault.ExpireToken() -> throw CommonErrors.expired(call.service());
            case Fault.Deny() -> throw CommonErrors.denied(call.service(), world.logins().caller(call.accessKey()).arn(), call.action(),
                    operation == null ? "*" : operation.resource(call));
        };
    }

    private static void stall(Duration howLong) {
        try {
            Thread.sleep(howLong);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static WireAnswer empty(int status) {
        return new WireAnswer(status, Map.of(), new byte[0]);
    }

    private static WireAnswer page() {
        return new WireAnswer(500, Map.of("Content-Type", "text/html"),
                "<html><body><h1>500 Internal Server Error</h1></body></html>".getBytes(StandardCharsets.UTF_8));
    }
}
