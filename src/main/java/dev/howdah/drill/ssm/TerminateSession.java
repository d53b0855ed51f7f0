package dev.howdah.drill.ssm;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.ssm.gateway.Session;
import dev.howdah.drill.ssm.gateway.Sessions;
import dev.howdah.drill.world.World;

/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_TerminateSession.html>: nothing is wrong with a session that
/// has ended, or that nobody knows any more.
final class TerminateSession implements Operation {
    private final Sessions sessions;

    TerminateSession(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public String name() {
        return "TerminateSession";
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
        Session session = sessions.session(id);
        if (session != null) {
            session.end("Terminated", "");
        }
        return new Struct().put("SessionId", id);
    }
}
