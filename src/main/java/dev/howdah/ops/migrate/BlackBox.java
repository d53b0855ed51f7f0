package dev.howdah.ops.migrate;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.logs.LogReads;
import dev.howdah.aws.secrets.SecretReads;
import dev.howdah.json.Json;
import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsTask;
import dev.howdah.model.LogLine;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What ECS forgets of a stopped task within the hour, for the journal. What its secrets hold is left out of the log's lines where they can
/// be read, and whatever looks like a password everywhere.
public final class BlackBox {
    private static final int LINES = 60;
    private static final int LONGEST_LINE = 500;
    private static final int PAGES = 50;
    /// Parts of a secret's ARN; key, stage and version may follow.
    private static final int ARN = 7;
    private static final int SHORTEST = 6;
    private static final Pattern URL_PASSWORD = Pattern.compile("://[^:/@\\s]+:([^\\s]+)@");
    private static final Pattern SECRET = Pattern.compile("(?i)passw|pwd|secret|token|key");
    private static final Pattern PASSWORD = Pattern.compile("(?i)(://[^:/@\\s]+:)[^@\\s]+@|(password[\"']?\\s*[=:]\\s*)\\S+");

    private BlackBox() {}

    /// Reads the log's end and puts all of it together.
    public static Map<String, String> of(AwsAccount account, EcsTask task, EcsDefinition definition) throws InterruptedException {
        var box = new LinkedHashMap<String, String>();
        EcsDefinition.Container essential = definition.essential();
        box.put("task", task.arn());
        box.put("definition", EcsDefinition.last(task.definition()));
        put(box, "startedBy", task.startedBy());
        put(box, "stopCode", task.stopCode());
        put(box, "stoppedReason", task.stoppedReason());
        put(box, "created", task.times().created());
        put(box, "pulled", task.times().pullStopped());
        put(box, "started", task.times().started());
        put(box, "ended", task.times().executionStopped());
        put(box, "stopped", task.times().stopped());
        for (EcsTask.Container c : task.containers()) {
            String name = c.name() + ".";
            put(box, name + "image", c.image());
            put(box, name + "digest", c.digest());
            put(box, name + "exitCode", c.exitCode());
            put(box, name + "reason", c.reason());
        }
        var values = new LinkedHashSet<String>();
        for (Map.Entry<String, String> secret : essential.secrets().entrySet()) {
            box.put("secret." + secret.getKey(), secret.getValue());
            version(account.secrets(), secret.getValue(), task, values)
                    .ifPresent(id -> box.put("secret." + secret.getKey() + ".version", id));
        }
        log(account, essential, task.id(), box, values);
        return box;
    }

    /// What is left of a task that ECS has forgotten: its log.
    ///
    /// @param task its id
    public static Map<String, String> ofLog(AwsAccount account, String task, EcsDefinition definition) throws InterruptedException {
        var box = new LinkedHashMap<String, String>();
        var values = new LinkedHashSet<String>();
        for (String from : definition.essential().secrets().values()) {
            version(account.secrets(), from, null, values);
        }
        box.put("definition", definition.name());
        log(account, definition.essential(), task, box, values);
        return box;
    }

    private static void log(AwsAccount account, EcsDefinition.Container essential, String task, Map<String, String> box, Set<String> values)
            throws InterruptedException {
        String group = essential.logGroup();
        if (group != null) {
            String stream = essential.logPrefix() + "/" + essential.name() + "/" + task;
            box.put("log", group + " " + stream);
            box.put("logEnd", tail(account.logs(), group, stream, values));
        }
    }

    /// Which version of a secret the task was given, as far as that can be told: the one that is current, when it was so at the task's start.
    ///
    /// @param values is given what must not be kept
    private static Optional<String> version(SecretReads secrets, String from, @Nullable EcsTask task, Set<String> values)
            throws InterruptedException {
        String[] parts = from.split(":", -1);
        if (parts.length < ARN || !parts[2].equals("secretsmanager")) {
            return Optional.empty();
        }
        String stage = parts.length > ARN + 1 && !parts[ARN + 1].isEmpty() ? parts[ARN + 1] : SecretReads.CURRENT;
        String key = parts.length > ARN ? parts[ARN] : "";
        try {
            SecretReads.Value value = secrets.value(String.join(":", List.of(parts).subList(0, ARN)), stage);
            collect(value.text().reveal(), key, values);
            Instant created = task == null ? null : task.times().created();
            return created == null || value.created() == null || value.created().isAfter(created)
                    ? Optional.empty()
                    : Optional.of(value.versionId());
        } catch (Problem.Thrown e) {
            // whoever may not read it still has the rules for what looks like a password
            System.getLogger(BlackBox.class.getName()).log(System.Logger.Level.DEBUG, "a secret is not read", e);
            return Optional.empty();
        }
    }

    /// The parts of a secret's text that must not be kept: the value of the key that the task was given, and whatever is called a password.
    private static void collect(String text, String key, Set<String> values) {
        Map<?, ?> members = text.startsWith("{") && Json.read(text) instanceof Map<?, ?> map ? map : Map.of("password", text);
        members.forEach((name, value) -> {
            String held = String.valueOf(value);
            Matcher url = URL_PASSWORD.matcher(held);
            if (url.find()) {
                add(values, url.group(1));
                add(values, URLDecoder.decode(url.group(1).replace("+", "%2B"), StandardCharsets.UTF_8));
            } else if (name.equals(key) || SECRET.matcher(String.valueOf(name)).find()) {
                add(values, held);
            }
        });
    }

    /// Anything shorter would take ordinary words out of the log.
    private static void add(Set<String> values, String value) {
        if (value.length() >= SHORTEST) {
            values.add(value);
        }
    }

    /// Stream of a task's essential container: `prefix/container/task`.
    public static String stream(EcsDefinition.Container container, EcsTask task) {
        return container.logPrefix() + "/" + container.name() + "/" + task.id();
    }

    private static String tail(LogReads logs, String group, String stream, Set<String> values) throws InterruptedException {
        Deque<String> last = new ArrayDeque<>();
        try {
            String token = null;
            for (int i = 0; i < PAGES; i++) {
                LogReads.Page page = logs.page(group, stream, token);
                for (LogLine line : page.lines()) {
                    last.add(line.at() + " " + clean(without(line.text(), values)));
                    if (last.size() > LINES) {
                        last.removeFirst();
                    }
                }
                if (page.end()) {
                    break;
                }
                token = page.next();
            }
        } catch (Problem.Thrown e) {
            last.add("The log could not be read: " + Sentences.happened(e.problem()));
        }
        return last.stream().collect(Collectors.joining("\n"));
    }

    private static String without(String line, Set<String> values) {
        String text = line;
        for (String value : values) {
            text = text.replace(value, "••••");
        }
        return text;
    }

    /// A line without what looks like a password.
    public static String clean(String line) {
        String text = PASSWORD.matcher(line).replaceAll(m -> m.group(1) != null ? "$1••••@" : "$2••••");
        return text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) + "…" : text;
    }

    private static void put(Map<String, String> box, String name, @Nullable Object value) {
        if (value != null) {
            box.put(name, value.toString());
        }
    }
}
