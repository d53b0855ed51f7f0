package dev.howdah.ops.posture;

import dev.howdah.aws.AwsAccount;
import dev.howdah.model.Instance;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Reads the facts of one instance, each part on its own: what is denied or broken leaves the others alone.
public final class FactsReader {
    private final AwsAccount account;
    private final List<Problem> problems = new ArrayList<>();

    public FactsReader(AwsAccount account) {
        this.account = account;
    }

    /// @param problems why parts are unread, each once
    public record Reading(Facts facts, List<Problem> problems) {}

    /// @param now when it is read
    public Reading read(Instance instance, Instant now) throws InterruptedException {
        problems.clear();
        List<String> groups = instance.security().groups().stream().map(Instance.SecurityGroup::id).toList();
        var ref = instance.ref();
        String arn = "arn:aws:rds:" + ref.region() + ":" + ref.account() + ":db:" + ref.id();
        var facts = new Facts(instance, part(() -> account.network().ingress(groups)), part(() -> account.rds().pendingMaintenance(arn)),
                now);
        var seen = new HashSet<String>();
        return new Reading(facts, problems.stream().filter(p -> seen.add(kind(p))).toList());
    }

    /// An expired token fails every call, and is one problem.
    private static String kind(Problem problem) {
        return problem instanceof Problem.SignIn || problem instanceof Problem.ClockSkew
                ? problem.getClass().getName()
                : problem.source().api();
    }

    /// A read that may fail without the others.
    private interface Read<T> {
        T read() throws InterruptedException;
    }

    private <T> Part<T> part(Read<T> read) throws InterruptedException {
        try {
            return Part.of(read.read());
        } catch (Problem.Thrown e) {
            problems.add(e.problem());
            return new Part.Unread<>(Sentences.happened(e.problem()).replaceFirst("\\.$", ""));
        }
    }
}
