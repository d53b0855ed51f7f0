package dev.howdah.model;

import java.time.Instant;

/// One line that the scheduler of a service told (Amazon ECS developer guide, "Amazon ECS service event messages"). ECS keeps the last 100.
public record EcsEvent(Instant at, String cluster, String service, String message) {}
