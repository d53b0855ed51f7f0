package dev.howdah.drill.ecs;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Struct;
import java.util.List;

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

    static ApiError client(String message) {
        return ApiError.of(400, "ClientException", message);
    }

    /// A client token that was used for something else.
    static ApiError conflict(List<String> tasks) {
        return ApiError.of(400, "ConflictException",
                "The client token was used before with other parameters, for " + String.join(", ", tasks) + ".");
    }

    /// Fargate could not place a task: HTTP 200 all the same.
    static Struct full(String arn) {
        return new Struct().put("arn", arn).put("reason",
                "Capacity is unavailable at this time. Please try again later or in a different availability zone");
    }

    /// What the task needs is not to be had (<https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html>).
    static Struct lacking(String arn, String reason) {
        return new Struct().put("arn", arn).put("reason", reason);
    }

    static ApiError invalid(String message) {
        return ApiError.of(400, "InvalidParameterException", message);
    }

    /// What was asked for by name and is not there.
    static Struct missing(String arn) {
        return new Struct().put("arn", arn).put("reason", "MISSING");
    }
}
