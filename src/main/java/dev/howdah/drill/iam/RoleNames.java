package dev.howdah.drill.iam;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.world.Roles;
import dev.howdah.drill.world.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// What the actions on roles share. IAM has no regions: the drill's roles are those of its home region.
final class RoleNames {
    private static final String WORD = "[\\w+=,.@-]{1,";
    private static final int ROLE = 64;
    private static final int POLICY = 128;

    private RoleNames() {}

    static Roles roles(World world) {
        return world.home().containers().roles();
    }

    /// The role that a request names, which must be there.
    static String role(World world, Input input) {
        String role = word(input, "RoleName", ROLE);
        if (!roles(world).has(role)) {
            throw IamErrors.noRole(role);
        }
        return role;
    }

    static String policy(Input input) {
        return word(input, "PolicyName", POLICY);
    }

    private static String word(Input input, String member, int most) {
        String value = input.need(member);
        if (!value.matches(WORD + most + "}")) {
            throw IamErrors.invalid("The specified value for " + member.substring(0, 1).toLowerCase(java.util.Locale.ROOT)
                    + member.substring(1) + " is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-");
        }
        return value;
    }

    static String arn(String role) {
        return "arn:aws:iam::" + World.ACCOUNT + ":role/" + role;
    }

    /// What a policy for the caller would have to name.
    static String resource(Call call) {
        return arn(call.input().text("RoleName", "*"));
    }

    /// A document as IAM sends it: percent-encoded, a space as `%20`.
    static String encoded(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
