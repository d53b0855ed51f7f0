package dev.howdah.drill.world;

import dev.howdah.drill.world.Network.Gateway;
import dev.howdah.drill.world.Network.Interface;
import dev.howdah.drill.world.Network.Nat;
import dev.howdah.drill.world.Network.Route;
import dev.howdah.drill.world.Network.RouteTable;
import dev.howdah.drill.world.Network.Rule;
import dev.howdah.drill.world.Network.SecurityGroup;
import dev.howdah.drill.world.Network.Subnet;
import dev.howdah.drill.world.Network.Vpc;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The chapter's VPC: public and private application subnets, database subnets without a way to the internet, and the three
/// groups that let the database be reached from tasks and from the bastion only. And one group that does it wrong.
public final class NetworkSeed {
    private static final Ids IDS = new Ids(23);
    public static final String VPC = IDS.ec2("vpc");
    public static final String DB_A = IDS.ec2("subnet");
    public static final String DB_C = IDS.ec2("subnet");
    public static final String APP_A = IDS.ec2("subnet");
    /// The first half of all addresses of the VPC. On Linux they are addresses of this machine, since there all of 127/8 leads to the
    /// loopback: so tasks and machines have sockets with the very address that the account tells, and the database sees it. A real
    /// VPC cannot have them (decision 0016).
    public static final String BLOCK = System.getProperty("os.name").startsWith("Linux") ? "127.20" : "10.20";
    public static final String APP_C = IDS.ec2("subnet");
    public static final String PUBLIC_A = IDS.ec2("subnet");
    public static final String PUBLIC_C = IDS.ec2("subnet");
    public static final String SG_RDS = IDS.ec2("sg");
    public static final String SG_FARGATE = IDS.ec2("sg");
    public static final String SG_BASTION = IDS.ec2("sg");
    public static final String SG_LEGACY = IDS.ec2("sg");
    static final String SG_DEFAULT = IDS.ec2("sg");
    private static final String IGW = IDS.ec2("igw");
    private static final String NAT = IDS.ec2("nat");
    private static final String NAT_ENI = IDS.ec2("eni");
    static final String DB_A_ENI = id("eni", 1);
    static final String DB_C_ENI = id("eni", 2);
    static final String LEGACY_ENI = id("eni", 5);
    static final String BASTION_ENI = id("eni", 4);
    static final String OLD_BASTION_ENI = id("eni", 6);
    static final String BUILD_ENI = id("eni", 7);
    private static final String ZONE_A = "ap-northeast-2a";
    private static final String ZONE_C = "ap-northeast-2c";
    private static final String ANYWHERE = "0.0.0.0/0";

    private NetworkSeed() {}

    static Network network(int databasePort, Instant born) {
        return new Network(List.of(new Vpc(VPC, BLOCK + ".0.0/16", null, false, name("blog-vpc"))), subnets(), routeTables(), groups(),
                rules(databasePort), interfaces(born), List.of(new Gateway(IGW, VPC, name("blog-igw"))),
                List.of(new Nat(NAT, VPC, PUBLIC_A, NAT_ENI, BLOCK + ".0.20", "203.0.113.20", born, name("blog-nat"))));
    }

    /// The VPC as the chapter before leaves it: subnets and routes are there, and of all groups only that of the tasks.
    static Network withoutDatabase(Instant born) {
        Network all = network(5432, born);
        List<String> kept = List.of(SG_DEFAULT, SG_FARGATE);
        return new Network(all.vpcs(), all.subnets(), all.routeTables(), all.groups().stream().filter(g -> kept.contains(g.id())).toList(),
                all.rules().stream().filter(r -> kept.contains(r.groupId())).toList(),
                all.interfaces().stream().filter(i -> i.id().equals(NAT_ENI)).toList(), all.gateways(), all.nats());
    }

    private static Map<String, String> name(String name) {
        return Map.of("Name", name);
    }

    private static List<Subnet> subnets() {
        return List.of(new Subnet(PUBLIC_A, VPC, ZONE_A, BLOCK + ".0.0/24", true, 247, name("blog-public-a")),
                new Subnet(PUBLIC_C, VPC, ZONE_C, BLOCK + ".1.0/24", true, 249, name("blog-public-c")),
                new Subnet(APP_A, VPC, ZONE_A, BLOCK + ".10.0/24", false, 248, name("blog-app-a")),
                new Subnet(APP_C, VPC, ZONE_C, BLOCK + ".11.0/24", false, 249, name("blog-app-c")),
                new Subnet(DB_A, VPC, ZONE_A, BLOCK + ".20.0/24", false, 250, name("blog-db-a")),
                new Subnet(DB_C, VPC, ZONE_C, BLOCK + ".21.0/24", false, 250, name("blog-db-c")));
    }

    private static List<RouteTable> routeTables() {
        var local = new Route(BLOCK + ".0.0/16", "local");
        return List.of(new RouteTable(id("rtb", 1), VPC, true, List.of(), List.of(local), name("blog-main")),
                new RouteTable(id("rtb", 2), VPC, false, List.of(PUBLIC_A, PUBLIC_C), List.of(local, new Route(ANYWHERE, IGW)),
                        name("blog-public")),
                new RouteTable(id("rtb", 3), VPC, false, List.of(APP_A, APP_C), List.of(local, new Route(ANYWHERE, NAT)), name("blog-app")),
                new RouteTable(id("rtb", 4), VPC, false, List.of(DB_A, DB_C), List.of(local), name("blog-db")));
    }

    private static List<SecurityGroup> groups() {
        return List.of(new SecurityGroup(SG_DEFAULT, "default", "default VPC security group", VPC, Map.of()),
                // AWS takes no group name that begins with sg-: what the chapter calls a group is in its Name tag
                new SecurityGroup(SG_RDS, "blog-rds", "RDS allow from Fargate", VPC, name("sg-rds")),
                new SecurityGroup(SG_FARGATE, "blog-fargate", "Fargate tasks", VPC, name("sg-fargate")),
                new SecurityGroup(SG_BASTION, "blog-bastion", "Operators' jump host", VPC, name("sg-bastion")),
                new SecurityGroup(SG_LEGACY, "blog-legacy", "temporary, for the migration", VPC, name("sg-legacy")));
    }

    private static List<Rule> rules(int port) {
        return List.of(new Rule(id("sgr", 1), SG_RDS, false, "tcp", port, port, null, SG_FARGATE, "Fargate tasks"),
                new Rule(id("sgr", 2), SG_RDS, false, "tcp", port, port, null, SG_BASTION, "operators' jump host"),
                new Rule(id("sgr", 3), SG_FARGATE, false, "tcp", 8000, 8000, BLOCK + ".0.0/16", null, "load balancer"),
                new Rule(id("sgr", 4), SG_FARGATE, true, "-1", -1, -1, ANYWHERE, null, ""),
                new Rule(id("sgr", 5), SG_BASTION, true, "-1", -1, -1, ANYWHERE, null, ""),
                new Rule(id("sgr", 6), SG_LEGACY, false, "tcp", 5432, 5432, ANYWHERE, null, "remove after migration"),
                new Rule(id("sgr", 7), SG_LEGACY, true, "-1", -1, -1, ANYWHERE, null, ""),
                new Rule(id("sgr", 8), SG_DEFAULT, false, "-1", -1, -1, null, SG_DEFAULT, ""),
                new Rule(id("sgr", 9), SG_DEFAULT, true, "-1", -1, -1, ANYWHERE, null, ""));
    }

    private static List<Interface> interfaces(Instant born) {
        String rds = "amazon-rds";
        return List.of(
                new Interface(DB_A_ENI, DB_A, VPC, ZONE_A, BLOCK + ".20.10", null, "RDSNetworkInterface", List.of(SG_RDS), "interface",
                        rds,
                        born),
                new Interface(DB_C_ENI, DB_C, VPC, ZONE_C, BLOCK + ".21.10", null, "RDSNetworkInterface", List.of(SG_RDS), "interface",
                        rds,
                        born),
                machine(BASTION_ENI, PUBLIC_A, ZONE_A, BLOCK + ".0.40", "203.0.113.40", "bastion", SG_BASTION, born),
                machine(OLD_BASTION_ENI, PUBLIC_C, ZONE_C, BLOCK + ".1.40", "203.0.113.41", "bastion-old", SG_BASTION, born),
                machine(BUILD_ENI, APP_C, ZONE_C, BLOCK + ".11.60", null, "build", SG_DEFAULT, born),
                new Interface(LEGACY_ENI, PUBLIC_C, VPC, ZONE_C, BLOCK + ".1.50", "203.0.113.50", "RDSNetworkInterface", List.of(SG_LEGACY),
                        "interface", rds, born),
                new Interface(NAT_ENI, PUBLIC_A, VPC, ZONE_A, BLOCK + ".0.20", "203.0.113.20", "Interface for NAT Gateway " + NAT,
                        List.of(),
                        "natGateway", "amazon-aws", born));
    }

    private static Interface machine(String id, String subnet, String zone, String address, @Nullable String publicAddress, String name,
            String group, Instant born) {
        return new Interface(id, subnet, VPC, zone, address, publicAddress, name, List.of(group), "interface", null, born);
    }

    private static String id(String prefix, int number) {
        return new Ids(prefix.hashCode() * 1000L + number).ec2(prefix);
    }
}
