package dev.howdah.witness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/// Looks on while the tests run, and leaves what it saw for `LeftBehindIT`: whom the process asked for, by name or by address. A name
/// is seen by [NamesAsked]; an address is when a socket is about to connect, for which Java asks the process's ProxySelector.
public final class Witness implements LauncherSessionListener {
    static final Path FOLDER = Path.of("target/witness");

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        try {
            Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir")));
            Files.createDirectories(FOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ProxySelector own = ProxySelector.getDefault();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                if (uri.getHost() != null) {
                    Asked.host(uri.getHost());
                }
                return own == null ? List.of(Proxy.NO_PROXY) : own.select(uri);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                if (own != null) {
                    own.connectFailed(uri, address, failure);
                }
            }
        });
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        try {
            Files.writeString(FOLDER.resolve("hosts-" + ProcessHandle.current().pid() + ".txt"), Asked.report());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
