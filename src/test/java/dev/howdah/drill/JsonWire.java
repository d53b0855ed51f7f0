package dev.howdah.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/// Asks a drill's JSON services over plain HTTP, so that a test sees the very members that are on the wire.
record JsonWire(URI endpoint, String accessKey) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> TARGETS = Map.of("ecs", "AmazonEC2ContainerServiceV20141113", "ssm", "AmazonSSM",
            "secretsmanager", "secretsmanager", "logs", "Logs_20140328", "pi", "PerformanceInsightsv20180227");

    static JsonWire of(Drill drill) {
        return new JsonWire(drill.endpoint(), Clients.ADMIN);
    }

    JsonWire as(String key) {
        return new JsonWire(endpoint, key);
    }

    /// The answer's document, whatever its status: an error has a `__type`.
    JsonNode ask(String service, String operation, Map<String, ?> input) {
        try {
            var request = HttpRequest.newBuilder(endpoint).header("X-Amz-Target", TARGETS.get(service) + "." + operation)
                    .header("Content-Type", "application/x-amz-json-1.1")
                    .header("Authorization",
                            "AWS4-HMAC-SHA256 Credential=" + accessKey + "/20261124/ap-northeast-2/" + service
                                    + "/aws4_request, SignedHeaders=host, Signature=0")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(input))).build();
            return JSON.readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The name of the error that a call meets, or "" when it succeeds.
    String error(String service, String operation, Map<String, ?> input) {
        return ask(service, operation, input).path("__type").asText().replaceFirst(".*#", "");
    }
}
