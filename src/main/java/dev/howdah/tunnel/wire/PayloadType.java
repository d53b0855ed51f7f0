package dev.howdah.tunnel.wire;

/// What the payload of a sequenced message is. A port session uses [#OUTPUT], the three handshake types and [#FLAG].
public final class PayloadType {
    /// None: acknowledgements and gateway messages.
    public static final int NONE = 0;
    public static final int OUTPUT = 1;
    public static final int ERROR = 2;
    public static final int SIZE = 3;
    public static final int PARAMETER = 4;
    public static final int HANDSHAKE_REQUEST = 5;
    public static final int HANDSHAKE_RESPONSE = 6;
    public static final int HANDSHAKE_COMPLETE = 7;
    public static final int ENC_CHALLENGE_REQUEST = 8;
    public static final int ENC_CHALLENGE_RESPONSE = 9;
    public static final int FLAG = 10;
    public static final int STD_ERR = 11;
    public static final int EXIT_CODE = 12;

    private PayloadType() {}
}
