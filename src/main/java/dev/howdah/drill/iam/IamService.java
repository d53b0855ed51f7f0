package dev.howdah.drill.iam;

import dev.howdah.drill.protocol.Service;
import dev.howdah.drill.world.World;
import java.util.List;

/// IAM, as one registration.
public final class IamService {
    private IamService() {}

    public static Service of(World world) {
        return Service.query("iam", "2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/",
                List.of(new DeleteRolePolicy(world), new GetRole(world), new GetRolePolicy(world), new ListRolePolicies(world),
                        new PutRolePolicy(world), new SimulatePrincipalPolicy(world)));
    }
}
