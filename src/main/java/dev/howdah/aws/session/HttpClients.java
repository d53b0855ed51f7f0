package dev.howdah.aws.session;

import dev.howdah.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// Connections to AWS. Proxies come from `HTTPS_PROXY`, `NO_PROXY` and the `https.proxyHost` properties by the SDK's own
/// rules; `AWS_CA_BUNDLE` replaces the JDK's certificate authorities, as in the `aws` client.
final class HttpClients {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration READ = Duration.ofSeconds(8);

    private HttpClients() {}

    static SdkHttpClient open(AwsSettings settings) {
        var builder = UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(READ);
        settings.caBundle().ifPresent(bundle -> {
            TrustManager[] trusted = trust(bundle);
            builder.tlsTrustManagersProvider(() -> trusted);
        });
        return builder.build();
    }

    /// A TLS context for other clients of AWS than the SDK's.
    static SSLContext context(Path bundle) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust(bundle), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a JVM without TLS", e);
        }
    }

    private static TrustManager[] trust(Path bundle) {
        try (InputStream pem = Files.newInputStream(bundle)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int n = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca-" + n++, certificate);
            }
            if (n == 0) {
                throw new GeneralSecurityException("it holds no certificate");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new Problem.Thrown(new Problem.Misconfigured("AWS_CA_BUNDLE",
                    new Problem.Source("configuration", null, bundle + ": " + e.getMessage())), e);
        }
    }
}
