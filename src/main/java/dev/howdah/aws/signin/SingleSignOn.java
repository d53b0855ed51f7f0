package dev.howdah.aws.signin;

import dev.howdah.model.Problem;
import dev.howdah.task.Time;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.sso.model.RoleCredentials;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;
import software.amazon.awssdk.services.ssooidc.model.AccessDeniedException;
import software.amazon.awssdk.services.ssooidc.model.AuthorizationPendingException;
import software.amazon.awssdk.services.ssooidc.model.CreateTokenResponse;
import software.amazon.awssdk.services.ssooidc.model.ExpiredTokenException;
import software.amazon.awssdk.services.ssooidc.model.RegisterClientResponse;
import software.amazon.awssdk.services.ssooidc.model.SlowDownException;
import software.amazon.awssdk.services.ssooidc.model.SsoOidcException;

/// Single sign-on: the token of the `aws` client's cache, renewed where it can be, got anew where somebody is there to allow it, and the
/// credentials of a role for it.
final class SingleSignOn {
    private static final System.Logger LOG = System.getLogger(SingleSignOn.class.getName());
    /// The `aws` client renews this long before the end.
    private static final Duration EARLY = Duration.ofMinutes(15);
    private static final String DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
    private static final String ROLE = "sso:GetRoleCredentials";
    private static final String RENEW = "refresh_token";
    /// What is added when the service wants to be asked less often (RFC 8628, 3.5).
    private static final Duration SLOWER = Duration.ofSeconds(5);
    private final Way.SingleSignOn way;
    private final Clients clients;
    private final Path folder;
    private final Time time;

    SingleSignOn(Way.SingleSignOn way, Clients clients, Ground ground, Time time) {
        this.way = way;
        this.clients = clients;
        this.folder = ground.folder("sso", "cache");
        this.time = time;
    }

    /// @param person whether somebody has begun to sign in
    Held credentials(Asker asker, boolean person) throws InterruptedException {
        try {
            return role(token(asker, person, false));
        } catch (Problem.Thrown e) {
            if (e.problem() instanceof Problem.SignIn(var kind, var _, var source) && kind == Problem.SignIn.Kind.SSO_EXPIRED
                    && source.api().equals(ROLE)) {
                // the token was ended elsewhere before its time
                return role(token(asker, person, true));
            }
            throw e;
        }
    }

    private Held role(SsoToken token) {
        try (SsoClient sso = clients.sso(way.session().region())) {
            RoleCredentials got = clients.call(ROLE, way.profile(),
                    () -> sso.getRoleCredentials(r -> r.accessToken(token.access()).accountId(way.account()).roleName(way.role())))
                    .roleCredentials();
            return Held.of(got.accessKeyId(), got.secretAccessKey(), got.sessionToken(), Instant.ofEpochMilli(got.expiration()));
        }
    }

    private SsoToken token(Asker asker, boolean person, boolean anew) throws InterruptedException {
        Optional<SsoToken> there = SsoToken.read(folder, way.session());
        Instant now = time.now();
        if (there.isPresent()) {
            SsoToken token = there.get();
            boolean good = token.until().isAfter(now) && !anew;
            if (good && (token.until().minus(EARLY).isAfter(now) || !token.renewable(now) && !person)) {
                return token;
            }
            if (token.renewable(now)) {
                Optional<SsoToken> renewed = renew(token);
                if (renewed.isPresent()) {
                    return renewed.get();
                }
            }
            if (good && !person) {
                return token;
            }
        }
        return device(asker, there.isPresent());
    }

    private Optional<SsoToken> renew(SsoToken old) {
        try (SsoOidcClient oidc = clients.oidc(way.session().region())) {
            CreateTokenResponse got = oidc.createToken(
                    r -> r.grantType(RENEW).clientId(old.clientId()).clientSecret(old.clientSecret()).refreshToken(old.refresh()));
            return Optional.of(keep(got, old.clientId(), old.clientSecret(), old.registeredUntil(), old.refresh()));
        } catch (SsoOidcException e) {
            LOG.log(System.Logger.Level.DEBUG, "the token of single sign-on is not renewed: {0}", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private SsoToken device(Asker asker, boolean hadOne) throws InterruptedException {
        if (asker == Asker.NOBODY) {
            throw ended(Problem.SignIn.Kind.SSO_EXPIRED, hadOne ? "the token has ended and cannot be renewed" : "there is no token yet");
        }
        Way.Session session = way.session();
        try (SsoOidcClient oidc = clients.oidc(session.region())) {
            RegisterClientResponse client = clients.call("sso-oidc:RegisterClient", way.profile(), () -> oidc.registerClient(r -> {
                r.clientName("howdah").clientType("public");
                if (session.name() != null) {
                    // without scopes there is nothing that renews it, as with the aws client
                    r.scopes(session.scopes()).grantTypes(List.of(DEVICE, RENEW));
                }
            }));
            var start = clients.call("sso-oidc:StartDeviceAuthorization", way.profile(), () -> oidc.startDeviceAuthorization(
                    r -> r.clientId(client.clientId()).clientSecret(client.clientSecret()).startUrl(session.startUrl())));
            Instant until = time.now().plusSeconds(start.expiresIn());
            boolean there = asker.show(new Asker.Device(way.profile(), start.userCode(), URI.create(start.verificationUri()),
                    URI.create(start.verificationUriComplete()), until));
            if (!there) {
                throw ended(Problem.SignIn.Kind.SSO_EXPIRED, "nobody is there to allow this device");
            }
            try {
                CreateTokenResponse got = wait(oidc, client, start.deviceCode(),
                        Duration.ofSeconds(Math.max(1, start.interval() == null ? 5 : start.interval())), until);
                return keep(got, client.clientId(), client.clientSecret(), Instant.ofEpochSecond(client.clientSecretExpiresAt()), null);
            } finally {
                asker.allowed();
            }
        }
    }

    private CreateTokenResponse wait(SsoOidcClient oidc, RegisterClientResponse client, String device, Duration first, Instant until)
            throws InterruptedException {
        Duration pause = first;
        while (true) {
            time.sleep(pause);
            if (!time.now().isBefore(until)) {
                throw ended(Problem.SignIn.Kind.DEVICE_EXPIRED, "nobody allowed the device in time");
            }
            try {
                return oidc.createToken(r -> r.grantType(DEVICE).clientId(client.clientId()).clientSecret(client.clientSecret())
                        .deviceCode(device));
            } catch (AuthorizationPendingException e) {
                LOG.log(System.Logger.Level.TRACE, "not allowed yet");
            } catch (SlowDownException e) {
                pause = pause.plus(SLOWER);
            } catch (ExpiredTokenException e) {
                throw ended(Problem.SignIn.Kind.DEVICE_EXPIRED, "nobody allowed the device in time");
            } catch (AccessDeniedException e) {
                throw ended(Problem.SignIn.Kind.DEVICE_DENIED, "somebody denied the device");
            } catch (SsoOidcException e) {
                return clients.call("sso-oidc:CreateToken", way.profile(), () -> {
                    throw e;
                });
            }
        }
    }

    private SsoToken keep(CreateTokenResponse got, @Nullable String id, @Nullable String secret, @Nullable Instant registered,
            @Nullable String old) {
        boolean renewable = way.session().name() != null;
        @Nullable
        String refresh = got.refreshToken() == null ? old : got.refreshToken();
        var token = renewable
                ? new SsoToken(got.accessToken(), time.now().plusSeconds(got.expiresIn()), refresh, id, secret, registered)
                : new SsoToken(got.accessToken(), time.now().plusSeconds(got.expiresIn()), null, null, null, null);
        try {
            token.write(folder, way.session());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "single sign-on's token is not in the aws client's cache: {0}", e.getMessage());
        }
        return token;
    }

    /// Until when somebody need not come, and whether it renews itself until then.
    Optional<SsoToken> standing() {
        return SsoToken.read(folder, way.session());
    }

    private Problem.Thrown ended(Problem.SignIn.Kind kind, String why) {
        return new Problem.Thrown(new Problem.SignIn(kind, way.profile(), new Problem.Source("sso-oidc:CreateToken", null, why)), null);
    }
}
