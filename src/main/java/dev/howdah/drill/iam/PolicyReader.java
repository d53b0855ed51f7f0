package dev.howdah.drill.iam;

import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.JsonText;
import dev.howdah.drill.world.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a policy document and refuses what IAM refuses (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>).
final class PolicyReader {
    private static final int LONGEST = 10_240;
    private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");
    private static final Set<String> ELEMENTS = Set.of("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition");

    private PolicyReader() {}

    static Policy read(String role, String document) {
        Input policy = JsonText.read(document);
        if (policy == null) {
            throw IamErrors.malformed("This policy contains invalid Json");
        }
        if (document.replaceAll("\\s", "").length() > LONGEST) {
            throw dev.howdah.drill.protocol.ApiError.of(409, "LimitExceeded",
                    "Maximum policy size of " + LONGEST + " bytes exceeded for role " + role);
        }
        List<Input> statements = policy.structs("Statement");
        if (statements.isEmpty() && !policy.struct("Statement").names().isEmpty()) {
            statements = List.of(policy.struct("Statement"));
        }
        if (!VERSIONS.contains(policy.text("Version", "2008-10-17")) || statements.isEmpty()) {
            throw IamErrors.malformed("Syntax errors in policy.");
        }
        var read = new ArrayList<Policy.Statement>();
        statements.forEach(s -> read.add(statement(s)));
        return new Policy(document, List.copyOf(read));
    }

    private static Policy.Statement statement(Input s) {
        String effect = s.text("Effect", "");
        if (!ELEMENTS.containsAll(s.names()) || !effect.equals("Allow") && !effect.equals("Deny")) {
            throw IamErrors.malformed(s.has("Principal") || s.has("NotPrincipal")
                    ? "Policy document should not specify a principal."
                    : "Syntax errors in policy.");
        }
        List<String> actions = words(s, "Action");
        List<String> notActions = words(s, "NotAction");
        List<String> resources = words(s, "Resource");
        List<String> notResources = words(s, "NotResource");
        if ((actions == null) == (notActions == null)) {
            throw IamErrors.malformed("Policy statement must contain actions.");
        }
        if ((resources == null) == (notResources == null)) {
            throw IamErrors.malformed("Policy statement must contain resources.");
        }
        for (String action : actions == null ? words(notActions) : actions) {
            if (!action.equals("*") && !action.matches("[A-Za-z0-9-]+:[A-Za-z0-9*?]+")) {
                throw IamErrors.malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
            }
        }
        for (String resource : resources == null ? words(notResources) : resources) {
            if (!resource.contains("*") && !resource.startsWith("arn:")) {
                throw IamErrors.malformed("Resource " + resource + " must be in ARN format or \"*\".");
            }
        }
        Input condition = s.struct("Condition");
        List<String> keys = condition.names().stream().flatMap(o -> condition.struct(o).names().stream()).distinct().toList();
        return new Policy.Statement(effect.equals("Allow"), actions, notActions, resources, notResources, keys);
    }

    private static List<String> words(@Nullable List<String> said) {
        return said == null ? List.of() : said;
    }

    /// One word or a list of them; null where nothing is said.
    private static @Nullable List<String> words(Input s, String element) {
        String one = s.text(element);
        List<String> all = one == null ? s.texts(element) : List.of(one);
        return all.isEmpty() ? null : all;
    }
}
