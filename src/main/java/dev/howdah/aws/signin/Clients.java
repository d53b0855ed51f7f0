package dev.howdah.aws.signin;

import dev.howdah.model.Problem;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.signin.SigninClient;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;
import software.amazon.awssdk.services.sts.StsClient;

/// The services that hand out credentials, behind the guard and with the endpoints and proxies of all others. Whoever takes a client closes
/// it.
public interface Clients {
    /// @param as whose signature, null for none
    StsClient sts(@Nullable AwsCredentials as);

    SsoClient sso(String region);

    SsoOidcClient oidc(String region);

    SigninClient signin(String region);

    /// Where AWS Sign-In is, for a browser, without a slash at its end.
    URI signinEndpoint(String region);

    /// Runs one call and translates what it throws.
    ///
    /// @throws Problem.Thrown instead of any SDK exception but for the one that says that the thread was told to stop
    <T> T call(String api, String profile, Supplier<T> call);
}
