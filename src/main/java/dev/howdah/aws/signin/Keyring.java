package dev.howdah.aws.signin;

import dev.howdah.model.Problem;
import dev.howdah.model.SignedIn;
import dev.howdah.task.Time;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.signin.SigninClient;
import software.amazon.awssdk.services.signin.auth.LoginCredentialsProvider;

/// Holds credentials in memory, one set for each [Way], for all that this process asks of AWS: whoever signs in once is signed in for every
/// screen, plan and operation. What renews itself is renewed; what needs a person is asked for only by [#signIn], or of the asker that
/// commands on a terminal bring.
public final class Keyring {
    /// What the `aws` client has left must be good for so long.
    private static final Duration AT_LEAST = Duration.ofMinutes(1);
    private static final String RENEW = "signin:CreateOAuth2Token";
    private final Agreed agreed;
    private final Asker standing;
    private final Time time;
    private final Map<Way, Cell> cells = new ConcurrentHashMap<>();
    private final Map<String, Stand> stands = new ConcurrentHashMap<>();

    /// @param memory folder in which it is remembered which programs were agreed to; null for not at all
    /// @param standing whom to ask at any time; [Asker#NOBODY] where a window asks by [#signIn]
    public Keyring(@Nullable Path memory, Asker standing, Time time) {
        agreed = new Agreed(memory);
        this.standing = standing;
        this.time = time;
    }

    /// Where a profile stands.
    ///
    /// @param signedIn how long; empty before anything was asked with it, and when it is not
    /// @param missing what it lacks, empty when it lacks nothing
    public record Stand(Optional<SignedIn> signedIn, Optional<Problem.SignIn> missing) {
        private static final Stand UNKNOWN = new Stand(Optional.empty(), Optional.empty());
    }

    /// Where a profile stands, by the newest that was asked with it; null is the environment's own.
    public Stand stand(@Nullable String profile) {
        return stands.getOrDefault(profile == null ? "" : profile, Stand.UNKNOWN);
    }

    /// The keys of one profile in one place.
    public final class Ring {
        private final @Nullable String profile;
        private final Supplier<Ground> ground;
        private final Clients clients;
        private volatile @Nullable Way known;
        private volatile @Nullable Ground read;

        private Ring(@Nullable String profile, Supplier<Ground> ground, Clients clients) {
            this.profile = profile;
            this.ground = ground;
            this.clients = clients;
        }

        /// Credentials that are good now.
        ///
        /// @throws Problem.Thrown when there are none, and then what to do
        public AwsCredentials credentials() {
            return credentials(standing);
        }

        /// Signs in, asking whoever is there for what is needed.
        ///
        /// @throws Problem.Thrown when it does not come about
        public void signIn(Asker asker) {
            known = null;
            credentials(asker);
        }

        private AwsCredentials credentials(Asker asker) {
            try {
                Way way = way();
                AwsCredentials credentials = held(way, asker).credentials();
                tell(way);
                return credentials;
            } catch (Problem.Thrown e) {
                // what is wrong may be mended in the files
                known = null;
                if (asker == standing && e.problem() instanceof Problem.SignIn missing) {
                    stands.put(profile == null ? "" : profile, new Stand(Optional.empty(), Optional.of(missing)));
                }
                throw e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw AbortedException.create("told to stop while signing in", e);
            }
        }

        /// A service does not take them any more, whatever their time says.
        public void refused() {
            @Nullable
            Way way = known;
            if (way != null) {
                Keyring.this.refuse(way);
                // there may be others in the files by now
                known = null;
            }
        }

        private Way way() {
            @Nullable
            Way way = known;
            if (way == null) {
                Ground now = ground.get();
                read = now;
                way = new Chain(now).of(profile);
                known = way;
            }
            return way;
        }

        private Ground read() {
            @Nullable
            Ground known = read;
            return known == null ? ground.get() : known;
        }

        private void tell(Way way) {
            stands.put(profile == null ? "" : profile, new Stand(Optional.of(standing(way)), Optional.empty()));
        }

        private SignedIn standing(Way way) {
            return switch (way) {
                case Way.Keys _ -> new SignedIn(null, false);
                case Way.SingleSignOn sso -> new SingleSignOn(sso, clients, read(), time).standing()
                        .map(t -> new SignedIn(t.until(), t.renewable(time.now()))).orElse(new SignedIn(null, false));
                case Way.Role role when role.mfa() != null -> new SignedIn(until(role), false);
                case Way.Role role -> standing(role.source());
                case Way.Program _,Way.Login _,Way.WebIdentity _,Way.Container _,Way.Machine _ -> new SignedIn(until(way), true);
            };
        }

        private @Nullable Instant until(Way way) {
            return cell(way).until();
        }

        private Held held(Way way, Asker asker) throws InterruptedException {
            return way instanceof Way.Keys(var _, var keys)
                    ? new Held(keys, null)
                    : cell(way).get(way.profile(), asker != standing, renewsItself(way), () -> fetch(way, asker));
        }

        private Held fetch(Way way, Asker asker) throws InterruptedException {
            return switch (way) {
                case Way.Keys(var _, var keys) -> new Held(keys, null);
                case Way.Program(var of, var command) -> {
                    agree(of, command, asker);
                    yield new Program(of).run(command, read().environment());
                }
                case Way.SingleSignOn sso -> new SingleSignOn(sso, clients, read(), time).credentials(asker, asker != standing);
                case Way.Role role -> {
                    Optional<Held> there = left(role, asker);
                    yield there.isPresent()
                            ? there.get()
                            : new Roles(clients).assume(role, held(role.source(), asker).credentials(), asker);
                }
                case Way.WebIdentity web -> new Roles(clients).assume(web);
                case Way.Login login -> login(login, asker);
                case Way.Container(var of) -> new RoleEndpoints(read(), of).container();
                case Way.Machine(var of) -> new RoleEndpoints(read(), of).machine();
            };
        }

        /// What a code was given for in the `aws` client, unless somebody signs in anew or a service has refused just that.
        private Optional<Held> left(Way.Role role, Asker asker) {
            if (role.mfa() == null || asker != standing) {
                return Optional.empty();
            }
            Optional<String> bad = cell(role).refusedKey();
            return ClientRoles.read(read().folder("cli", "cache"), role, time.now().plus(AT_LEAST))
                    .filter(h -> !bad.equals(Optional.of(h.credentials().accessKeyId())));
        }

        private void agree(String of, String command, Asker asker) throws InterruptedException {
            if (agreed.has(command)) {
                return;
            }
            if (!asker.agrees(of, command)) {
                throw new Problem.Thrown(new Problem.SignIn(Problem.SignIn.Kind.CONSENT_NEEDED, of,
                        new Problem.Source("credential_process", null, command)), null);
            }
            agreed.add(command);
        }

        /// The SDK reads and renews what the `aws` client, or a sign-in here, left; where it cannot, somebody signs in anew.
        private Held login(Way.Login login, Asker asker) throws InterruptedException {
            Path folder = read().variable("AWS_LOGIN_CACHE_DIRECTORY").map(Path::of).orElseGet(() -> read().folder("login", "cache"));
            try {
                return left(login, folder);
            } catch (Problem.Thrown e) {
                if (asker == Asker.NOBODY
                        || !(e.problem() instanceof Problem.SignIn(var kind, var _, var _) && kind == Problem.SignIn.Kind.LOGIN_EXPIRED)) {
                    throw e;
                }
            }
            new ConsoleLogin(login, clients, folder, time).begin(asker);
            return left(login, folder);
        }

        private Held left(Way.Login login, Path folder) {
            try (SigninClient client = clients.signin(login.region());
                    var provider = LoginCredentialsProvider.builder().signinClient(client).loginSession(login.session())
                            .tokenCacheLocation(folder).build()) {
                AwsCredentials got = provider.resolveCredentials();
                return new Held(got, got.expirationTime().orElse(null));
            } catch (AbortedException e) {
                throw e;
            } catch (SdkException e) {
                Throwable cause = e;
                while (cause.getCause() != null && !(cause instanceof IOException)) {
                    cause = cause.getCause();
                }
                if (cause instanceof IOException && !(cause instanceof FileSystemException)) {
                    // the way to AWS is broken, and whoever signs in anew needs it too
                    return clients.call(RENEW, login.profile(), () -> {
                        throw e;
                    });
                }
                throw new Problem.Thrown(new Problem.SignIn(Problem.SignIn.Kind.LOGIN_EXPIRED, login.profile(),
                        new Problem.Source(RENEW, null, String.valueOf(e.getMessage()))), e);
            }
        }
    }

    /// @param ground read when it is needed, and again after a failure
    public Ring ring(@Nullable String profile, Supplier<Ground> ground, Clients clients) {
        return new Ring(profile, ground, clients);
    }

    private Cell cell(Way way) {
        return cells.computeIfAbsent(way, _ -> new Cell(time));
    }

    private void refuse(Way way) {
        cell(way).refuse();
        if (way instanceof Way.Role role && !(role.source() instanceof Way.Keys)) {
            refuse(role.source());
        }
    }

    private static boolean renewsItself(Way way) {
        return !(way instanceof Way.Role role) || role.mfa() == null && renewsItself(role.source());
    }
}
