package dev.howdah.aws.session;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The proxies that command-line tools know from the environment; without any, those of the JVM. The machine itself is never
/// asked through a proxy.
final class EnvironmentProxies extends ProxySelector {
    private static final System.Logger LOG = System.getLogger(EnvironmentProxies.class.getName());
    private final Optional<String> secure;
    private final Optional<String> plain;
    private final List<String> direct;

    EnvironmentProxies(Optional<String> secure, Optional<String> plain, String direct) {
        this.secure = secure;
        this.plain = plain;
        this.direct = List.of(direct.toLowerCase(Locale.ROOT).strip().split("[,\\s]+"));
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        boolean tls = "https".equals(uri.getScheme()) || "wss".equals(uri.getScheme());
        Optional<String> proxy = tls ? secure : plain;
        if (host.equals("127.0.0.1") || host.equals("localhost") || host.equals("[::1]") || excepted(host)) {
            return List.of(Proxy.NO_PROXY);
        }
        if (proxy.isPresent()) {
            return List.of(of(proxy.get()));
        }
        ProxySelector own = ProxySelector.getDefault();
        return own == null || own == this ? List.of(Proxy.NO_PROXY) : own.select(uri);
    }

    private static Proxy of(String text) {
        URI uri = URI.create(text.contains("://") ? text : "http://" + text);
        int port = uri.getPort() == -1 ? "https".equals(uri.getScheme()) ? 443 : 80 : uri.getPort();
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(uri.getHost(), port));
    }

    private boolean excepted(String host) {
        return direct.stream().filter(d -> !d.isEmpty())
                .anyMatch(d -> d.equals("*") || host.equals(d) || host.endsWith(d.startsWith(".") ? d : "." + d));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "the proxy at " + address + " did not answer", e);
    }
}
