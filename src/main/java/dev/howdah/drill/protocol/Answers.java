package dev.howdah.drill.protocol;

import java.util.LinkedHashMap;
import java.util.Map;

/// Puts an answer or an error into the dialect that was asked in, with the headers that belong to it.
final class Answers {
    private Answers() {}

    static WireAnswer success(Call call, Struct struct) {
        byte[] body = call.dialect().isXml() ? Xml.answer(call, struct) : Documents.write(call.dialect(), struct);
        return new WireAnswer(200, headers(call.dialect(), call.requestId()), body);
    }

    static WireAnswer failure(Service service, Dialect dialect, ApiError error, String requestId) {
        Map<String, String> headers = headers(dialect, requestId);
        headers.putAll(error.headers());
        if (dialect.isXml()) {
            return new WireAnswer(error.status(), headers, Xml.error(dialect, service.xmlNamespace(), error, requestId));
        }
        if (dialect == Dialect.REST_JSON) {
            headers.put("x-amzn-ErrorType", error.shape());
            var rest = new Struct().put("error", error.code()).put("error_description", error.text()).put("message", error.text());
            return new WireAnswer(error.status(), headers, Documents.write(dialect, rest));
        }
        if (service.family() == Service.Family.QUERY) {
            headers.put("x-amzn-query-error", error.code() + ";" + (error.status() >= 500 ? "Receiver" : "Sender"));
        }
        var body = new Struct().put("__type", service.shapes() + "#" + error.shape()).put("message", error.text());
        return new WireAnswer(error.status(), headers, Documents.write(dialect, body));
    }

    private static Map<String, String> headers(Dialect dialect, String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-amzn-RequestId", requestId);
        switch (dialect) {
            case QUERY, EC2 -> headers.put("Content-Type", "text/xml;charset=UTF-8");
            case JSON_1_0 -> headers.put("Content-Type", "application/x-amz-json-1.0");
            case JSON_1_1 -> headers.put("Content-Type", "application/x-amz-json-1.1");
            case REST_JSON -> headers.put("Content-Type", "application/json");
            case CBOR -> {
                headers.put("Content-Type", "application/cbor");
                headers.put("smithy-protocol", "rpc-v2-cbor");
            }
        }
        return headers;
    }
}
