package dev.howdah.sql.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.Properties;
import java.util.Set;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A socket with TLS whose streams go through a [Startup]; all else is the socket's within. The driver casts what its factory gives it to
/// `SSLSocket`, a class, so there is no shorter way between it and its own words.
final class SealedSocket extends SSLSocket {
    private final SSLSocket inner;
    private final Startup startup;

    SealedSocket(SSLSocket inner, Startup startup) {
        this.inner = inner;
        this.startup = startup;
    }

    /// @param of the driver's properties
    static SealedSocket of(SSLSocket inner, Properties of) {
        TlsGroups.offer(inner, of);
        return new SealedSocket(inner, Startup.of(of));
    }

    @Override
    public InputStream getInputStream() throws IOException { return startup.heard(inner.getInputStream()); }

    @Override
    public OutputStream getOutputStream() throws IOException { return startup.said(inner.getOutputStream()); }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        inner.connect(endpoint);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        inner.connect(endpoint, timeout);
    }

    @Override
    public void bind(@Nullable SocketAddress local) throws IOException {
        inner.bind(local);
    }

    @Override
    public @Nullable InetAddress getInetAddress() { return inner.getInetAddress(); }

    @Override
    public InetAddress getLocalAddress() { return inner.getLocalAddress(); }

    @Override
    public int getPort() { return inner.getPort(); }

    @Override
    public int getLocalPort() { return inner.getLocalPort(); }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() { return inner.getRemoteSocketAddress(); }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() { return inner.getLocalSocketAddress(); }

    @Override
    public @Nullable SocketChannel getChannel() { return inner.getChannel(); }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        inner.setTcpNoDelay(on);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException { return inner.getTcpNoDelay(); }

    @Override
    public void setSoLinger(boolean on, int seconds) throws SocketException {
        inner.setSoLinger(on, seconds);
    }

    @Override
    public int getSoLinger() throws SocketException { return inner.getSoLinger(); }

    @Override
    public void sendUrgentData(int data) throws IOException {
        inner.sendUrgentData(data);
    }

    @Override
    public void setOOBInline(boolean on) throws SocketException {
        inner.setOOBInline(on);
    }

    @Override
    public boolean getOOBInline() throws SocketException { return inner.getOOBInline(); }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        inner.setSoTimeout(millis);
    }

    @Override
    public int getSoTimeout() throws SocketException { return inner.getSoTimeout(); }

    @Override
    public void setSendBufferSize(int size) throws SocketException {
        inner.setSendBufferSize(size);
    }

    @Override
    public int getSendBufferSize() throws SocketException { return inner.getSendBufferSize(); }

    @Override
    public void setReceiveBufferSize(int size) throws SocketException {
        inner.setReceiveBufferSize(size);
    }

    @Override
    public int getReceiveBufferSize() throws SocketException { return inner.getReceiveBufferSize(); }

    @Override
    public void setKeepAlive(boolean on) throws SocketException {
        inner.setKeepAlive(on);
    }

    @Override
    public boolean getKeepAlive() throws SocketException { return inner.getKeepAlive(); }

    @Override
    public void setTrafficClass(int tc) throws SocketException {
        inner.setTrafficClass(tc);
    }

    @Override
    public int getTrafficClass() throws SocketException { return inner.getTrafficClass(); }

    @Override
    public void setReuseAddress(boolean on) throws SocketException {
        inner.setReuseAddress(on);
    }

    @Override
    public boolean getReuseAddress() throws SocketException { return inner.getReuseAddress(); }

    @Override
    public void close() throws IOException {
        inner.close();
    }

    @Override
    public void shutdownInput() throws IOException {
        inner.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        inner.shutdownOutput();
    }

    @Override
    public String toString() {
        return inner.toString();
    }

    @Override
    public boolean isConnected() { return inner.isConnected(); }

    @Override
    public boolean isBound() { return inner.isBound(); }

    @Override
    public boolean isClosed() { return inner.isClosed(); }

    @Override
    public boolean isInputShutdown() { return inner.isInputShutdown(); }

    @Override
    public boolean isOutputShutdown() { return inner.isOutputShutdown(); }

    @Override
    public void setPerformancePreferences(int connectionTime, int latency, int bandwidth) {
        inner.setPerformancePreferences(connectionTime, latency, bandwidth);
    }

    @Override
    public <T> Socket setOption(SocketOption<T> name, T value) throws IOException {
        inner.setOption(name, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        return inner.getOption(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return inner.supportedOptions();
    }

    @Override
    public String[] getSupportedCipherSuites() { return inner.getSupportedCipherSuites(); }

    @Override
    public String[] getEnabledCipherSuites() { return inner.getEnabledCipherSuites(); }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        inner.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() { return inner.getSupportedProtocols(); }

    @Override
    public String[] getEnabledProtocols() { return inner.getEnabledProtocols(); }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        inner.setEnabledProtocols(protocols);
    }

    @Override
    public SSLSession getSession() { return inner.getSession(); }

    @Override
    public @Nullable SSLSession getHandshakeSession() { return inner.getHandshakeSession(); }

    @Override
    public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {
        inner.addHandshakeCompletedListener(listener);
    }

    @Override
    public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {
        inner.removeHandshakeCompletedListener(listener);
    }

    @Override
    public void startHandshake() throws IOException {
        inner.startHandshake();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        inner.setUseClientMode(mode);
    }

    @Override
    public boolean getUseClientMode() { return inner.getUseClientMode(); }

    @Override
    public void setNeedClientAuth(boolean need) {
        inner.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() { return inner.getNeedClientAuth(); }

    @Override
    public void setWantClientAuth(boolean want) {
        inner.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() { return inner.getWantClientAuth(); }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        inner.setEnableSessionCreation(flag);
    }

    @Override
    public boolean getEnableSessionCreation() { return inner.getEnableSessionCreation(); }

    @Override
    public SSLParameters getSSLParameters() { return inner.getSSLParameters(); }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        inner.setSSLParameters(parameters);
    }

    @Override
    public @Nullable String getApplicationProtocol() { return inner.getApplicationProtocol(); }

    @Override
    public @Nullable String getHandshakeApplicationProtocol() { return inner.getHandshakeApplicationProtocol(); }
}
