package dev.howdah.model;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A container or machine whose agent a Session Manager session could go through, and what speaks against it.
///
/// @param target as `ssm:StartSession` wants it: `ecs:<cluster>_<task>_<runtime>` or `i-…`
/// @param name for people: `blog-api task 4f1a09c2`, `bastion i-0abc`
/// @param address private IPv4 address, by which the database sees it; null when unknown
/// @param securityGroups of its network interfaces
/// @param obstacles why it cannot be used; empty for a usable one
/// @param notes what lowers its rank without ruling it out
public record Hop(Kind kind, String target, String name, @Nullable String az, @Nullable String agentVersion, @Nullable String address,
        Set<String> securityGroups, List<Obstacle> obstacles, List<String> notes) {
    public enum Kind {
        TASK, NODE
    }

    /// @param saw what was read
    /// @param fix what to do about it, with the `aws` command where one does it
    public record Obstacle(String saw, String fix) {}

    public boolean usable() {
        return obstacles.isEmpty();
    }

    public Hop with(List<Obstacle> otherObstacles, List<String> otherNotes) {
        return new Hop(kind, target, name, az, agentVersion, address, securityGroups, List.copyOf(otherObstacles), List.copyOf(otherNotes));
    }
}
