package dev.howdah.drill.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON and CBOR documents to and from the neutral trees. Times are epoch seconds with a fraction; in CBOR under tag 1.
final class Documents {
    private static final JsonFactory JSON = new JsonFactory();
    private static final CBORFactory CBOR = new CBORFactory();
    private static final int EPOCH_TAG = 1;

    private Documents() {}

    static Input read(Dialect dialect, byte[] body) {
        if (body.length == 0) {
            return new Input(Map.of());
        }
        try (JsonParser parser = factory(dialect).createParser(body)) {
            parser.nextToken();
            if (!(value(parser) instanceof Map<?, ?> map)) {
                throw CommonErrors.malformed("Start of structure or map found where not expected.");
            }
            return new Input(typed(map));
        } catch (IOException e) {
            throw CommonErrors.malformed("The body is not a valid document");
        }
    }

    private static JsonFactory factory(Dialect dialect) {
        return dialect == Dialect.CBOR ? CBOR : JSON;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> typed(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getText();
            case null, default -> null;
        };
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            Object value = value(parser);
            if (value != null) {
                map.put(name, value);
            }
        }
        return map;
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == null) {
                throw new IOException("list without end");
            }
            Object value = value(parser);
            if (value != null) {
                list.add(value);
            }
        }
        return list;
    }

    static byte[] write(Dialect dialect, Struct answer) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = factory(dialect).createGenerator(bytes)) {
            write(out, answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator out, Struct struct) throws IOException {
        out.writeStartObject();
        for (var member : struct.members().entrySet()) {
            out.writeFieldName(member.getKey());
            write(out, member.getValue());
        }
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Object value) throws IOException {
        switch (value) {
            case Struct struct -> write(out, struct);
            case Struct.Items items -> {
                out.writeStartArray();
                for (Object item : items.values()) {
                    write(out, item);
                }
                out.writeEndArray();
            }
            case Struct.Entries map -> {
                var object = new Struct();
                map.values().forEach(object::put);
                write(out, object);
            }
            case Instant time -> {
                if (out instanceof CBORGenerator cbor) {
                    cbor.writeTag(EPOCH_TAG);
                }
                out.writeNumber(time.toEpochMilli() / 1000.0);
            }
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            case Boolean flag -> out.writeBoolean(flag);
            default -> out.writeString(value.toString());
        }
    }
}
