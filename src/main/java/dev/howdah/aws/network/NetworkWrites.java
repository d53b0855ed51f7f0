package dev.howdah.aws.network;

import dev.howdah.model.SecurityGroup;
import dev.howdah.aws.session.AwsCommand;
import dev.howdah.aws.session.AwsSession;
import dev.howdah.journal.Permit;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.Tag;

/// The calls of Amazon EC2 that change something. Each wants a permit; none is repeated after silence.
public final class NetworkWrites {
    private final AwsSession session;
    private final Ec2Client ec2;

    public NetworkWrites(AwsSession session) {
        this.session = session;
        this.ec2 = session.writer("ec2", Ec2Client.builder());
    }

    /// Sends it once.
    ///
    /// @return listed fields of the answer, for the journal: the request id, and the group's id
    /// @throws Problem.Thrown when it failed
    public Map<String, String> send(Permit permit, NetworkWrite write) throws InterruptedException {
        return session.write(permit, write.action(), () -> switch (write) {
            case NetworkWrite.CreateGroup create -> {
                var answer = ec2.createSecurityGroup(request(create));
                yield Map.of("request", text(answer.responseMetadata().requestId()), "group", text(answer.groupId()));
            }
            case NetworkWrite.LetIn in ->
                Map.of("request", text(ec2.authorizeSecurityGroupIngress(request(in)).responseMetadata().requestId()));
            case NetworkWrite.LetNothingOut out ->
                Map.of("request", text(ec2.revokeSecurityGroupEgress(request(out)).responseMetadata().requestId()));
            case NetworkWrite.Narrow narrow ->
                Map.of("request", text(ec2.modifySecurityGroupRules(request(narrow)).responseMetadata().requestId()));
            case NetworkWrite.Shut shut ->
                Map.of("request", text(ec2.revokeSecurityGroupIngress(request(shut)).responseMetadata().requestId()));
        });
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /// The `aws` line that sends the same, word by word.
    public static List<String> words(NetworkWrite write, AwsScope scope, @Nullable String endpoint) {
        return switch (write) {
            case NetworkWrite.CreateGroup create -> AwsCommand.words("ec2", "CreateSecurityGroup", request(create), scope, endpoint);
            case NetworkWrite.LetIn in -> AwsCommand.words("ec2", "AuthorizeSecurityGroupIngress", request(in), scope, endpoint);
            case NetworkWrite.LetNothingOut out -> AwsCommand.words("ec2", "RevokeSecurityGroupEgress", request(out), scope, endpoint);
            case NetworkWrite.Narrow narrow -> AwsCommand.words("ec2", "ModifySecurityGroupRules", request(narrow), scope, endpoint);
            case NetworkWrite.Shut shut -> AwsCommand.words("ec2", "RevokeSecurityGroupIngress", request(shut), scope, endpoint);
        };
    }

    /// The `aws` line that sends the same, for a POSIX shell.
    public static String command(NetworkWrite write, AwsScope scope, @Nullable String endpoint) {
        return AwsCommand.line(words(write, scope, endpoint));
    }

    static CreateSecurityGroupRequest request(NetworkWrite.CreateGroup create) {
        List<Tag> tags = create.tags().entrySet().stream().map(t -> Tag.builder().key(t.getKey()).value(t.getValue()).build()).toList();
        return CreateSecurityGroupRequest.builder().groupName(create.name()).description(create.description()).vpcId(create.vpc())
                .tagSpecifications(t -> t.resourceType(ResourceType.SECURITY_GROUP).tags(tags)).build();
    }

    static AuthorizeSecurityGroupIngressRequest request(NetworkWrite.LetIn in) {
        return AuthorizeSecurityGroupIngressRequest.builder().groupId(in.group()).ipPermissions(p -> p.ipProtocol("tcp").fromPort(in.port())
                .toPort(in.port()).userIdGroupPairs(g -> g.groupId(in.source()).description(in.description()))).build();
    }

    static RevokeSecurityGroupEgressRequest request(NetworkWrite.LetNothingOut out) {
        return RevokeSecurityGroupEgressRequest.builder().groupId(out.group()).securityGroupRuleIds(out.rules()).build();
    }

    static RevokeSecurityGroupIngressRequest request(NetworkWrite.Shut shut) {
        return RevokeSecurityGroupIngressRequest.builder().groupId(shut.group()).securityGroupRuleIds(shut.rules()).build();
    }

    static ModifySecurityGroupRulesRequest request(NetworkWrite.Narrow narrow) {
        return ModifySecurityGroupRulesRequest.builder().groupId(narrow.group())
                .securityGroupRules(narrow.rules().stream().map(r -> update(r, narrow.port())).toList()).build();
    }

    /// All that a rule says has to be said anew; what is left out is lost, its description too.
    private static SecurityGroupRuleUpdate update(SecurityGroup.Rule rule, int port) {
        return SecurityGroupRuleUpdate.builder().securityGroupRuleId(rule.id())
                .securityGroupRule(r -> r.ipProtocol("tcp").fromPort(port).toPort(port).referencedGroupId(rule.peer())
                        .cidrIpv4(rule.cidr4()).cidrIpv6(rule.cidr6()).prefixListId(rule.prefixList())
                        .description(rule.description()))
                .build();
    }
}
