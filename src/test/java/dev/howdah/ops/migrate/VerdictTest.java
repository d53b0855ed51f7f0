package dev.howdah.ops.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.model.EcsTask;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the end of a task means. Odd inputs: no exit code before and after it ran, a stop code and a reason that nobody knows, none at all.
final class VerdictTest {
    private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");

    private static EcsTask task(@Nullable Integer code, @Nullable String stop, @Nullable String reason, boolean ran) {
        return new EcsTask("blog-cluster", "arn:aws:ecs:r:a:task/blog-cluster/1", "arn:aws:ecs:r:a:task-definition/blog-api-migrate:6",
                "STOPPED", "STOPPED", null, null, Map.of(), new EcsTask.Times(AT, null, null, ran ? AT : null, null, null, AT), stop,
                reason,
                List.of(new EcsTask.Container("migrate", null, null, code, null)));
    }

    private static String words(EcsTask task, String log, String... cancels) {
        Verdict verdict = Verdict.of(task, "migrate", log, List.of(cancels));
        assertThat(verdict.good()).isFalse();
        return verdict.words();
    }

    @Test
    void withoutAnExitCodeItIsSaidWhetherItRan() {
        assertThat(words(task(null, "TaskFailedToStart", "ResourceInitializationError: x", false), "")).contains("did not start",
                "nothing was migrated", "ResourceInitializationError: x");
        assertThat(words(task(null, "UserInitiated", "enough", false), "")).contains("was stopped: enough",
                "no exit code because its container never ran");
        assertThat(words(task(null, "TerminationNotice", "host retired", true), "")).contains("no exit code although its container ran",
                "What it had committed stays", "host retired");
        assertThat(words(task(null, null, null, false), "")).contains("its container never ran");
    }

    @Test
    void whatTheLogSaysIsExplained() {
        assertThat(words(task(1, "EssentialContainerExited", "Essential container in task exited", true),
                "FATAL: password authentication failed for user \"blog_admin\"")).contains("refused the password", "after a rotation",
                        "Exit code 1");
        assertThat(words(task(1, "EssentialContainerExited", "Essential container in task exited", true),
                "ERROR: canceling statement due to lock timeout")).contains("did not get its lock within lock_timeout");
        assertThat(words(task(3, "EssentialContainerExited", "Essential container in task exited", true), "")).contains("Exit code 3");
    }

    @Test
    void theLimitsCancelIsNamedBeforeTheExitCode() {
        assertThat(words(task(1, "EssentialContainerExited", "Essential container in task exited", true),
                "ERROR: canceling statement due to user request", "At 2026-11-24T12:00:09Z: 5 sessions wait."))
                .contains("was given up by its limit. At 2026-11-24T12:00:09Z: 5 sessions wait.", "exit code 1 after the limit's cancel")
                .doesNotContain("Somebody");
        assertThat(Verdict.of(task(0, "EssentialContainerExited", "Essential container in task exited", true), "migrate", "",
                List.of("At 12:00: …")).good()).as("the tool tried again, and it went well").isTrue();
    }

    @Test
    void whoKilledItIsTold() {
        assertThat(words(task(137, "EssentialContainerExited", "OutOfMemoryError: Container killed due to memory usage", true), ""))
                .contains("more memory than the task has", "Exit code 137");
        assertThat(words(task(137, "UserInitiated", "enough", true), "")).contains("killed after its stopTimeout");
        assertThat(words(task(137, "EssentialContainerExited", "Essential container in task exited", true), ""))
                .contains("it was killed (SIGKILL)");
    }
}
