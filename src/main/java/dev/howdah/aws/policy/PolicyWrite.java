package dev.howdah.aws.policy;

import dev.howdah.aws.session.AwsWrite;
import dev.howdah.aws.session.Resources;
import dev.howdah.model.InstanceRef;

/// An inline policy for a role (`iam:PutRolePolicy`), with all that is sent. What is shown, permitted and sent is this one object.
///
/// @param target the database that it is about
/// @param role its name
/// @param name of the policy, which replaces one of the same name
/// @param document in JSON
public record PolicyWrite(InstanceRef target, String role, String name, String document) implements AwsWrite {
    @Override
    public String action() {
        return "iam:PutRolePolicy";
    }

    @Override
    public String resource() {
        return Resources.policy(target.account(), role, PolicyWrites.request(this));
    }
}
