package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.model.EgressRule;
import dev.howdah.model.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Which rules let a database out to everywhere, and what else goes by them.
final class WaysOut {
    private final AwsAccount account;
    private final Request.LetNothingOut request;
    private final Instance db;
    private final List<EgressRule> away;

    /// Reads where it is let out to now.
    WaysOut(AwsAccount account, Request.LetNothingOut request, Instance db) throws InterruptedException {
        this.account = account;
        this.request = request;
        this.db = db;
        away = account.network().egress(List.of(request.group())).stream().filter(r -> request.rules().contains(r.id())).toList();
    }

    List<Guard> guards() throws InterruptedException {
        var guards = new ArrayList<Guard>();
        if (away.size() < request.rules().size()) {
            guards.add(new Guard.Block("Not all of these rules are there any more.", "close this, and read the posture again"));
            return guards;
        }
        guards.add(away.stream().allMatch(EgressRule::everything)
                ? new Guard.Pass(away.stream().map(r -> r.group() + " lets everything out to " + r.cidr()).collect(Collectors.joining("; "))
                        + ".")
                : new Guard.Block("One of these rules lets out to somewhere, not to everywhere.", "take it away in the tool that made it"));
        guards.add(Neighbours.have(account, db, request.group(), "Nothing is let out of"));
        guards.add(new Guard.Warn("What is not a DB instance is not looked at: tasks and machines with " + request.group()
                + " lose their way out too. Log exports, backups and metrics of RDS do not go this way."));
        return guards;
    }

    /// The `aws` lines that let it out again.
    String back() {
        return away.stream().map(r -> "aws ec2 authorize-security-group-egress --group-id " + r.group()
                + " --ip-permissions 'IpProtocol=-1," + (String.valueOf(r.cidr()).indexOf(':') >= 0
                        ? "Ipv6Ranges=[{CidrIpv6="
                        : "IpRanges=[{CidrIp=")
                + r.cidr() + "}]' --region " + db.ref().region()).collect(Collectors.joining("; "));
    }
}
