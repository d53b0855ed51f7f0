package dev.howdah.drill.protocol;

/// The errors that every service has, in the spelling of its family
/// (<https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/CommonErrors.html>,
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html>).
public final class CommonErrors {
    private CommonErrors() {}

    public static ApiError expired(Service service) {
        return switch (service.family()) {
            case QUERY -> new ApiError(403, "ExpiredToken", "ExpiredTokenException",
                    "The security token included in the request is expired");
            case EC2 -> ApiError.of(400, "RequestExpired", "Request has expired.");
            case JSON, REST -> ApiError.of(400, "ExpiredTokenException", "The security token included in the request is expired");
        };
    }

    public static ApiError invalidKey(Service service) {
        return switch (service.family()) {
            case QUERY -> new ApiError(403, "InvalidClientTokenId", "InvalidClientTokenId",
                    "The security token included in the request is invalid.");
            case EC2 -> ApiError.of(401, "AuthFailure", "AWS was not able to validate the provided access credentials");
            case JSON, REST -> ApiError.of(400, "UnrecognizedClientException", "The security token included in the request is invalid.");
        };
    }

    /// A denial that no policy of the caller's allows.
    public static ApiError denied(Service service, String arn, String action, String resource) {
        String who = "User: " + arn + " is not authorized to perform: " + action;
        String why = " because no identity-based policy allows the " + action + " action";
        return switch (service.family()) {
            case QUERY -> new ApiError(403, "AccessDenied", "AccessDeniedException", who + on(resource) + why);
            case EC2 -> ApiError.of(403, "UnauthorizedOperation", "You are not authorized to perform this operation. " + who + why);
            case JSON, REST -> ApiError.of(400, "AccessDeniedException", who + on(resource) + why);
        };
    }

    /// A denial that a policy of the caller's spells out.
    public static ApiError deniedExplicitly(Service service, String arn, String action, String resource) {
        return ApiError.of(service.family() == Service.Family.JSON ? 400 : 403, "AccessDeniedException",
                "User: " + arn + " is not authorized to perform: " + action + on(resource)
                        + " with an explicit deny in an identity-based policy");
    }

    private static String on(String resource) {
        return " on resource: " + resource;
    }

    public static ApiError throttled(Service service) {
        return switch (service.family()) {
            case QUERY -> new ApiError(400, "Throttling", "ThrottlingException", "Rate exceeded");
            case EC2 -> ApiError.of(503, "RequestLimitExceeded", "Request limit exceeded.");
            case JSON, REST -> ApiError.of(400, "ThrottlingException", "Rate exceeded");
        };
    }

    /// The sender's clock is too far off; SDKs correct theirs by the `Date` of this answer and try again.
    ///
    /// @param date the service's own time, as an HTTP date
    public static ApiError skewed(String date) {
        return ApiError.of(400, "RequestExpired", "Request has expired. The service's time is " + date).header("Date", date);
    }

    public static ApiError internal() {
        return new ApiError(500, "InternalFailure", "InternalServiceException",
                "The request processing has failed because of an unknown error, exception or failure.");
    }

    static ApiError unsigned() {
        return new ApiError(403, "MissingAuthenticationToken", "MissingAuthenticationTokenException",
                "Request is missing Authentication Token");
    }

    static ApiError malformed(String why) {
        return new ApiError(400, "MalformedInput", "SerializationException", why);
    }

    static ApiError unknown(Service service, Dialect dialect, String operation) {
        return switch (dialect) {
            case QUERY -> ApiError.of(400, "InvalidAction",
                    "Could not find operation " + operation + " for version " + service.version());
            case EC2 -> ApiError.of(400, "InvalidAction", "The action " + operation + " is not valid for this web service.");
            case JSON_1_0, JSON_1_1, CBOR, REST_JSON -> ApiError.of(404, "UnknownOperationException", "Unknown operation " + operation);
        };
    }
}
