package dev.howdah.drill.iam;

import dev.howdah.drill.protocol.ApiError;

/// IAM's own errors.
final class IamErrors {
    private IamErrors() {}

    static ApiError noRole(String role) {
        return ApiError.of(404, "NoSuchEntity", "The role with name " + role + " cannot be found.");
    }

    static ApiError noPolicy(String name) {
        return ApiError.of(404, "NoSuchEntity", "The role policy with name " + name + " cannot be found.");
    }

    static ApiError malformed(String why) {
        return ApiError.of(400, "MalformedPolicyDocument", why);
    }

    static ApiError invalid(String why) {
        return ApiError.of(400, "ValidationError", why);
    }
}
