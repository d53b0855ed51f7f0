package dev.howdah.drill.ec2;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html>: every region has three here.
final class DescribeAvailabilityZones implements Operation {
    private static final Kind<String> KIND = new Kind<>("ZoneName", "InvalidParameterValue", z -> z,
            Map.of("zone-name", z -> List.of(z), "zone-id", z -> List.of(zoneId(z)), "state", _ -> List.of("available"), "region-name",
                    z -> List.of(region(z)), "zone-type", _ -> List.of("availability-zone"), "opt-in-status",
                    _ -> List.of("opt-in-not-required")),
            _ -> Map.of(), "availabilityZoneInfo", DescribeAvailabilityZones::shape);

    @Override
    public String name() {
        return "DescribeAvailabilityZones";
    }

    @Override
    public Struct answer(Call call) {
        return KIND.answer(call, Stream.of("a", "b", "c").map(z -> call.region() + z).toList());
    }

    private static Struct shape(String zone) {
        return new Struct().put("optInStatus", "opt-in-not-required").set("messageSet", List.of()).put("regionName", region(zone))
                .put("zoneName", zone).put("zoneId", zoneId(zone)).put("groupName", region(zone) + "-zg-1")
                .put("networkBorderGroup", region(zone)).put("zoneType", "availability-zone").put("zoneState", "available");
    }

    private static String region(String zone) {
        return zone.substring(0, zone.length() - 1);
    }

    /// `apne2-az1` for `ap-northeast-2a`: which letter is which zone differs from account to account; here it does not.
    static String zoneId(String zone) {
        String[] parts = region(zone).split("-", -1);
        var id = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            id.append(parts[i].replace("northeast", "ne").replace("southeast", "se").replace("northwest", "nw").replace("southwest", "sw")
                    .replace("north", "n").replace("south", "s").replace("east", "e").replace("west", "w").replace("central", "c"));
        }
        return id + "-az" + (zone.charAt(zone.length() - 1) - 'a' + 1);
    }
}
