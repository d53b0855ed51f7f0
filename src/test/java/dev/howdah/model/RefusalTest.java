package dev.howdah.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// Each error that the API models name for a call that changes something has its sentence and its next step.
final class RefusalTest {
    /// Answered by other problems than a refusal: a policy, or the service's own fault.
    private static final Set<String> ELSEWHERE = Set.of("accessdenied", "server", "ecs", "rds", "awsservice", "sdkclient", "secretsmanager",
            "internalserviceerror", "internalservice");

    @Test
    void everyErrorOfTheModelsHasItsSentence() {
        Map<String, String> known = Refusal.codes().stream().collect(Collectors.toMap(c -> c.toLowerCase(Locale.ROOT), c -> c));
        var without = new TreeSet<String>();
        int seen = 0;
        for (String call : Set.of("createDBSnapshot", "deleteDBSnapshot", "copyDBSnapshot", "modifyDBSnapshotAttribute", "rebootDBInstance",
                "restoreDBInstanceToPointInTime", "restoreDBInstanceFromDBSnapshot", "modifyDBInstance", "deleteDBInstance")) {
            seen += collect(RdsClient.class, call, known, without);
        }
        for (String call : Set.of("updateService", "runTask", "stopTask")) {
            seen += collect(EcsClient.class, call, known, without);
        }
        for (String call : Set.of("createSecret", "putSecretValue")) {
            seen += collect(SecretsManagerClient.class, call, known, without);
        }
        assertThat(without).isEmpty();
        assertThat(seen).isGreaterThan(100);
    }

    private static int collect(Class<?> client, String call, Map<String, String> known, Set<String> without) {
        Method method = Arrays.stream(client.getMethods()).filter(m -> m.getName().equals(call))
                .filter(m -> m.getParameterTypes()[0].getSimpleName().endsWith("Request")).findFirst().orElseThrow();
        int seen = 0;
        for (Class<?> thrown : method.getExceptionTypes()) {
            String name = thrown.getSimpleName().replaceAll("Exception$", "").toLowerCase(Locale.ROOT);
            if (SdkException.class.isAssignableFrom(thrown) && !ELSEWHERE.contains(name)) {
                seen++;
                if (!known.containsKey(name)) {
                    without.add(call + ": " + name);
                }
            }
        }
        return seen;
    }

    @Test
    void theSentencesAreSentences() {
        assertThat(Refusal.codes()).allSatisfy(code -> {
            Refusal refusal = Refusal.of(code + "Fault").orElseThrow();
            assertThat(refusal).isEqualTo(Refusal.of(code).orElseThrow());
            assertThat(refusal.happened()).matches("[A-Z].*\\.");
            assertThat(refusal.next()).matches("[A-Z].*\\.");
        });
        assertThat(Refusal.of("Nonsense")).isEmpty();
    }
}
