package dev.howdah.drill.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One secret of Secrets Manager (<https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html>).
///
/// @param arn with the six letters that AWS adds to the name
/// @param owner the service that manages it: `rds`, or null when it is one's own
/// @param kmsKey the key's ARN, or null for the account's default key
/// @param rotatedEvery days between rotations, or null without
/// @param versions oldest first
/// @param deleted when it goes, or went, for whoever asked for its deletion; null while nobody has
public record Secret(String arn, String name, String description, @Nullable String owner, @Nullable String kmsKey, Instant created,
        @Nullable Integer rotatedEvery, List<Version> versions, Map<String, String> tags, @Nullable Instant deleted) {
    public static final String CURRENT = "AWSCURRENT";
    public static final String PREVIOUS = "AWSPREVIOUS";
    /// The tag by which RDS says whose master user's secret it is: an instance's ARN.
    public static final String OF_INSTANCE = "aws:rds:primaryDBInstanceArn";

    public Secret(String arn, String name, String description, @Nullable String owner, @Nullable String kmsKey, Instant created,
            @Nullable Integer rotatedEvery, List<Version> versions, Map<String, String> tags) {
        this(arn, name, description, owner, kmsKey, created, rotatedEvery, versions, tags, null);
    }

    /// One value.
    ///
    /// @param text the value; it is left out of what the record prints
    public record Version(String id, Instant created, List<String> stages, String text) {
        Version staged(List<String> next) {
            return new Version(id, created, next, text);
        }

        @Override
        public String toString() {
            return "Version[" + id + ", " + created + ", " + stages + ", ••••]";
        }
    }

    public @Nullable Version stage(String stage) {
        return versions.stream().filter(v -> v.stages().contains(stage)).findFirst().orElse(null);
    }

    public @Nullable Version version(String id) {
        return versions.stream().filter(v -> v.id().equals(id)).findFirst().orElse(null);
    }

    /// When its value last changed.
    public Instant changed() {
        return versions.isEmpty() ? created : versions.getLast().created();
    }

    /// Whether a request's SecretId means this one: its name, its ARN, or its ARN without the six letters.
    public boolean answersTo(String id) {
        return id.equals(name) || id.equals(arn) || id.equals(arn.substring(0, arn.length() - 7));
    }

    /// A new current value: the one that was current becomes the previous one, older ones lose their stages.
    public Secret with(String versionId, Instant at, String text) {
        List<Version> next = new ArrayList<>();
        versions.forEach(v -> next.add(v.staged(v.stages().contains(CURRENT) ? List.of(PREVIOUS) : List.of())));
        next.add(new Version(versionId, at, List.of(CURRENT), text));
        return new Secret(arn, name, description, owner, kmsKey, created, rotatedEvery, next, tags, deleted);
    }

    /// One more value under some stages, which it takes from whichever value has them; who gives up the current one becomes the previous.
    public Secret with(String versionId, Instant at, String text, List<String> stages) {
        if (stages.equals(List.of(CURRENT))) {
            return with(versionId, at, text);
        }
        boolean current = stages.contains(CURRENT);
        List<Version> next = new ArrayList<>();
        for (Version v : versions) {
            List<String> left = new ArrayList<>(v.stages());
            boolean was = left.contains(CURRENT);
            left.removeAll(stages);
            if (current) {
                left.remove(PREVIOUS);
            }
            if (current && was && !stages.contains(PREVIOUS)) {
                left.add(PREVIOUS);
            }
            next.add(v.staged(List.copyOf(left)));
        }
        next.add(new Version(versionId, at, List.copyOf(stages), text));
        return new Secret(arn, name, description, owner, kmsKey, created, rotatedEvery, next, tags, deleted);
    }

    public Secret described(String nextDescription, @Nullable String nextKey) {
        return new Secret(arn, name, nextDescription, owner, nextKey, created, rotatedEvery, versions, tags, deleted);
    }

    /// On its way out, or back again.
    public Secret deletedAt(@Nullable Instant at) {
        return new Secret(arn, name, description, owner, kmsKey, created, rotatedEvery, versions, tags, at);
    }

    /// The same secret of an instance that was renamed.
    Secret of(String instanceArn) {
        var next = new LinkedHashMap<>(tags);
        next.put(OF_INSTANCE, instanceArn);
        return new Secret(arn, name, description, owner, kmsKey, created, rotatedEvery, versions, next, deleted);
    }
}
