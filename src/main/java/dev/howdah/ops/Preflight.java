package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.network.NetworkReads;
import dev.howdah.aws.rds.RdsWatch;
import dev.howdah.model.Instance;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What AWS would refuse a restore for, looked at before: addresses in the subnets, the parameter group, storage, the key. What cannot
/// be read is a warning, because the restore may well succeed.
final class Preflight {
    private final AwsAccount account;
    private final Instance source;

    Preflight(AwsAccount account, Instance source) {
        this.account = account;
        this.source = source;
    }

    /// @throws InterruptedException when told to stop
    List<Guard> guards() throws InterruptedException {
        var guards = new ArrayList<Guard>();
        guards.add(attempt("Whether the subnets have addresses left", this::subnets));
        guards.add(attempt("Whether the parameter group is there", this::parameterGroup));
        guards.add(attempt("How much storage the account may still have", this::storage));
        guards.add(key());
        return guards;
    }

    private interface Look {
        Guard look() throws InterruptedException;
    }

    private static Guard attempt(String what, Look look) throws InterruptedException {
        try {
            return look.look();
        } catch (Problem.Thrown e) {
            return new Guard.Warn(what + " is unknown: " + Sentences.happened(e.problem()));
        }
    }

    private Guard subnets() throws InterruptedException {
        String group = source.placement().subnetGroup();
        List<String> ids = source.placement().subnets().stream().map(Instance.Subnet::id).toList();
        if (group == null || ids.isEmpty()) {
            return new Guard.Warn("Its subnets are unknown, and so is whether they have addresses left.");
        }
        var free = new TreeMap<String, Integer>();
        for (NetworkReads.Subnet subnet : account.network().subnets(ids)) {
            free.merge(subnet.az(), subnet.free(), Integer::sum);
        }
        long zones = free.values().stream().filter(n -> n > 0).count();
        int wanted = Boolean.TRUE.equals(source.placement().multiAz()) ? 2 : 1;
        String words = free.isEmpty() ? "none of its subnets is there" : free.toString().replaceAll("[{}]", "").replace("=", ": ");
        return zones >= wanted
                ? new Guard.Pass("Subnet group " + group + " has free addresses (" + words + ").")
                : new Guard.Block("Subnet group " + group + " has free addresses in " + zones + " zones, and "
                        + (wanted == 2 ? "Multi-AZ wants two" : "one is needed") + " (" + words + ").",
                        "free addresses in them, or add a subnet to the group");
    }

    private Guard parameterGroup() throws InterruptedException {
        String name = source.parameterGroups().stream().map(Instance.ParameterGroup::name).findFirst().orElse(null);
        String version = source.engine().version();
        if (name == null || version == null) {
            return new Guard.Warn("Its parameter group or version is unknown.");
        }
        Optional<String> family = account.rdsWatch().family(name);
        String wanted = "postgres" + version.replaceAll("\\..*", "");
        if (family.isEmpty()) {
            return new Guard.Block("Its parameter group " + name + " is not there any more.", "make it again, or give the source another");
        }
        return family.get().equals(wanted)
                ? new Guard.Pass("Parameter group " + name + " is of family " + wanted + ".")
                : new Guard.Block("Parameter group " + name + " is of family " + family.get() + ", and the engine is " + version + ".",
                        "give the source a group of family " + wanted);
    }

    private Guard storage() throws InterruptedException {
        Integer wanted = source.storage().allocatedGib();
        Optional<RdsWatch.Quota> quota = account.rdsWatch().quota("AllocatedStorage");
        if (wanted == null || quota.isEmpty()) {
            return new Guard.Warn("How much storage the account may still have is unknown.");
        }
        long left = quota.get().max() - quota.get().used();
        return left >= wanted
                ? new Guard.Pass(wanted + " GiB are needed, and " + left + " GiB of the account's quota are left.")
                : new Guard.Block(wanted + " GiB are needed, and " + left + " GiB of the account's quota are left.",
                        "delete an instance, or ask for more at Service Quotas");
    }

    private Guard key() {
        @Nullable
        String key = source.storage().kmsKeyId();
        String status = String.valueOf(source.status());
        if (status.startsWith("inaccessible-encryption-credentials")) {
            return new Guard.Block("RDS cannot use its KMS key " + key + ".", "enable the key, then plan again");
        }
        return Boolean.TRUE.equals(source.storage().encrypted())
                ? new Guard.Pass(
                        "It is encrypted, and RDS uses the key now. A key that is disabled is refused at once, and nothing is made.")
                : new Guard.Pass("It is not encrypted: no key is needed.");
    }
}
