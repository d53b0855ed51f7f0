package dev.howdah.drill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.task.Spinning;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/// The endpoint's port, without servers behind it.
final class ForwarderTest {
    @Test
    void itsPortIsFreeAsSoonAsItIsClosedHoweverBusyTheMachine() throws Exception {
        var endpoint = new Forwarder(0);
        int port = endpoint.port();
        // nobody is primary: whoever comes is reset, but comes
        connect(port);
        try (Spinning _ = new Spinning()) {
            endpoint.close();
            assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void aTakenPortIsAnotherOne() throws IOException {
        try (var first = new Forwarder(0); var second = new Forwarder(first.port())) {
            assertThat(second.port()).isPositive().isNotEqualTo(first.port());
        }
    }

    private static void connect(int port) throws IOException {
        new Socket(InetAddress.getByName("127.0.0.1"), port).close();
    }
}
