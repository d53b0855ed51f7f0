package dev.howdah.aws.session;

import dev.howdah.aws.signin.Asker;
import dev.howdah.aws.signin.Keyring;
import dev.howdah.journal.Permit;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Identity;
import dev.howdah.model.Problem;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.sts.StsClient;

/// One profile in one region: makes SDK clients that share credentials, connections, deadlines and the read guard, and
/// turns what they throw into problems.
public final class AwsSession implements AutoCloseable {
    /// A single attempt may take this long, a call with its repetitions the other; a panel never waits longer.
    private static final Duration ATTEMPT = Duration.ofSeconds(8);
    private static final Duration CALL = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 3;
    /// A call that changes something is given longer: giving up early leaves a question that only looking answers.
    private static final Duration WRITE = Duration.ofSeconds(30);

    private final AwsScope scope;
    private final AwsSettings settings;
    private final SdkHttpClient http;
    private final Keyring.Ring credentials;
    /// Guarded by `this`.
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private volatile boolean closed;
    private final ServiceClock clock = new ServiceClock();

    /// Opens nothing yet: the first call signs in.
    ///
    /// @throws Problem.Thrown when the CA bundle or a configuration file cannot be used
    public AwsSession(AwsScope scope, AwsSettings settings) {
        this.scope = scope;
        this.settings = settings;
        this.http = HttpClients.open(settings);
        this.credentials = settings.keyring().ring(scope.profile(), () -> settings.ground(scope.region()),
                new SignInClients(settings, scope, http, this::host));
    }

    public AwsScope scope() {
        return scope;
    }

    /// Makes one client, closed with the session.
    ///
    /// @param service name as in `AWS_ENDPOINT_URL_<SERVICE>`, lower case
    public <C extends AutoCloseable, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(String service, B builder) {
        return client(service, builder, ClientOverrideConfiguration.builder().apiCallTimeout(CALL).apiCallAttemptTimeout(ATTEMPT)
                .retryStrategy(AwsRetryStrategy.forRetryMode(RetryMode.STANDARD).toBuilder().maxAttempts(ATTEMPTS).build()));
    }

    /// Makes a client for calls that change something. It repeats only what the service refused to begin (throttling), because a
    /// call that got no answer may have been carried out: whoever sent it looks instead of sending again.
    ///
    /// @param service name as in `AWS_ENDPOINT_URL_<SERVICE>`, lower case
    public <C extends AutoCloseable, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C writer(String service, B builder) {
        return client(service, builder, ClientOverrideConfiguration.builder().apiCallTimeout(WRITE).apiCallAttemptTimeout(WRITE)
                .retryStrategy(StandardRetryStrategy.builder().useClientDefaults(false).maxAttempts(ATTEMPTS)
                        .retryOnException(AwsSession::throttled).treatAsThrottling(AwsSession::throttled).build()));
    }

    private static boolean throttled(Throwable thrown) {
        return thrown instanceof SdkServiceException service && service.isThrottlingException();
    }

    private <C extends AutoCloseable, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(String service, B builder,
            ClientOverrideConfiguration.Builder rules) {
        builder.region(Region.of(scope.region())).credentialsProvider(credentials::credentials).httpClient(http)
                .overrideConfiguration(rules.defaultProfileFile(settings.files()).defaultProfileName(profileName())
                        .addExecutionInterceptor(new Guard()).addExecutionInterceptor(clock).build());
        settings.endpoint(service, scope.profile()).ifPresent(builder::endpointOverride);
        C client = builder.build();
        synchronized (this) {
            opened.push(client);
        }
        return client;
    }

    /// Runs one call and translates what it throws.
    ///
    /// @param api such as `rds:DescribeDBInstances`
    /// @throws Problem.Thrown instead of any SDK exception
    /// @throws InterruptedException when the thread was told to stop meanwhile
    public <T> T call(String api, Supplier<T> call) throws InterruptedException {
        try {
            return call.get();
        } catch (AbortedException e) {
            throw interrupted(e);
        } catch (SdkException | Problem.Thrown | Guard.Refused e) {
            if (Thread.interrupted()) {
                throw interrupted(e);
            }
            Problem problem = AwsProblems.of(e, api, host(api), scope.profile());
            if (problem instanceof Problem.SignIn(var kind, var _, var _)
                    && (kind == Problem.SignIn.Kind.EXPIRED || kind == Problem.SignIn.Kind.INVALID)) {
                credentials.refused();
            }
            throw new Problem.Thrown(problem, e);
        } catch (RuntimeException e) {
            // an SDK client that was closed meanwhile: its timers and connections refuse new work, each in its own way
            if (closed) {
                throw interrupted(e);
            }
            throw e;
        }
    }

    /// Runs one call that changes something, under a permit that is used up by it; the SDK's own repetitions of the call share it.
    ///
    /// @param api such as `rds:CreateDBSnapshot`
    /// @throws Problem.Thrown instead of any SDK exception; `Bug` when the permit does not fit, and then nothing was sent
    /// @throws InterruptedException when the thread was told to stop meanwhile: the call may have been carried out
    public <T> T write(Permit permit, String api, Supplier<T> call) throws InterruptedException {
        return call(api, () -> ScopedValue.where(Guard.PERMIT, permit).call(call::get));
    }

    /// Signs in, asking somebody for what is needed; all sessions of the same settings are signed in with it.
    ///
    /// @throws Problem.Thrown when it does not come about
    public void signIn(Asker asker) throws InterruptedException {
        call("sign-in", () -> {
            credentials.signIn(asker);
            return true;
        });
    }

    /// Who we are here.
    public Identity identity() throws InterruptedException {
        StsClient sts = client("sts", StsClient.builder());
        var answer = call("sts:GetCallerIdentity", () -> sts.getCallerIdentity());
        return new Identity(text(answer.account()), text(answer.arn()), text(answer.userId()));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private String host(String api) {
        int colon = api.indexOf(':');
        String service = colon < 0 ? api : api.substring(0, colon);
        return settings.endpoint(service, scope.profile()).map(URI::getAuthority)
                .orElseGet(() -> service.equals("cloudwatch")
                        ? "monitoring." + scope.region() + ".amazonaws.com"
                        : service + "." + scope.region() + ".amazonaws.com");
    }

    private String profileName() {
        String named = scope.profile();
        return named == null ? settings.profile().orElse("default") : named;
    }

    private static InterruptedException interrupted(Exception cause) {
        var e = new InterruptedException("told to stop while a call was running");
        e.initCause(cause);
        return e;
    }

    /// Proxies by the rules of the environment (`HTTPS_PROXY`, `NO_PROXY`), else by those of the JVM.
    public ProxySelector proxies() {
        return settings.proxies();
    }

    /// TLS that trusts `AWS_CA_BUNDLE` alone, if it is set.
    public Optional<SSLContext> trust() {
        return settings.caBundle().map(HttpClients::context);
    }

    /// How far this machine's clock is behind the services'.
    public Optional<Duration> behind() {
        return clock.behind();
    }

    /// Where `service` is asked instead of at AWS, if somewhere else.
    public Optional<URI> endpoint(String service) {
        return settings.endpoint(service, scope.profile());
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                throw new IllegalStateException("an SDK client refused to close", e);
            }
        }
        http.close();
    }
}
