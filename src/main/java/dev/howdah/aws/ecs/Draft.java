package dev.howdah.aws.ecs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/// A revision of a task definition that is about to be registered: all of another one, and a few things otherwise. What the SDK knows of
/// task definitions is carried over member by member, so nothing is lost that this program has no name for.
public final class Draft {
    private final RegisterTaskDefinitionRequest request;

    private Draft(RegisterTaskDefinitionRequest request) {
        this.request = request;
    }

    static Draft of(TaskDefinition definition, List<Tag> tags) {
        var known = new HashMap<String, SdkField<?>>();
        definition.sdkFields().forEach(f -> known.put(f.memberName(), f));
        var builder = RegisterTaskDefinitionRequest.builder();
        for (SdkField<?> field : builder.sdkFields()) {
            SdkField<?> same = known.get(field.memberName());
            Object value = same == null ? null : same.getValueOrDefault(definition);
            if (value != null) {
                field.set(builder, value);
            }
        }
        // those of AWS itself cannot be set
        List<Tag> own = tags.stream().filter(t -> !t.key().startsWith("aws:")).toList();
        return new Draft(builder.tags(own.isEmpty() ? null : own).build());
    }

    public String family() {
        return request.family();
    }

    /// Another family, whose tasks run another command and serve nobody: one container, without ports and health check.
    ///
    /// @param from the container whose image and settings it has
    /// @param name of the container
    /// @param command that it runs
    public Draft once(String family, String from, String name, List<String> command) {
        ContainerDefinition container = container(from).toBuilder().name(name).command(command).essential(true)
                .portMappings(List.of()).healthCheck((software.amazon.awssdk.services.ecs.model.HealthCheck) null).dependsOn(List.of())
                .build();
        return new Draft(request.toBuilder().family(family).containerDefinitions(container).build());
    }

    /// A container's image and variables; what has one of these names already is replaced, be it in plain text or a secret.
    ///
    /// @param environment variable → value
    /// @param secrets variable → `valueFrom`
    public Draft with(String container, String image, Map<String, String> environment, Map<String, String> secrets) {
        ContainerDefinition of = container(container);
        var plain = new LinkedHashMap<String, String>();
        of.environment().forEach((KeyValuePair v) -> plain.put(v.name(), v.value()));
        var hidden = new LinkedHashMap<String, String>();
        of.secrets().forEach((Secret s) -> hidden.put(s.name(), s.valueFrom()));
        plain.keySet().removeAll(secrets.keySet());
        hidden.keySet().removeAll(environment.keySet());
        plain.putAll(environment);
        hidden.putAll(secrets);
        ContainerDefinition next = of.toBuilder().image(image)
                .environment(
                        plain.entrySet().stream().map(v -> KeyValuePair.builder().name(v.getKey()).value(v.getValue()).build()).toList())
                .secrets(hidden.entrySet().stream().map(s -> Secret.builder().name(s.getKey()).valueFrom(s.getValue()).build()).toList())
                .build();
        return new Draft(request.toBuilder().containerDefinitions(
                request.containerDefinitions().stream().map(c -> c.name().equals(container) ? next : c).toList()).build());
    }

    /// One more tag.
    public Draft tagged(String key, String value) {
        var tags = new ArrayList<>(request.tags().stream().filter(t -> !t.key().equals(key)).toList());
        tags.add(Tag.builder().key(key).value(value).build());
        return new Draft(request.toBuilder().tags(tags).build());
    }

    private ContainerDefinition container(String name) {
        return request.containerDefinitions().stream().filter(c -> c.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(request.family() + " has no container " + name));
    }

    RegisterTaskDefinitionRequest request() {
        return request;
    }

    /// Whether a revision has the containers that this one is to have, as far as they matter here: images, commands, variables.
    boolean like(TaskDefinition other) {
        return other.containerDefinitions().stream().map(Draft::gist).toList()
                .equals(request.containerDefinitions().stream().map(Draft::gist).toList())
                && java.util.Objects.equals(other.executionRoleArn(), request.executionRoleArn())
                && java.util.Objects.equals(other.taskRoleArn(), request.taskRoleArn());
    }

    private static List<Object> gist(ContainerDefinition c) {
        var environment = new HashMap<String, String>();
        c.environment().forEach((KeyValuePair v) -> environment.put(v.name(), v.value()));
        var secrets = new HashMap<String, String>();
        c.secrets().forEach((Secret s) -> secrets.put(s.name(), s.valueFrom()));
        return List.of(c.name(), c.image(), List.copyOf(c.command()), environment, secrets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Draft draft && draft.request.equals(request);
    }

    @Override
    public int hashCode() {
        return request.hashCode();
    }

    @Override
    public String toString() {
        return "Draft[" + request.family() + "]";
    }
}
