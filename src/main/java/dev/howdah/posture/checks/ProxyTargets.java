package dev.howdah.posture.checks;

import dev.howdah.model.ProxyState;
import dev.howdah.posture.Check;
import dev.howdah.posture.Facts;
import dev.howdah.posture.Severity;
import dev.howdah.posture.Verdict;
import java.util.ArrayList;
import java.util.List;

/// What leads to it through RDS Proxy is well.
public final class ProxyTargets implements Check {
    @Override
    public String id() {
        return "proxy-targets";
    }

    @Override
    public String title() {
        return "What leads to it through RDS Proxy is well";
    }

    @Override
    public String prevents() {
        return "A proxy that cannot log in or has no target refuses every connection while the database itself is well.";
    }

    @Override
    public String reads() {
        return "rds:DescribeDBProxies Status; rds:DescribeDBProxyTargets TargetHealth.State, Reason";
    }

    @Override
    public Verdict look(Facts facts) {
        return facts.proxies().judged(proxies -> {
            List<String> ill = new ArrayList<>();
            for (ProxyState proxy : proxies) {
                if (!"available".equals(proxy.status())) {
                    ill.add(proxy.name() + " is " + proxy.status());
                }
                proxy.targets().stream().filter(t -> !"AVAILABLE".equals(t.state()))
                        .forEach(t -> ill.add(proxy.name() + "'s target " + t.id() + " is " + t.state()
                                + (t.reason() == null ? "" : " (" + t.reason() + ")")
                                + (t.description() == null ? "" : ": " + t.description())));
            }
            return ill.isEmpty()
                    ? new Verdict.Good(proxies.isEmpty() ? "no RDS Proxy leads to it" : proxies.size() + " proxies are available")
                    : new Verdict.Bad(Severity.HIGH, String.join("; ", ill),
                            "AUTH_FAILURE: the secret of the proxy, and its role's right to read it; CONNECTION_FAILED: the proxy's security "
                                    + "group must be let in by the database's; then aws rds describe-db-proxy-targets --db-proxy-name "
                                    + proxies.getFirst().name() + " --region " + facts.instance().ref().region());
        });
    }
}
