package dev.howdah.ui.kit;

import dev.howdah.model.Loaded;
import dev.howdah.model.Sentences;
import java.time.Instant;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/// Where a value comes from and how old it is (law 5). When the latest attempt failed it says so, in another tone, and
/// the tooltip tells what failed.
public final class AgeLabel extends Label {
    private static final Texts TEXTS = Texts.of(AgeLabel.class);
    private String source = "";
    private @Nullable Instant asOf;
    private Optional<dev.howdah.model.Problem> problem = Optional.empty();

    public AgeLabel() {
        getStyleClass().add("age");
    }

    /// @param api such as `rds:DescribeEvents`
    public void show(String api, Loaded<?> part, Instant now) {
        source = api;
        asOf = part.asOf().orElse(null);
        problem = part.problem();
        tick(now);
    }

    /// Grows older by the clock.
    public void tick(Instant now) {
        Instant read = asOf;
        String age = read == null ? (problem.isPresent() ? TEXTS.get("not read") : TEXTS.get("loading…")) : Words.ago(read, now);
        setText(source + " · " + (problem.isPresent() && read != null ? TEXTS.get("stale, {0}", age) : age));
        Cards.tone(this, problem.isPresent() ? Tone.WARN : Tone.NEUTRAL);
        setTooltip(problem.map(p -> new Tooltip(Sentences.of(p))).orElse(null));
    }
}
