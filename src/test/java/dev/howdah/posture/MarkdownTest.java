package dev.howdah.posture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.model.IngressRule;
import dev.howdah.posture.checks.Checks;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Bad inputs tried: names that would be markup, a read that was denied.
final class MarkdownTest {
    @Test
    void tellsWhatWasFoundWhatIsUnknownAndCountsWhatIsGood() {
        Facts facts = Made.with(m -> {
            m.protection = false;
            m.pending = new Part.Unread<>("Not allowed: rds:DescribePendingMaintenanceActions");
            return m;
        });
        var looked = new Looked(facts.instance(), Checks.look(facts), facts.now());
        assertThat(Markdown.of(looked)).startsWith("## Posture of blog-db\n\nAccount 123456789012, ap-northeast-2, read at "
                + "2026-11-28T03:00:00Z: 1 high, 1 unknown, " + (Checks.ALL.size() - 2) + " good.\n")
                .contains("### high: Deletion protection (`deletion-protection`)", "- Found: DeletionProtection is false",
                        "- Fix: `aws rds modify-db-instance --db-instance-identifier blog-db --deletion-protection",
                        "### unknown: No maintenance is forced soon", "- Why: Not allowed: rds:DescribePendingMaintenanceActions")
                .doesNotContain("multi-az");
    }

    @Test
    void whatAwsHoldsIsNeverMarkup() {
        Facts facts = Made.with(m -> {
            m.ingress = Part.of(List.of(new IngressRule("sgr-1", "sg-[x](javascript:1)<b>", "tcp", 5432, 5432, null, "10.0.0.0/8")));
            return m;
        });
        assertThat(Markdown.of(new Looked(facts.instance(), Checks.look(facts), facts.now())))
                .contains("- Found: sg-\\[x\\](javascript:1)\\<b\\> lets in 10.0.0.0/8");
    }
}
