package dev.howdah.drill.ssm;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Page;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Machine;
import dev.howdah.drill.world.Network;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceInformation.html>
final class DescribeInstanceInformation implements Operation {
    private static final int LEAST = 5;
    private static final int MOST = 50;
    private static final String NEWEST = "3.3.2471.0";
    private final World world;

    DescribeInstanceInformation(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeInstanceInformation";
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Integer asked = input.integer("MaxResults");
        if (asked != null && (asked < LEAST || asked > MOST)) {
            throw SsmErrors.invalid("maxResults", "'" + asked + "'", "Member must have value between " + LEAST + " and " + MOST);
        }
        Region region = world.region(call.region());
        List<Row> rows = rows(region);
        for (Input filter : input.structs("Filters")) {
            rows = filtered(rows, filter.text("Key", ""), filter.texts("Values"));
        }
        for (Input filter : input.structs("InstanceInformationFilterList")) {
            rows = filtered(rows, filter.text("key", ""), filter.texts("valueSet"));
        }
        Page<Row> page = Page.of(rows, r -> r.machine.id(), call.operation() + "/" + call.region(), input.text("NextToken"),
                asked == null ? MOST : asked, _ -> SsmErrors.badToken());
        Instant now = world.clock().now();
        return new Struct().list("InstanceInformationList", page.items().stream().map(r -> shape(region, r, now)).toList())
                .put("NextToken", page.next());
    }

    private static List<Row> rows(Region region) {
        List<Row> rows = new ArrayList<>();
        for (Machine machine : region.machines()) {
            Machine.Agent agent = machine.agent();
            if (agent != null) {
                rows.add(new Row(machine, agent));
            }
        }
        return rows;
    }

    private static List<Row> filtered(List<Row> rows, String key, List<String> wanted) {
        return rows.stream().filter(row -> {
            String value = values(row).get(key);
            if (value == null && !key.startsWith("tag:")) {
                throw SsmErrors.badFilter(key);
            }
            return wanted.contains(value == null && key.equals("tag:Name") ? row.machine.name() : value);
        }).toList();
    }

    private static Map<String, String> values(Row row) {
        return Map.of("InstanceIds", row.machine.id(), "AgentVersion", row.agent.version(), "PingStatus", status(row.agent),
                "PlatformTypes",
                "Linux", "ActivationIds", "", "IamRole", "", "ResourceType", "EC2Instance", "AssociationStatus", "");
    }

    private static String status(Machine.Agent agent) {
        return agent.online() ? "Online" : "ConnectionLost";
    }

    private static Struct shape(Region region, Row row, Instant now) {
        Machine.Agent agent = row.agent;
        return new Struct().put("InstanceId", row.machine.id()).put("PingStatus", status(agent))
                .put("LastPingDateTime", Objects.requireNonNullElse(agent.lastPing(), now.minusSeconds(now.getEpochSecond() % 300)))
                .put("AgentVersion", agent.version()).put("IsLatestVersion", agent.version().equals(NEWEST)).put("PlatformType", "Linux")
                .put("PlatformName", "Amazon Linux").put("PlatformVersion", "2023").put("ResourceType", "EC2Instance")
                .put("IPAddress", address(region, row.machine))
                .put("ComputerName", row.machine.name() + "." + region.name() + ".compute.internal")
                .put("SourceId", row.machine.id()).put("SourceType", "AWS::EC2::Instance");
    }

    private static @Nullable String address(Region region, Machine machine) {
        Network.Interface card = region.network().card(machine.interfaceId());
        return card == null ? null : card.address();
    }

    private record Row(Machine machine, Machine.Agent agent) {}
}
