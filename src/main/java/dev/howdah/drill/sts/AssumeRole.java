package dev.howdah.drill.sts;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.CommonErrors;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Caller;
import dev.howdah.drill.world.TrustedRole;
import dev.howdah.drill.world.World;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>. A role that is not there and one that does not trust the caller
/// are refused in the same words.
final class AssumeRole implements Operation {
    private final World world;

    AssumeRole(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "AssumeRole";
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public String resource(Call call) {
        return call.input().text("RoleArn", "*");
    }

    @Override
    public Struct answer(Call call) {
        String arn = call.input().need("RoleArn");
        String session = call.input().need("RoleSessionName");
        Caller caller = world.logins().caller(call.accessKey());
        TrustedRole role = TrustedRole.of(arn).filter(r -> r.trusts() && !r.web()).orElseThrow(() -> refused(call, caller, arn));
        @Nullable
        String external = role.externalId();
        if (external != null && !external.equals(call.input().text("ExternalId"))) {
            throw refused(call, caller, arn);
        }
        second(call, role, caller, arn);
        var length = SessionCredentials.length(call, caller.arn().contains(":assumed-role/"));
        Caller as = role.as(session);
        return new Struct().put("Credentials", SessionCredentials.of(world.logins().issue(as, length))).put("AssumedRoleUser",
                new Struct().put("AssumedRoleId", as.userId()).put("Arn", as.arn()));
    }

    /// The second factor: asked for by the role, or told without being asked for, in which case it must be right too.
    private void second(Call call, TrustedRole role, Caller caller, String arn) {
        @Nullable
        String serial = call.input().text("SerialNumber");
        @Nullable
        String code = call.input().text("TokenCode");
        if (serial == null && code == null) {
            if (role.mfa() != null) {
                throw refused(call, caller, arn);
            }
            return;
        }
        if (serial == null || code == null || !code.matches("\\d{6}")) {
            throw ApiError.of(400, "ValidationError", "1 validation error detected: Value at 'tokenCode' failed to satisfy constraint: "
                    + "Member must satisfy regular expression pattern: [\\d]*");
        }
        if (!serial.equals(TrustedRole.DEVICE) || !world.logins().accepts(code)) {
            throw ApiError.of(403, "AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
        }
    }

    private static ApiError refused(Call call, Caller caller, String arn) {
        return CommonErrors.denied(call.service(), caller.arn(), "sts:AssumeRole", arn);
    }
}
