package dev.howdah.aws.session;

import dev.howdah.aws.signin.Clients;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.signin.SigninClient;
import software.amazon.awssdk.services.signin.endpoints.SigninEndpointProvider;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;
import software.amazon.awssdk.services.sts.StsClient;

/// The clients by which a session signs in: its connections, its endpoints, its guard.
final class SignInClients implements Clients {
    private static final Duration CALL = Duration.ofSeconds(12);
    private final AwsSettings settings;
    private final AwsScope scope;
    private final SdkHttpClient http;
    private final UnaryOperator<String> host;

    /// @param host of an action, for "no answer"
    SignInClients(AwsSettings settings, AwsScope scope, SdkHttpClient http, UnaryOperator<String> host) {
        this.settings = settings;
        this.scope = scope;
        this.http = http;
        this.host = host;
    }

    @Override
    public StsClient sts(@Nullable AwsCredentials as) {
        return client("sts", StsClient.builder(), scope.region(), as == null ? AnonymousCredentialsProvider.create() : () -> as);
    }

    @Override
    public SsoClient sso(String region) {
        return client("sso", SsoClient.builder(), region, AnonymousCredentialsProvider.create());
    }

    @Override
    public SsoOidcClient oidc(String region) {
        return client("sso_oidc", SsoOidcClient.builder(), region, AnonymousCredentialsProvider.create());
    }

    @Override
    public SigninClient signin(String region) {
        return client("signin", SigninClient.builder(), region, AnonymousCredentialsProvider.create());
    }

    @Override
    public URI signinEndpoint(String region) {
        URI base = settings.endpoint("signin", scope.profile())
                .orElseGet(() -> SigninEndpointProvider.defaultProvider().resolveEndpoint(p -> p.region(Region.of(region))).join().url());
        return URI.create(base.toString().replaceAll("/+$", ""));
    }

    private <C extends AutoCloseable, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(String service, B builder,
            String region, AwsCredentialsProvider as) {
        builder.region(Region.of(region)).credentialsProvider(as).httpClient(http)
                .overrideConfiguration(ClientOverrideConfiguration.builder().apiCallTimeout(CALL).addExecutionInterceptor(new Guard())
                        .defaultProfileFile(settings.files()).build());
        settings.endpoint(service, scope.profile()).ifPresent(builder::endpointOverride);
        return builder.build();
    }

    @Override
    public <T> T call(String api, String profile, Supplier<T> call) {
        try {
            return call.get();
        } catch (AbortedException e) {
            throw e;
        } catch (SdkException | Guard.Refused e) {
            throw new Problem.Thrown(AwsProblems.of(e, api, host.apply(api), profile), e);
        }
    }
}
