package dev.howdah.aws.signin;

import dev.howdah.model.Problem;
import dev.howdah.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// Roles taken on by STS.
final class Roles {
    private final Clients clients;

    Roles(Clients clients) {
        this.clients = clients;
    }

    /// @param source whose credentials ask for it
    Held assume(Way.Role way, AwsCredentials source, Asker asker) throws InterruptedException {
        @Nullable
        String serial = way.mfa();
        Optional<Secret> code = serial == null ? Optional.empty() : asker.code(way.profile(), way.arn(), serial);
        if (serial != null && code.isEmpty()) {
            throw problem(Problem.SignIn.Kind.MFA_NEEDED, way.profile(), way.arn() + " wants a code of " + serial);
        }
        try (StsClient sts = clients.sts(source)) {
            return held(clients.call("sts:AssumeRole", way.profile(), () -> sts.assumeRole(r -> {
                r.roleArn(way.arn()).roleSessionName(way.sessionName()).externalId(way.externalId());
                code.ifPresent(c -> r.serialNumber(serial).tokenCode(c.reveal().strip()));
                @Nullable
                Duration length = way.length();
                if (length != null) {
                    r.durationSeconds((int) length.toSeconds());
                }
            })).credentials());
        } catch (Problem.Thrown e) {
            // STS refuses a wrong code and a role that does not trust with the same error code
            boolean wrong = code.isPresent() && (e.problem() instanceof Problem.Denied denied
                    && denied.source().raw().contains("MultiFactorAuthentication")
                    || e.problem() instanceof Problem.Rejected rejected && rejected.source().raw().contains("tokenCode"));
            throw wrong ? problem(Problem.SignIn.Kind.MFA_REFUSED, way.profile(), e.problem().source().raw()) : e;
        }
    }

    Held assume(Way.WebIdentity way) {
        String token;
        try {
            token = Files.readString(way.token()).strip();
        } catch (IOException e) {
            throw new Problem.Thrown(new Problem.Misconfigured("web_identity_token_file of '" + way.profile() + "'",
                    new Problem.Source("configuration", null, way.token() + " cannot be read")), e);
        }
        try (StsClient sts = clients.sts(null)) {
            return held(clients.call("sts:AssumeRoleWithWebIdentity", way.profile(), () -> sts
                    .assumeRoleWithWebIdentity(r -> r.roleArn(way.arn()).roleSessionName(way.sessionName()).webIdentityToken(token)))
                    .credentials());
        }
    }

    private static Held held(Credentials got) {
        return Held.of(got.accessKeyId(), got.secretAccessKey(), got.sessionToken(), got.expiration());
    }

    private static Problem.Thrown problem(Problem.SignIn.Kind kind, String profile, String why) {
        return new Problem.Thrown(new Problem.SignIn(kind, profile, new Problem.Source("sts:AssumeRole", null, why)), null);
    }
}
