package dev.howdah.drill.pi;

import dev.howdah.drill.protocol.ApiError;

/// Performance Insights' own errors. What a policy denies is an AccessDeniedException, as everywhere; NotAuthorizedException comes
/// from the service itself.
final class PiErrors {
    private PiErrors() {}

    static ApiError invalid(String message) {
        return ApiError.of(400, "InvalidArgumentException", message);
    }

    static ApiError unauthorized(String message) {
        return ApiError.of(400, "NotAuthorizedException", message);
    }
}
