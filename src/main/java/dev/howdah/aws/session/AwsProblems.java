package dev.howdah.aws.session;

import dev.howdah.model.Problem;
import dev.howdah.model.Problem.Source;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sso.model.UnauthorizedException;

/// The one place where SDK errors become [Problem]s: by error code, exception type and HTTP status, never by message text.
/// The codes are listed in the services' "Common Errors" pages; RDS drops most `Fault` suffixes on the wire.
public final class AwsProblems {
    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException");
    /// The request's own date is off; a token that has run out has other codes.
    private static final Set<String> SKEWED = Set.of("RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture");
    private static final Set<String> INVALID = Set.of("InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId",
            "AuthFailure", "MissingAuthenticationToken", "IncompleteSignature", "InvalidSignatureException", "SignatureDoesNotMatch");
    private static final Set<String> DENIED = Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation",
            "NotAuthorizedException", "OptInRequired", "ForbiddenException");
    private static final Set<String> THROTTLED = Set.of("Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequests",
            "TooManyRequestsException", "SlowDown", "RequestThrottled", "RequestThrottledException");
    private static final Pattern ACTION = Pattern.compile("not authorized to perform: ([\\w-]+:\\w+)(?: on resource: (\\S+))?");

    private AwsProblems() {}

    /// Translates what `call` threw.
    ///
    /// @param api such as `rds:DescribeDBInstances`
    /// @param host the endpoint's host, for "no answer"
    /// @param profile profile in use, null for the default chain
    public static Problem of(Throwable thrown, String api, String host, @Nullable String profile) {
        return switch (thrown) {
            case Problem.Thrown known -> known.problem();
            case UnauthorizedException sso -> new Problem.SignIn(Problem.SignIn.Kind.SSO_EXPIRED, profile, source(api, sso));
            case AwsServiceException service -> service(service, api, profile);
            case ApiCallTimeoutException slow -> new Problem.Unreachable(host, Problem.Unreachable.Kind.TIMEOUT, source(api, slow));
            case ApiCallAttemptTimeoutException slow ->
                new Problem.Unreachable(host, Problem.Unreachable.Kind.TIMEOUT, source(api, slow));
            case SdkClientException client -> client(client, api, host, profile);
            default -> bug(thrown, api);
        };
    }

    private static Problem service(AwsServiceException e, String api, @Nullable String profile) {
        String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
        var source = new Source(api, e.requestId(), text(e));
        if (e.isClockSkewException() || SKEWED.contains(code == null ? "" : code)) {
            return new Problem.ClockSkew(source);
        }
        if (code == null || e.statusCode() >= 500) {
            return new Problem.BadAnswer(e.statusCode(), source);
        }
        if (EXPIRED.contains(code)) {
            return new Problem.SignIn(Problem.SignIn.Kind.EXPIRED, profile, source);
        }
        if (INVALID.contains(code)) {
            return new Problem.SignIn(Problem.SignIn.Kind.INVALID, profile, source);
        }
        if (DENIED.contains(code)) {
            return denied(e, api, source);
        }
        if (THROTTLED.contains(code)) {
            return new Problem.Throttled(Duration.ofSeconds(5), source);
        }
        if (code.endsWith("NotFound") || code.endsWith("NotFoundFault") || code.endsWith("NotFoundException")
                || code.equals("DoesNotExistException") || code.equals("NoSuchEntity")) {
            return new Problem.Missing(code, source);
        }
        if (code.startsWith("Invalid") && (code.endsWith("State") || code.endsWith("StateFault")) || code.equals("TargetNotConnected")) {
            return new Problem.WrongState(code, source);
        }
        return new Problem.Rejected(code, source);
    }

    /// The message names the action and resource; it is shown, and used only to fill in what the code cannot say.
    private static Problem denied(AwsServiceException e, String api, Source source) {
        String message = text(e);
        Matcher named = ACTION.matcher(message);
        boolean found = named.find();
        return new Problem.Denied(found ? named.group(1) : api, found ? named.group(2) : null, message.contains("explicit deny"), source);
    }

    private static Problem client(SdkClientException e, String api, String host, @Nullable String profile) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            Problem.Unreachable.Kind kind = switch (cause) {
                case UnknownHostException _ -> Problem.Unreachable.Kind.DNS;
                case SocketTimeoutException _ -> Problem.Unreachable.Kind.TIMEOUT;
                case ConnectException _ -> Problem.Unreachable.Kind.REFUSED;
                case NoRouteToHostException _ -> Problem.Unreachable.Kind.REFUSED;
                case SSLException _ -> Problem.Unreachable.Kind.TLS;
                case SocketException _ -> Problem.Unreachable.Kind.OTHER;
                default -> null;
            };
            if (kind != null) {
                return new Problem.Unreachable(host, kind, source(api, e));
            }
            if (cause instanceof UnauthorizedException) {
                return new Problem.SignIn(Problem.SignIn.Kind.SSO_EXPIRED, profile, source(api, e));
            }
            if (cause instanceof Problem.Thrown known) {
                return known.problem();
            }
            if (cause instanceof AwsServiceException service && cause != e) {
                return service(service, api, profile);
            }
        }
        return new Problem.BadAnswer(0, source(api, e));
    }

    private static Problem bug(Throwable thrown, String api) {
        StackTraceElement[] trace = thrown.getStackTrace();
        String where = trace.length == 0 ? "unknown" : trace[0].getClassName().replaceAll(".*\\.", "") + "." + trace[0].getMethodName();
        return new Problem.Bug(thrown.getClass().getSimpleName() + "@" + where, source(api, thrown));
    }

    private static Source source(String api, Throwable e) {
        return new Source(api, null, text(e));
    }

    private static String text(Throwable e) {
        if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
            String code = service.awsErrorDetails().errorCode();
            String message = service.awsErrorDetails().errorMessage();
            return (code == null ? "" : code + ": ") + (message == null ? "" : message);
        }
        var text = new StringBuilder(String.valueOf(e.getMessage()));
        Throwable cause = e.getCause();
        for (int depth = 0; cause != null && depth < 5; depth++, cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && text.indexOf(message) < 0) {
                text.append(" ← ").append(message);
            }
        }
        return text.toString();
    }
}
