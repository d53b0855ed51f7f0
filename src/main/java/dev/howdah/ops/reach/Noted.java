package dev.howdah.ops.reach;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.ssm.SsmSessions.Started;
import dev.howdah.model.Hop;
import dev.howdah.model.Instance;
import dev.howdah.tunnel.forward.Opened;
import dev.howdah.tunnel.forward.SessionApi;
import dev.howdah.tunnel.forward.Tunnel;
import java.util.Optional;

/// Session Manager's calls for one hop and destination; each session is on disk before it is used, and off it once AWS has ended it.
final class Noted implements SessionApi {
    private final AwsAccount account;
    private final Hop hop;
    private final Tunnel.Destination destination;
    private final Instance instance;
    private final OpenSessions open;

    Noted(AwsAccount account, Hop hop, Tunnel.Destination destination, Instance instance, OpenSessions open) {
        this.account = account;
        this.hop = hop;
        this.destination = destination;
        this.instance = instance;
        this.open = open;
    }

    @Override
    public String via() {
        return hop.name();
    }

    @Override
    public Opened start() throws InterruptedException {
        Started started = account.ssm().start(hop.target(), destination.host(), destination.port());
        open.add(new OpenSessions.Entry(started.sessionId(), account.scope().profile(), account.scope().region(),
                account.endpoint("ssm").orElse(null), instance.ref().id(), hop.name(), null, ProcessHandle.current().pid(),
                OpenSessions.ownStart()));
        return opened(started);
    }

    @Override
    public Optional<Opened> resume(String sessionId) throws InterruptedException {
        return account.ssm().resume(sessionId).map(Noted::opened);
    }

    @Override
    public void terminate(String sessionId) throws InterruptedException {
        account.ssm().terminate(sessionId);
        open.remove(sessionId);
    }

    private static Opened opened(Started started) {
        return new Opened(started.sessionId(), started.streamUrl(), started.token());
    }
}
