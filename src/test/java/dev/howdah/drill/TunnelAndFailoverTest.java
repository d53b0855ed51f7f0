package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.MachineSeed;
import dev.howdah.drill.world.TunnelFault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The agent resolves the destination once, when the session starts: as on AWS, a session from before a failover leads to where the
/// primary was, and only a new one finds the new primary. A condition makes the old address answer.
final class TunnelAndFailoverTest {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    @Test
    void anOldSessionDoesNotFollowAFailoverAndANewOneDoes(@TempDir Path folder) throws Exception {
        try (EchoServer database = EchoServer.start()) {
            var servers = new FakeServers(Files.writeString(folder.resolve("log"), ""), database.local());
            try (Drill drill = Drill.start(DrillOptions.standard(), _ -> {
            }, _ -> servers)) {
                drill.awaitReady();
                DbInstance.Endpoint endpoint = drill.world().home().instance("blog-db").endpoint();
                JsonWire wire = JsonWire.of(drill);
                try (PlainClient before = PlainClient.open(wire, MachineSeed.BASTION, endpoint.address(), endpoint.port()).awaitReady()) {
                    before.syn(3);
                    before.push(3, HELLO);
                    Waiting.until(() -> before.text(3).equals("hello"));
                    drill.tunnelFaults().inject(new TunnelFault.OldAddressAnswers());
                    servers.failover();
                    before.syn(5);
                    before.push(5, HELLO);
                    Waiting.until(() -> before.text(5).equals("hello"));
                    drill.tunnelFaults().lift(TunnelFault.OldAddressAnswers.class);
                    before.syn(7);
                    Waiting.until(() -> before.finished(7));
                    assertThat(before.flags).containsExactly("3");
                }
                try (PlainClient after = PlainClient.open(wire, MachineSeed.BASTION, endpoint.address(), endpoint.port()).awaitReady()) {
                    after.syn(3);
                    after.push(3, HELLO);
                    Waiting.until(() -> after.text(3).equals("hello"));
                }
            }
        }
    }
}
