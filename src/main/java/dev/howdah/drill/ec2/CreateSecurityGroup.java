package dev.howdah.drill.ec2;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.Network.Rule;
import dev.howdah.drill.world.Network.SecurityGroup;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html>
///
/// A new group lets everything out and nothing in; in a VPC with IPv6 addresses, by two rules
/// (<https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html>). The chapter calls its group `sg-rds`; AWS takes no name that begins so.
final class CreateSecurityGroup implements Operation {
    private static final int MOST = 2500;
    private final World world;

    CreateSecurityGroup(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "CreateSecurityGroup";
    }

    @Override
    public String resource(Call call) {
        return Groups.resource(call);
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Region region = world.region(call.region());
        String name = input.need("GroupName");
        String description = input.need("GroupDescription");
        if (name.toLowerCase(Locale.ROOT).startsWith("sg-")) {
            throw ApiError
                    .invalidValue("Value (" + name + ") for parameter GroupName is invalid. Group names may not be in the format sg-*.");
        }
        if (name.equals("default")) {
            throw ApiError.invalidValue("Cannot use reserved security group name: default");
        }
        if (!name.matches(Groups.WORDS + "{1,255}") || !name.equals(name.strip())) {
            throw ApiError.invalidValue("Value (" + name + ") for parameter GroupName is invalid. Character sets beyond ASCII are not "
                    + "supported.");
        }
        if (!description.matches(Groups.WORDS + "{1,255}")) {
            throw ApiError.invalidValue("Invalid security group description. Valid descriptions are strings less than 256 characters from "
                    + "the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
        }
        String vpc = input.text("VpcId");
        if (vpc == null || vpc.isEmpty()) {
            throw ApiError.of(400, "VPCIdNotSpecified", "No default VPC for this user");
        }
        Map<String, String> tags = tags(input);
        synchronized (region) {
            Network network = region.network();
            Network.Vpc of = network.vpcs().stream().filter(v -> v.id().equals(vpc)).findFirst().orElseThrow(
                    () -> ApiError.of(400, "InvalidVpcID.NotFound", "The vpc ID '" + vpc + "' does not exist"));
            if (network.groups().stream().anyMatch(g -> g.vpcId().equals(vpc) && g.name().equals(name))) {
                throw ApiError.of(400, "InvalidGroup.Duplicate", "The security group '" + name + "' already exists for VPC '" + vpc + "'");
            }
            if (network.groups().size() >= MOST) {
                throw ApiError.of(400, "SecurityGroupLimitExceeded", "The maximum number of security groups for VPC has been reached.");
            }
            DryRun.end(input);
            var group = new SecurityGroup("sg-0" + random(), name, description, vpc, tags);
            List<Rule> out = Stream.of("0.0.0.0/0", "::/0").filter(to -> of.cidr6() != null || !to.contains(":"))
                    .map(to -> new Rule("sgr-0" + random(), group.id(), true, "-1", -1, -1, to, null, "")).toList();
            region.network(network.with(group, out));
            return new Struct().put("groupId", group.id()).set("tagSet", Kind.tagSet(tags)).put("securityGroupArn",
                    "arn:aws:ec2:" + call.region() + ":" + World.ACCOUNT + ":security-group/" + group.id());
        }
    }

    private static String random() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    private static Map<String, String> tags(Input input) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Input specification : input.structs("TagSpecification")) {
            String type = specification.text("ResourceType", "");
            if (!type.equals("security-group")) {
                throw ApiError.invalidValue("'" + type + "' is not a valid taggable resource type for this operation.");
            }
            for (Input tag : specification.structs("Tag")) {
                String key = tag.need("Key");
                if (key.startsWith("aws:")) {
                    throw ApiError.invalidValue("Tag keys starting with 'aws:' are reserved for internal use");
                }
                tags.put(key, tag.text("Value", ""));
            }
        }
        return tags;
    }
}
