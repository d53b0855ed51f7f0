package dev.howdah.drill.ssm;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.CommonErrors;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.ssm.gateway.Session;
import dev.howdah.drill.ssm.gateway.Sessions;
import dev.howdah.drill.world.Caller;
import dev.howdah.drill.world.TunnelFaults;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ResumeSession.html>: a new token for the same session. The
/// answer for a session that is over has none.
final class ResumeSession implements Operation {
    private final Sessions sessions;
    private final TunnelFaults faults;

    ResumeSession(Sessions sessions, TunnelFaults faults) {
        this.sessions = sessions;
        this.faults = faults;
    }

    @Override
    public String name() {
        return "ResumeSession";
    }

    @Override
    public String resource(Call call) {
        return "arn:aws:ssm:" + call.region() + ":" + World.ACCOUNT + ":session/" + call.input().text("SessionId", "*");
    }

    @Override
    public Struct answer(Call call) {
        String id = call.input().text("SessionId");
        if (id == null) {
            throw SsmErrors.missing("sessionId");
        }
        if (faults.takeResumeRefusal()) {
            throw CommonErrors.denied(call.service(), Caller.of(call.accessKey()).arn(), call.action(), resource(call));
        }
        Session session = sessions.session(id);
        if (session == null) {
            throw SsmErrors.noSession(id);
        }
        session.touch();
        return SessionShape.opened(session, sessions);
    }
}
