package dev.howdah.aws.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The policies that are given away allow what the guard lets through, and nothing else. A read or a change that is added to the guard is
/// missed here until it is in a policy.
final class IamPoliciesTest {
    private static final Path FOLDER = Path.of("packaging", "iam");
    /// IAM asks nobody for these (IAM user guide, GetCallerIdentity; SSO and sign-in are not IAM's), or the trust of the role decides.
    private static final Set<String> UNASKED = Set.of("Sts:GetCallerIdentity", "Sso:GetRoleCredentials", "SsoOidc:CreateToken",
            "SsoOidc:RegisterClient", "SsoOidc:StartDeviceAuthorization",
            "Signin:CreateOAuth2Token", "Sts:AssumeRole", "Sts:AssumeRoleWithWebIdentity");
    /// What AWS asks for beside the call itself.
    private static final Set<String> BESIDE = Set.of("rds:AddTagsToResource", "ecs:TagResource", "iam:PassRole", "kms:CreateGrant",
            "kms:DescribeKey", "ec2:CreateTags", "secretsmanager:CreateSecret", "secretsmanager:TagResource");

    private static String iam(String operation) {
        String service = operation.substring(0, operation.indexOf(':'));
        return (service.equals("CloudWatchLogs") ? "logs" : service.toLowerCase(Locale.ROOT)) + operation.substring(operation.indexOf(':'));
    }

    private static List<Map<?, ?>> statements(String policy) throws IOException {
        Map<String, ?> json = Json.readObject(Files.readString(FOLDER.resolve(policy + ".json")));
        assertThat(json.get("Version")).isEqualTo("2012-10-17");
        List<Map<?, ?>> all = new ArrayList<>();
        ((List<?>) json.get("Statement")).forEach(s -> all.add((Map<?, ?>) s));
        return all;
    }

    private static List<String> texts(Object value) {
        return value instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of(String.valueOf(value));
    }

    private static Set<String> actions(String... policies) throws IOException {
        var all = new TreeSet<String>();
        for (String policy : policies) {
            for (Map<?, ?> statement : statements(policy)) {
                assertThat(statement.get("Effect")).isEqualTo("Allow");
                all.addAll(texts(statement.get("Action")));
            }
        }
        return all;
    }

    @Test
    void theViewerMayDoExactlyTheReads() throws IOException {
        Set<String> reads = Guard.READS.stream().filter(r -> !UNASKED.contains(r)).map(IamPoliciesTest::iam)
                .filter(a -> !a.equals("secretsmanager:GetSecretValue")).collect(Collectors.toCollection(TreeSet::new));
        assertThat(actions("viewer")).as("a secret's value is no look").isEqualTo(reads);
    }

    @Test
    void whoeverConnectsMayOpenSessionsAndLogIn() throws IOException {
        Set<String> wanted = Stream
                .concat(Guard.SESSIONS.stream().map(IamPoliciesTest::iam),
                        Stream.of("ssmmessages:OpenDataChannel", "secretsmanager:GetSecretValue", "rds-db:connect"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(actions("connector")).isEqualTo(wanted);
    }

    @Test
    void theOthersMayDoTheChangesAndWhatAwsAsksForBeside() throws IOException {
        Set<String> allowed = actions("operator", "migrator", "restorer", "creator");
        assertThat(allowed).as("every change is in some policy").containsAll(Guard.writes());
        allowed.removeAll(Guard.writes());
        assertThat(BESIDE).as("and nothing else").containsAll(allowed);
        assertThat(actions("operator")).as("only whoever restores deletes").noneMatch(a -> a.contains(":Delete"));
        assertThat(actions("creator")).as("what it makes, others delete").noneMatch(a -> a.contains(":Delete") || a.contains(":Modify"));
        assertThat(actions("migrator")).noneMatch(a -> a.contains(":Delete") || a.contains("Restore"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "connector", "operator", "migrator", "restorer", "creator"})
    void aPolicyFitsIntoIamAndNamesWhatItIsFor(String policy) throws IOException {
        String text = Files.readString(FOLDER.resolve(policy + ".json"));
        assertThat(text.replaceAll("\\s", "").length()).as("IAM's limit for a managed policy").isLessThan(6144);
        for (Map<?, ?> statement : statements(policy)) {
            assertThat(String.valueOf(statement.get("Sid"))).matches("[A-Za-z0-9]+");
            assertThat(texts(statement.get("Action"))).allSatisfy(a -> assertThat(a).matches("[a-z0-9-]+:[A-Za-z0-9]+")).isSorted();
            assertThat(texts(statement.get("Resource"))).as("only looking has no bounds")
                    .allSatisfy(r -> assertThat(policy.equals("viewer") && r.equals("*") || r.startsWith("arn:aws:")).isTrue());
        }
    }
}
