package dev.howdah.drill.secretsmanager;

import dev.howdah.drill.protocol.ApiError;

/// Secrets Manager's own errors.
final class SecretsErrors {
    private SecretsErrors() {}

    static ApiError noSecret() {
        return ApiError.of(400, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }

    static ApiError noStage(String stage) {
        return ApiError.of(400, "ResourceNotFoundException",
                "Secrets Manager can't find the specified secret value for staging label: " + stage);
    }

    static ApiError noVersion(String id) {
        return ApiError.of(400, "ResourceNotFoundException", "Secrets Manager can't find the specified secret value for VersionId: " + id);
    }

    static ApiError otherStage() {
        return ApiError.of(400, "InvalidRequestException", "You provided a VersionStage that is not associated to the provided VersionId.");
    }

    static ApiError badToken() {
        return ApiError.of(400, "InvalidNextTokenException", "The NextToken value is invalid.");
    }

    static ApiError invalid(String message) {
        return ApiError.of(400, "InvalidParameterException", message);
    }

    static ApiError request(String message) {
        return ApiError.of(400, "InvalidRequestException", message);
    }

    static ApiError exists(String message) {
        return ApiError.of(400, "ResourceExistsException", message);
    }

    /// A required member that was left out, in the words of AWS's own validation.
    static ApiError missing(String member) {
        return ApiError.of(400, "ValidationException", "1 validation error detected: Value null at '" + member
                + "' failed to satisfy constraint: Member must not be null");
    }
}
