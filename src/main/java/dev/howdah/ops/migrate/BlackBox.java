package dev.howdah.ops.migrate;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.logs.LogReads;
import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsTask;
import dev.howdah.model.LogLine;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What ECS forgets of a stopped task within the hour, for the journal. Passwords in URLs are left out of the log's lines.
public final class BlackBox {
    private static final int LINES = 60;
    private static final int LONGEST_LINE = 500;
    private static final int PAGES = 50;
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
        essential.secrets().forEach((variable, from) -> box.put("secret." + variable, from));
        String group = essential.logGroup();
        if (group != null) {
            String stream = stream(essential, task);
            box.put("log", group + " " + stream);
            box.put("logEnd", tail(account.logs(), group, stream));
        }
        return box;
    }

    /// Stream of a task's essential container: `prefix/container/task`.
    public static String stream(EcsDefinition.Container container, EcsTask task) {
        return container.logPrefix() + "/" + container.name() + "/" + task.id();
    }

    private static String tail(LogReads logs, String group, String stream) throws InterruptedException {
        Deque<String> last = new ArrayDeque<>();
        try {
            String token = null;
            for (int i = 0; i < PAGES; i++) {
                LogReads.Page page = logs.page(group, stream, token);
                for (LogLine line : page.lines()) {
                    last.add(line.at() + " " + clean(line.text()));
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

    /// A line without what must not be kept.
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
