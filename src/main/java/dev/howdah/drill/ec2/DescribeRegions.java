package dev.howdah.drill.ec2;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import java.util.List;
import java.util.Map;

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html>: the regions enabled for this account.
final class DescribeRegions implements Operation {
    /// A few of those that need no opt-in; the world lies in the first, the others are empty.
    private static final List<String> ENABLED = List.of("ap-northeast-2", "ap-northeast-1", "ap-southeast-1", "eu-west-1", "us-east-1");
    private static final Kind<String> KIND = new Kind<>("RegionName", "InvalidParameterValue", r -> r,
            Map.of("region-name", r -> List.of(r), "endpoint", r -> List.of(endpoint(r)), "opt-in-status",
                    _ -> List.of("opt-in-not-required")),
            _ -> Map.of(), "regionInfo", DescribeRegions::shape);

    @Override
    public String name() {
        return "DescribeRegions";
    }

    @Override
    public Struct answer(Call call) {
        return KIND.answer(call, ENABLED);
    }

    private static Struct shape(String region) {
        return new Struct().put("regionName", region).put("regionEndpoint", endpoint(region)).put("optInStatus", "opt-in-not-required");
    }

    private static String endpoint(String region) {
        return "ec2." + region + ".amazonaws.com";
    }
}
