package dev.howdah.tunnel.wire;

/// The names in the type field of an [AgentMessage]. Any other name is to be ignored.
public final class MessageType {
    /// Client to agent, sequenced.
    public static final String INPUT_STREAM_DATA = "input_stream_data";
    /// Agent to client, sequenced.
    public static final String OUTPUT_STREAM_DATA = "output_stream_data";
    /// Either way: receipt of one sequenced message, itself neither sequenced nor acknowledged.
    public static final String ACKNOWLEDGE = "acknowledge";
    /// Gateway to both: the session is over.
    public static final String CHANNEL_CLOSED = "channel_closed";
    /// Gateway to either: the other side came.
    public static final String START_PUBLICATION = "start_publication";
    /// Gateway to either: the other side is not there, or (to an agent) you send too fast.
    public static final String PAUSE_PUBLICATION = "pause_publication";
    /// Agent to gateway, never relayed.
    public static final String AGENT_SESSION_STATE = "agent_session_state";

    private MessageType() {}

    /// The gateway writes the two publication messages with a wrong digest and length; nobody may check them.
    static boolean isVouchedFor(String type) {
        return !type.equals(START_PUBLICATION) && !type.equals(PAUSE_PUBLICATION);
    }
}
