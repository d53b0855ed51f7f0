package dev.howdah.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import dev.howdah.drill.world.NetworkSeed;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.rds.RdsClient;

/// The network around the two databases, as a posture check would read it.
final class Ec2OnTheWireTest {
    private static Drill drill;
    private static Ec2Client ec2;
    private static RdsClient rds;

    @BeforeAll
    static void start() throws Exception {
        drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {
        });
        ec2 = Clients.of(drill).ec2();
        rds = Clients.of(drill).rds();
    }

    @AfterAll
    static void stop() {
        ec2.close();
        rds.close();
        drill.close();
    }

    @Test
    void databaseSubnetsHaveNoWayToTheInternetAndLegacyOnesDo() {
        assertThat(gateways("blog-db-subnets")).containsOnly("local");
        assertThat(gateways("legacy-public")).anyMatch(g -> g.startsWith("igw-"));
    }

    @Test
    void blogDbIsReachedFromTwoGroupsAndLegacyFromAnywhere() {
        assertThat(inbound("blog-rds")).hasSize(2).allSatisfy(r -> {
            assertThat(r.referencedGroupInfo().groupId()).startsWith("sg-");
            assertThat(r.cidrIpv4()).isNull();
            assertThat(r.fromPort()).isEqualTo(5432);
        });
        assertThat(inbound("blog-legacy")).extracting(SecurityGroupRule::cidrIpv4).containsExactly("0.0.0.0/0");
        assertThat(ec2.describeSecurityGroups(r -> r.groupNames("blog-rds")).securityGroups().getFirst().ipPermissions().getFirst()
                .userIdGroupPairs()).hasSize(2);
    }

    @Test
    void kindsAreListedFilteredAndPaged() {
        String vpc = ec2.describeVpcs().vpcs().getFirst().vpcId();
        assertThat(ec2.describeSubnets(r -> r.filters(f -> f.name("vpc-id").values(vpc))).subnets()).hasSize(6);
        assertThat(ec2.describeSubnets(r -> r.filters(f -> f.name("tag:Name").values("blog-db-*"))).subnets()).hasSize(2);
        assertThat(ec2.describeSubnetsPaginator(r -> r.maxResults(5)).subnets()).hasSize(6);
        assertThat(ec2.describeNetworkInterfaces(r -> r.filters(f -> f.name("requester-id").values("amazon-rds"))).networkInterfaces())
                .hasSize(3);
        assertThat(ec2.describeInternetGateways().internetGateways().getFirst().attachments().getFirst().vpcId()).isEqualTo(vpc);
        assertThat(ec2.describeAvailabilityZones().availabilityZones()).extracting(z -> z.zoneId()).containsExactly("apne2-az1",
                "apne2-az2",
                "apne2-az3");
        assertThat(ec2.describeNatGateways().natGateways()).hasSize(1);
    }

    @Test
    void theBastionIsInSgBastion() {
        var bastion = ec2.describeInstances(r -> r.filters(f -> f.name("tag:Name").values("bastion"))).reservations().getFirst().instances()
                .getFirst();
        assertThat(bastion.securityGroups().getFirst().groupName()).isEqualTo("blog-bastion");
        assertThat(bastion.subnetId()).isEqualTo(bastion.networkInterfaces().getFirst().subnetId());
        assertThat(bastion.privateIpAddress()).isEqualTo(NetworkSeed.BLOCK + ".0.40");
        assertThat(bastion.state().code()).isEqualTo(16);
        assertThat(ec2.describeInstances(r -> r.instanceIds(bastion.instanceId())).reservations()).hasSize(1);
        assertCode("InvalidInstanceID.NotFound", () -> ec2.describeInstances(r -> r.instanceIds("i-0123")));
    }

    @Test
    void wrongInputMeetsEc2Codes() {
        assertCode("InvalidVpcID.NotFound", () -> ec2.describeVpcs(r -> r.vpcIds("vpc-1")));
        assertCode("InvalidParameterValue", () -> ec2.describeVpcs(r -> r.filters(f -> f.name("colour").values("red"))));
        assertCode("InvalidGroup.NotFound", () -> ec2.describeSecurityGroups(r -> r.groupNames("nope")));
        assertCode("InvalidAction", () -> ec2.describeVolumes());
    }

    private static List<String> gateways(String subnetGroup) {
        List<String> subnets = rds.describeDBSubnetGroups(r -> r.dbSubnetGroupName(subnetGroup)).dbSubnetGroups().getFirst().subnets()
                .stream()
                .map(s -> s.subnetIdentifier()).toList();
        return ec2.describeRouteTables(r -> r.filters(f -> f.name("association.subnet-id").values(subnets))).routeTables().stream()
                .flatMap(t -> t.routes().stream()).map(Route::gatewayId).toList();
    }

    private static List<SecurityGroupRule> inbound(String group) {
        String id = ec2.describeSecurityGroups(r -> r.filters(f -> f.name("group-name").values(group))).securityGroups().getFirst()
                .groupId();
        return ec2.describeSecurityGroupRules(r -> r.filters(f -> f.name("group-id").values(id))).securityGroupRules().stream()
                .filter(r -> !r.isEgress()).toList();
    }

    private static void assertCode(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Ec2Exception.class,
                e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
