package dev.howdah.drill.ssm;

import dev.howdah.drill.protocol.ApiError;

/// Systems Manager's own errors.
final class SsmErrors {
    private SsmErrors() {}

    static ApiError notConnected(String target) {
        return ApiError.of(400, "TargetNotConnected", target + " is not connected.");
    }

    static ApiError noDocument(String name) {
        return ApiError.of(400, "InvalidDocument", "Document with name " + name + " does not exist.");
    }

    static ApiError noSession(String id) {
        return ApiError.of(400, "DoesNotExistException", "Session " + id + " does not exist");
    }

    static ApiError invalidParameters(String why) {
        return ApiError.of(400, "InvalidParameters", why);
    }

    static ApiError badToken() {
        return ApiError.of(400, "InvalidNextToken", "The specified token is not valid.");
    }

    static ApiError badFilter(String key) {
        return ApiError.of(400, "InvalidFilterKey", "The specified key is not valid: " + key);
    }

    /// A member that does not satisfy its constraint, in the words of AWS's own validation.
    static ApiError invalid(String member, String value, String constraint) {
        return ApiError.of(400, "ValidationException", "1 validation error detected: Value " + value + " at '" + member
                + "' failed to satisfy constraint: " + constraint);
    }

    static ApiError missing(String member) {
        return invalid(member, "null", "Member must not be null");
    }
}
