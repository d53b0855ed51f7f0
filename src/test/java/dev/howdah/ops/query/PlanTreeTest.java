package dev.howdah.ops.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Plans as PostgreSQL 16 gives them, cut down. Bad inputs tried: text that is no JSON, JSON that is no plan, a plan without
/// measurements, a node that never ran.
final class PlanTreeTest {
    private static final String MEASURED = """
            [{"Plan": {"Node Type": "Hash Join", "Parallel Aware": false, "Join Type": "Left", "Total Cost": 100.0, "Plan Rows": 10,
               "Actual Total Time": 50.0, "Actual Rows": 5000, "Actual Loops": 1, "Shared Hit Blocks": 30, "Shared Read Blocks": 7,
               "Hash Cond": "(c.post_id = p.id)",
               "Plans": [
                 {"Node Type": "Seq Scan", "Parent Relationship": "Outer", "Relation Name": "comments", "Alias": "c", "Total Cost": 60.0,
                  "Plan Rows": 5000, "Actual Total Time": 40.0, "Actual Rows": 5000, "Actual Loops": 1, "Shared Hit Blocks": 20,
                  "Shared Read Blocks": 7, "Filter": "(x > 1)", "Rows Removed by Filter": 12},
                 {"Node Type": "Index Scan", "Relation Name": "posts", "Alias": "posts", "Index Name": "posts_pkey", "Total Cost": 0.5,
                  "Plan Rows": 1, "Actual Total Time": 0.001, "Actual Rows": 1, "Actual Loops": 4000, "Shared Hit Blocks": 10,
                  "Shared Read Blocks": 0},
                 {"Node Type": "Result", "Total Cost": 0.1, "Plan Rows": 1, "Actual Total Time": 0.0, "Actual Rows": 0, "Actual Loops": 0}]},
              "Settings": {"work_mem": "64MB"}, "Planning Time": 0.5, "Execution Time": 51.25}]""";

    @Test
    void eachNodeHasItsOwnTimeAndTheWorstIsMarked() {
        PlanTree plan = PlanTree.of(MEASURED).orElseThrow();
        assertThat(plan.summary()).containsExactly("planned in 0.500 ms", "ran in 51.3 ms", "settings: work_mem = 64MB");
        PlanTree.Node join = plan.root();
        assertThat(join.what()).isEqualTo("Hash Join (left)");
        assertThat(join.ownMillis()).isEqualTo(6.0);
        assertThat(join.hit()).isZero();
        assertThat(join.misestimate()).contains(500.0);
        assertThat(join.details()).containsExactly("Hash Cond: (c.post_id = p.id)");
        assertThat(join.worst()).isFalse();
        PlanTree.Node scan = join.children().getFirst();
        assertThat(scan.what()).isEqualTo("Seq Scan on comments c");
        assertThat(scan.worst()).isTrue();
        assertThat(scan.read()).isEqualTo(7);
        assertThat(scan.details()).containsExactly("Filter: (x > 1)", "Rows Removed by Filter: 12");
        PlanTree.Node index = join.children().get(1);
        assertThat(index.what()).isEqualTo("Index Scan using posts_pkey on posts");
        assertThat(index.ownMillis()).isEqualTo(4.0);
        assertThat(join.children().get(2).misestimate()).isEmpty();
    }

    @Test
    void withoutMeasurementsTheCostSaysWhichIsWorst() {
        PlanTree plan = PlanTree.of(MEASURED.replaceAll("\"(Actual|Shared|Planning|Execution)[^,}]*[,]?", "\"x\": 1,").replace(",]", "]")
                .replace(",}", "}")).orElseThrow();
        assertThat(plan.root().ownMillis()).isNull();
        assertThat(plan.root().ownCost()).isEqualTo(39.4);
        assertThat(plan.root().children().getFirst().worst()).isTrue();
    }

    @Test
    void whatIsNoPlanIsNone() {
        assertThat(PlanTree.of("Seq Scan on t")).isEmpty();
        assertThat(PlanTree.of("[1, 2]")).isEmpty();
        assertThat(PlanTree.of("[{\"Plan\": 7}]")).isEmpty();
        assertThat(PlanTree.of("[{\"Plan\": {\"Node Type\"")).isEmpty();
        assertThat(PlanTree.of("")).isEmpty();
    }
}
