package dev.howdah.drill.protocol;

import java.util.LinkedHashMap;
import java.util.Map;

/// One HTTP answer, and how it is to be delivered: faults break the delivery, not the answer.
public record WireAnswer(int status, Map<String, String> headers, byte[] body, Delivery delivery) {
    public WireAnswer(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, new Delivery.Whole());
    }

    /// The same answer delivered otherwise.
    public WireAnswer delivered(Delivery how) {
        return new WireAnswer(status, headers, body, how);
    }

    /// The same answer with one more (or another) header.
    public WireAnswer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new WireAnswer(status, more, body, delivery);
    }

    /// The same status and headers around other bytes.
    public WireAnswer withBody(byte[] other) {
        return new WireAnswer(status, headers, other, delivery);
    }

    /// What the server does with the bytes.
    public sealed interface Delivery {
        /// All of them, then keep the connection.
        record Whole() implements Delivery {}

        /// None: the connection is closed without a status line.
        record Closed() implements Delivery {}

        /// The full Content-Length is promised, only the first `bytes` are sent, and the connection is closed.
        record Cut(int bytes) implements Delivery {}
    }
}
