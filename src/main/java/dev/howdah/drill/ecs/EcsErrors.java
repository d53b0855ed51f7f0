package dev.howdah.drill.ecs;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Struct;

/// ECS's own errors, and the failures that it puts into a good answer.
final class EcsErrors {
    private EcsErrors() {}

    static ApiError noCluster() {
        return ApiError.of(400, "ClusterNotFoundException", "Cluster not found.");
    }

    static ApiError noService() {
        return ApiError.of(400, "ServiceNotFoundException", "Service not found.");
    }

    static ApiError noDefinition() {
        return ApiError.of(400, "ClientException", "Unable to describe task definition.");
    }

    static ApiError unknownDefinition() {
        return ApiError.of(400, "ClientException", "TaskDefinition not found.");
    }

    static ApiError invalid(String message) {
        return ApiError.of(400, "InvalidParameterException", message);
    }

    /// What was asked for by name and is not there.
    static Struct missing(String arn) {
        return new Struct().put("arn", arn).put("reason", "MISSING");
    }
}
