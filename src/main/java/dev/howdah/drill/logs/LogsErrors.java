package dev.howdah.drill.logs;

import dev.howdah.drill.protocol.ApiError;

/// CloudWatch Logs' own errors.
final class LogsErrors {
    private LogsErrors() {}

    static ApiError noGroup() {
        return ApiError.of(400, "ResourceNotFoundException", "The specified log group does not exist.");
    }

    static ApiError noStream() {
        return ApiError.of(400, "ResourceNotFoundException", "The specified log stream does not exist.");
    }

    static ApiError exists() {
        return ApiError.of(400, "ResourceAlreadyExistsException", "The specified log group already exists");
    }

    static ApiError invalid(String message) {
        return ApiError.of(400, "InvalidParameterException", message);
    }
}
