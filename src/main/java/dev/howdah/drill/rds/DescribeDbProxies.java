package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import java.util.List;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBProxies.html>
///
/// The chapter has no proxy.
final class DescribeDbProxies implements Operation {

    @Override
    public String name() {
        return "DescribeDBProxies";
    }

    @Override
    public Struct answer(Call call) {
        String name = call.input().text("DBProxyName");
        if (name != null) {
            throw RdsErrors.noProxy(name);
        }
        return new Struct().list("DBProxies", List.of());
    }
}
