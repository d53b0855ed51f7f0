package dev.howdah.tunnel.wire;

import java.nio.ByteBuffer;
import java.util.List;

/// The client's first sequenced message: what became of each action the agent asked for, one entry per action in the same order.
///
/// @param clientVersion
///            switches behaviour of the agent; with four parts above 1.2.331.0 it does without smux keep-alive
/// @param errors
///            empty in practice
public record HandshakeResponse(String clientVersion, List<Processed> processed, List<String> errors) {
    public static final int SUCCESS = 1;
    public static final int FAILED = 2;
    public static final int UNSUPPORTED = 3;

    /// @param status
    ///            [#SUCCESS], [#FAILED] or [#UNSUPPORTED]; anything but success makes the agent end the session
    /// @param error
    ///            a sentence for people; "" on success
    public record Processed(String type, int status, String error) {}

    public HandshakeResponse {
        processed = List.copyOf(processed);
        errors = List.copyOf(errors);
    }

    public ByteBuffer payload() {
        var text = new JsonText().raw("{\"ClientVersion\":").string(clientVersion).raw(",\"ProcessedClientActions\":[");
        String separator = "";
        for (Processed action : processed) {
            text.raw(separator).raw("{\"ActionType\":").string(action.type).raw(",\"ActionStatus\":").number(action.status).raw(
                    ",\"ActionResult\":null,\"Error\":").string(action.error).raw("}");
            separator = ",";
        }
        text.raw("],\"Errors\":").raw(errors.isEmpty() ? "null" : "[");
        separator = "";
        for (String error : errors) {
            text.raw(separator).string(error);
            separator = ",";
        }
        return text.raw(errors.isEmpty() ? "}" : "]}").bytes();
    }

    public static HandshakeResponse parse(ByteBuffer payload) throws WireException {
        JsonFields fields = JsonFields.read(payload);
        var processed = fields.objects("ProcessedClientActions").stream().map(a -> new Processed(a.string("ActionType"), (int) a.number(
                "ActionStatus", FAILED), a.string("Error"))).toList();
        return new HandshakeResponse(fields.string("ClientVersion"), processed, fields.strings("Errors"));
    }
}
