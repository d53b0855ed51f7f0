package dev.howdah.drill.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The one door: tells service and operation from a request, has the desk and the operation answer, and writes what they
/// say. Whatever arrives, a well-formed answer of some service leaves.
public final class Front {
    private static final Logger LOG = Logger.getLogger(Front.class.getName());
    private static final Pattern CBOR_PATH = Pattern.compile("/service/([^/]+)/operation/([^/]+)");
    private static final Service NOBODY = new Service("aws", "aws", "", "", "https://iam.amazonaws.com/doc/", "com.amazon.coral.service",
            Service.Family.QUERY, Map.of());
    private final List<Service> services;
    private final Desk desk;

    public Front(Collection<Service> services, Desk desk) {
        this.services = List.copyOf(services);
        this.desk = desk;
    }

    /// Answers one request on the calling thread.
    public WireAnswer answer(WireRequest request) {
        String requestId = UUID.randomUUID().toString();
        var asked = new Asked(NOBODY, Dialect.QUERY, "", Map.of());
        try {
            asked = route(request);
            return answer(request, asked, requestId);
        } catch (ApiError e) {
            return Answers.failure(asked.service, asked.dialect, e, requestId);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "drill: " + asked.service.name() + ":" + asked.operation + " failed", e);
            return Answers.failure(asked.service, asked.dialect, CommonErrors.internal(), requestId);
        }
    }

    private WireAnswer answer(WireRequest request, Asked asked, String requestId) {
        Operation operation = asked.service.operations().get(asked.operation);
        if (operation == null) {
            throw CommonErrors.unknown(asked.service, asked.dialect, asked.operation);
        }
        Scope signed = Scope.of(request, asked.fields);
        if (signed == null && operation.signed()) {
            throw CommonErrors.unsigned();
        }
        Scope scope = signed == null ? Scope.NOBODY : signed;
        var call = new Call(asked.service, asked.dialect, asked.operation, scope.region(), scope.accessKey(), input(request, asked),
                requestId);
        return desk.pass(call, () -> Answers.success(call, operation.answer(call)));
    }

    private static Input input(WireRequest request, Asked asked) {
        if (asked.dialect == Dialect.REST_JSON) {
            return Documents.read(asked.dialect, request.body()).with(QueryDecoder.fields(request.query()))
                    .with(Map.of("bearer", request.header("x-amz-sso_bearer_token"), "dpop", request.header("dpop")));
        }
        return asked.dialect.isXml() ? QueryDecoder.tree(asked.fields) : Documents.read(asked.dialect, request.body());
    }

    private Asked route(WireRequest request) {
        Matcher path = CBOR_PATH.matcher(request.path());
        if (path.matches()) {
            return asked(find(s -> s.target().equals(path.group(1))), Dialect.CBOR, path.group(2), Map.of());
        }
        String route = request.method() + " " + request.path();
        for (Service service : services) {
            for (Operation operation : service.operations().values()) {
                if (operation.route().equals(route)) {
                    return asked(service, Dialect.REST_JSON, operation.name(), Map.of());
                }
            }
        }
        String target = request.header("x-amz-target");
        int dot = target.lastIndexOf('.');
        if (dot > 0) {
            Service service = find(s -> s.target().equals(target.substring(0, dot)));
            boolean older = service != null && service.family() == Service.Family.QUERY;
            return asked(service, older ? Dialect.JSON_1_0 : Dialect.JSON_1_1, target.substring(dot + 1), Map.of());
        }
        return routeQuery(request);
    }

    private Asked routeQuery(WireRequest request) {
        Map<String, String> fields = QueryDecoder.fields(request.query());
        if (request.method().equals("POST")) {
            fields.putAll(QueryDecoder.fields(text(request.body())));
        }
        Scope scope = Scope.of(request, fields);
        Service service = scope == null ? null : find(s -> s.signingName().equals(scope.signingName()));
        if (service == null) {
            String version = fields.getOrDefault("Version", "");
            service = version.isEmpty() ? null : find(s -> s.version().equals(version));
        }
        Dialect dialect = service != null && service.family() == Service.Family.EC2 ? Dialect.EC2 : Dialect.QUERY;
        return asked(service, dialect, fields.getOrDefault("Action", ""), fields);
    }

    private static Asked asked(@Nullable Service service, Dialect dialect, String operation, Map<String, String> fields) {
        return new Asked(service == null ? NOBODY : service, dialect, operation, fields);
    }

    private @Nullable Service find(Predicate<Service> wanted) {
        return services.stream().filter(wanted).findFirst().orElse(null);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private record Asked(Service service, Dialect dialect, String operation, Map<String, String> fields) {}
}
