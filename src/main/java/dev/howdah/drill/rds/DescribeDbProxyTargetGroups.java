package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBProxyTargetGroups.html>
///
/// The chapter has no proxy, so none has targets.
final class DescribeDbProxyTargetGroups implements Operation {

    @Override
    public String name() {
        return "DescribeDBProxyTargetGroups";
    }

    @Override
    public Struct answer(Call call) {
        throw RdsErrors.noProxy(call.input().need("DBProxyName"));
    }
}
