package dev.howdah.posture.checks;

import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Part;
import dev.howdah.posture.Service;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What tasks take from secrets is there.
public final class SecretKey implements Check {
    @Override
    public String id() {
        return "secret-key";
    }

    @Override
    public String title() {
        return "What tasks take from secrets is there";
    }

    @Override
    public String prevents() {
        return "A task whose JSON key is not in the secret does not start: the next deployment, or the next replaced task, fails.";
    }

    @Override
    public String reads() {
        return "ecs:DescribeTaskDefinition containerDefinitions.secrets.valueFrom; secretsmanager:GetSecretValue (names of keys only)";
    }

    @Override
    public Verdict look(Facts facts) {
        return facts.services().judged(all -> all.judged(SecretKey::look));
    }

    private static Verdict look(List<Service> services) {
        List<String> wrong = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        int keys = 0;
        for (Service service : services) {
            for (Service.SecretUse use : service.secrets()) {
                if (use.key() == null) {
                    continue;
                }
                keys++;
                switch (use.keys()) {
                    case Part.Read<Set<String>>(var has) when !has.contains(use.key()) -> wrong.add(use.variable() + " of "
                            + service.definition().name() + " wants " + use.key() + ", and " + use.name() + " has "
                            + (has.isEmpty() ? "no JSON" : String.join(", ", has)));
                    case Part.Read<Set<String>> _ -> {
                        // it is there
                    }
                    case Part.Unread<Set<String>>(var why) -> unread.add(use.name() + ": " + why);
                }
            }
        }
        return !wrong.isEmpty()
                ? new Verdict.Bad(Severity.HIGH, String.join("; ", wrong),
                        "add the key to the secret, or correct valueFrom in a new revision; a secret that RDS manages has username and "
                                + "password only, so a url has to be put together by the application")
                : !unread.isEmpty() ? new Verdict.Unknown(String.join("; ", unread)) : new Verdict.Good(keys + " keys are there");
    }
}
