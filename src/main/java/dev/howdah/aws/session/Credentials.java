package dev.howdah.aws.session;

import dev.howdah.model.AwsScope;
import dev.howdah.model.Problem.SignIn.Kind;
import dev.howdah.model.Profile;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Where a scope's credentials come from. A named profile is asked alone, so that credentials in the environment cannot
/// win silently; without one the order is the SDK's: environment, web identity, profile, container. The instance metadata
/// service is asked only where `AWS_EC2_METADATA_DISABLED=false` says so, since on a desktop it only costs seconds.
final class Credentials implements AwsCredentialsProvider {
    private final boolean signsInInteractively;
    private final List<AwsCredentialsProvider> chain;

    private Credentials(boolean signsInInteractively, List<AwsCredentialsProvider> chain) {
        this.signsInInteractively = signsInInteractively;
        this.chain = chain;
    }

    static AwsCredentialsProvider of(AwsScope scope, AwsSettings settings) {
        String named = scope.profile();
        if (named != null) {
            return new Credentials(interactive(named, settings), List.of(profile(named, settings)));
        }
        var environment = settings.environment();
        String key = environment.get("AWS_ACCESS_KEY_ID");
        String secret = environment.get("AWS_SECRET_ACCESS_KEY");
        if (key != null && secret != null) {
            String token = environment.get("AWS_SESSION_TOKEN");
            AwsCredentials fixed = token == null || token.isBlank()
                    ? AwsBasicCredentials.create(key, secret)
                    : AwsSessionCredentials.create(key, secret, token);
            return () -> fixed;
        }
        var chain = new java.util.ArrayList<AwsCredentialsProvider>();
        if (environment.containsKey("AWS_WEB_IDENTITY_TOKEN_FILE")) {
            chain.add(WebIdentityTokenFileCredentialsProvider.create());
        }
        chain.add(profile(settings.profile().orElse("default"), settings));
        if (environment.keySet().stream().anyMatch(k -> k.startsWith("AWS_CONTAINER_CREDENTIALS_"))) {
            chain.add(ContainerCredentialsProvider.create());
        }
        if ("false".equalsIgnoreCase(environment.get("AWS_EC2_METADATA_DISABLED"))) {
            chain.add(software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider.create());
        }
        return new Credentials(interactive(settings.profile().orElse("default"), settings), chain);
    }

    private static boolean interactive(String name, AwsSettings settings) {
        return settings.files().profile(name).map(p -> ProfileShape.of(name, p).kind())
                .filter(kind -> kind == Profile.Kind.SSO || kind == Profile.Kind.LOGIN).isPresent();
    }

    private static AwsCredentialsProvider profile(String name, AwsSettings settings) {
        if (settings.files().profile(name).isEmpty()) {
            return () -> {
                boolean any = settings.anyConfiguration();
                throw new NoCredentials(any ? Kind.NO_SUCH_PROFILE : Kind.MISSING,
                        any ? "there is no profile '" + name + "' in the AWS configuration" : "no AWS credentials are configured", null);
            };
        }
        return ProfileCredentialsProvider.builder().profileFile(settings.files()).profileName(name).build();
    }

    @Override
    public AwsCredentials resolveCredentials() {
        @Nullable
        SdkClientException sdk = null;
        @Nullable
        NoCredentials ours = null;
        for (AwsCredentialsProvider provider : chain) {
            try {
                return provider.resolveCredentials();
            } catch (SdkClientException e) {
                sdk = e;
            } catch (NoCredentials e) {
                ours = e;
            }
        }
        if (ours != null) {
            throw ours;
        }
        throw new NoCredentials(kindOf(sdk), String.valueOf(sdk == null ? "no credentials" : sdk.getMessage()), sdk);
    }

    /// An SSO profile whose token file is missing or old fails inside the SDK before any service is asked.
    private Kind kindOf(@Nullable SdkClientException cause) {
        return cause != null && signsInInteractively ? Kind.SSO_EXPIRED : Kind.MISSING;
    }
}
