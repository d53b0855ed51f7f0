package dev.howdah.drill.world;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FaultsTest {
    private final Faults faults = new Faults();

    @Test
    void aRuleHitsAsOftenAsItSays() {
        faults.set("rds:Describe*", 2, new Fault.Throttle());
        assertThat(faults.take("ec2:DescribeVpcs")).isNull();
        assertThat(faults.take("rds:DescribeEvents")).isInstanceOf(Fault.Throttle.class);
        assertThat(faults.take("rds:DescribeDBInstances")).isInstanceOf(Fault.Throttle.class);
        assertThat(faults.take("rds:DescribeDBInstances")).isNull();
    }

    @Test
    void aLastingRuleLastsUntilItIsCleared() {
        faults.set("*", Faults.ALWAYS, new Fault.Close());
        for (int i = 0; i < 100; i++) {
            assertThat(faults.take("sts:GetCallerIdentity")).isNotNull();
        }
        faults.clear();
        assertThat(faults.take("sts:GetCallerIdentity")).isNull();
    }
}
