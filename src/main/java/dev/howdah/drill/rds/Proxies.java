package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DbInstance;
import dev.howdah.drill.world.DbProxy;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.util.List;

/// How proxies, their target group and their targets are told; each proxy has the one group `default`.
final class Proxies {
    static final String GROUP = "default";

    private Proxies() {}

    static DbProxy named(World world, Call call) {
        String name = call.input().need("DBProxyName");
        return world.region(call.region()).proxies().stream().filter(p -> p.name().equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> RdsErrors.noProxy(name));
    }

    static Struct proxy(Region region, DbProxy p) {
        return new Struct().put("DBProxyName", p.name()).put("DBProxyArn", region.arn("db-proxy", p.id())).put("Status", p.status())
                .put("EngineFamily", "POSTGRESQL").list("VpcSecurityGroupIds", p.groups()).list("VpcSubnetIds", p.subnets())
                .list("Auth", List.of(new Struct().put("AuthScheme", "SECRETS").put("SecretArn", p.secret()).put("IAMAuth", "DISABLED")))
                .put("RoleArn", "arn:aws:iam::" + region.account() + ":role/" + p.name())
                .put("Endpoint", p.name() + ".proxy-cx0drill2hdh." + region.name() + ".rds.amazonaws.com")
                .put("RequireTLS", p.requiresTls())
                .put("IdleClientTimeout", 1800).put("DebugLogging", false).put("CreatedDate", p.created()).put("UpdatedDate", p.created());
    }

    static Struct group(Region region, DbProxy p) {
        return new Struct().put("DBProxyName", p.name()).put("TargetGroupName", GROUP)
                .put("TargetGroupArn", region.arn("target-group", p.id().replaceFirst("^prx-", "prx-tg-"))).put("IsDefault", true)
                .put("Status", "available")
                .put("ConnectionPoolConfig", new Struct().put("MaxConnectionsPercent", 100).put("MaxIdleConnectionsPercent", 50)
                        .put("ConnectionBorrowTimeout", 120).list("SessionPinningFilters", List.of()))
                .put("CreatedDate", p.created()).put("UpdatedDate", p.created());
    }

    static Struct target(Region region, DbProxy.Target t) {
        DbInstance db = region.instance(t.instance());
        DbInstance.Endpoint endpoint = db == null ? null : db.endpoint();
        return new Struct().put("Endpoint", endpoint == null ? null : endpoint.address()).put("RdsResourceId", t.instance())
                .put("Port", endpoint == null ? null : Integer.valueOf(endpoint.port())).put("Type", "RDS_INSTANCE")
                .put("Role", "READ_WRITE")
                .put("TargetHealth",
                        new Struct().put("State", t.state()).put("Reason", t.reason()).put("Description", t.description()));
    }
}
