package dev.howdah.drill.ssm;

import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.ssm.gateway.Session;
import dev.howdah.drill.ssm.gateway.Sessions;

/// A session, as it is opened and as it is listed
/// (<https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Session.html>).
final class SessionShape {
    private SessionShape() {}

    /// What opens its WebSocket; without a token once the session is over.
    static Struct opened(Session session, Sessions sessions) {
        String id = session.facts().id();
        return new Struct().put("SessionId", id).put("TokenValue", session.token()).put("StreamUrl", sessions.streamUrl(id));
    }

    static Struct listed(Session session) {
        Session.Facts facts = session.facts();
        Session.State state = session.state();
        return new Struct().put("SessionId", facts.id()).put("Target", facts.hop().target()).put("Status", state.status())
                .put("StartDate", facts.started()).put("EndDate", state.ended()).put("DocumentName", facts.document())
                .put("Owner", facts.owner()).put("Reason", facts.reason())
                .put("Details", state.details().isEmpty() ? null : state.details())
                .put("OutputUrl", new Struct()).put("AccessType", "Standard");
    }
}
