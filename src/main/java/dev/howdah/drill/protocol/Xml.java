package dev.howdah.drill.protocol;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Answers and errors of the query protocol and of its EC2 variant.
final class Xml {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newInstance();
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private Xml() {}

    static byte[] answer(Call call, Struct struct) {
        return document(out -> {
            boolean query = call.dialect() == Dialect.QUERY;
            out.writeStartElement(call.operation() + "Response");
            out.writeDefaultNamespace(call.service().xmlNamespace());
            if (query) {
                if (!struct.members().isEmpty()) {
                    out.writeStartElement(call.operation() + "Result");
                    members(out, struct);
                    out.writeEndElement();
                }
                out.writeStartElement("ResponseMetadata");
                leaf(out, "RequestId", call.requestId());
                out.writeEndElement();
            } else {
                leaf(out, "requestId", call.requestId());
                members(out, struct);
            }
            out.writeEndElement();
        });
    }

    static byte[] error(Dialect dialect, String namespace, ApiError error, String requestId) {
        return dialect == Dialect.EC2 ? ec2Error(error, requestId) : queryError(namespace, error, requestId);
    }

    private static byte[] queryError(String namespace, ApiError error, String requestId) {
        return document(out -> {
            out.writeStartElement("ErrorResponse");
            out.writeDefaultNamespace(namespace);
            out.writeStartElement("Error");
            leaf(out, "Type", error.status() >= 500 ? "Receiver" : "Sender");
            leaf(out, "Code", error.code());
            leaf(out, "Message", error.text());
            out.writeEndElement();
            leaf(out, "RequestId", requestId);
            out.writeEndElement();
        });
    }

    private static byte[] ec2Error(ApiError error, String requestId) {
        return document(out -> {
            out.writeStartElement("Response");
            out.writeStartElement("Errors");
            out.writeStartElement("Error");
            leaf(out, "Code", error.code());
            leaf(out, "Message", error.text());
            out.writeEndElement();
            out.writeEndElement();
            leaf(out, "RequestID", requestId);
            out.writeEndElement();
        });
    }

    private static void members(XMLStreamWriter out, Struct struct) throws XMLStreamException {
        for (var member : struct.members().entrySet()) {
            element(out, member.getKey(), member.getValue());
        }
    }

    private static void element(XMLStreamWriter out, String name, Object value) throws XMLStreamException {
        out.writeStartElement(name);
        switch (value) {
            case Struct struct -> members(out, struct);
            case Struct.Items items -> {
                for (Object item : items.values()) {
                    element(out, items.item(), item);
                }
            }
            case Struct.Entries map -> {
                for (var entry : map.values().entrySet()) {
                    element(out, "entry", new Struct().put("key", entry.getKey()).put("value", entry.getValue()));
                }
            }
            default -> out.writeCharacters(text(value));
        }
        out.writeEndElement();
    }

    private static void leaf(XMLStreamWriter out, String name, String text) throws XMLStreamException {
        element(out, name, text);
    }

    private static String text(Object value) {
        return value instanceof Instant time ? TIME.format(time) : printable(value.toString());
    }

    /// XML 1.0 has no way to carry most control characters; a server log may hold them.
    private static String printable(String text) {
        return text.codePoints().allMatch(Xml::legal)
                ? text
                : text.codePoints().map(c -> legal(c) ? c : 0xFFFD).collect(StringBuilder::new, StringBuilder::appendCodePoint,
                        StringBuilder::append).toString();
    }

    private static boolean legal(int c) {
        return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }

    private static byte[] document(Body body) {
        var bytes = new ByteArrayOutputStream(4096);
        try {
            XMLStreamWriter out = FACTORY.createXMLStreamWriter(bytes, "UTF-8");
            out.writeStartDocument("UTF-8", "1.0");
            body.write(out);
            out.writeEndDocument();
            out.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("an answer that XML cannot carry", e);
        }
        return bytes.toByteArray();
    }

    @FunctionalInterface
    private interface Body {
        void write(XMLStreamWriter out) throws XMLStreamException;
    }
}
