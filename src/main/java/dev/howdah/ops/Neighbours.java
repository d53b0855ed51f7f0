package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.model.Instance;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import java.util.List;
import java.util.function.Predicate;

/// Which other DB instances share what is to be changed.
final class Neighbours {
    private Neighbours() {}

    /// Those with a security group.
    ///
    /// @param happens to them too, before their names: `It is shut for`
    static Guard have(AwsAccount account, Instance db, String group, String happens) throws InterruptedException {
        return look(account, db, i -> i.security().groups().stream().anyMatch(g -> group.equals(g.id())), group, happens);
    }

    /// Those with a DB parameter group.
    static Guard use(AwsAccount account, Instance db, String group, String happens) throws InterruptedException {
        return look(account, db, i -> i.parameterGroups().stream().anyMatch(g -> group.equals(g.name())), group, happens);
    }

    private static Guard look(AwsAccount account, Instance db, Predicate<Instance> same, String group, String happens)
            throws InterruptedException {
        try {
            List<String> also = account.rds().instances(db.ref().account()).stream().filter(i -> !i.ref().equals(db.ref())).filter(same)
                    .map(i -> i.ref().id()).toList();
            return also.isEmpty()
                    ? new Guard.Pass("No other DB instance has the group " + group + ".")
                    : new Guard.Warn(happens + " " + String.join(", ", also) + " too, which has the same group.");
        } catch (Problem.Thrown e) {
            return new Guard.Warn("Whether other DB instances have the group is unknown: " + Sentences.happened(e.problem()));
        }
    }
}
