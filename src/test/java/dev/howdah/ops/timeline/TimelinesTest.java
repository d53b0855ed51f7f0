package dev.howdah.ops.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.aws.AwsAccount;
import dev.howdah.fleet.FleetPoller;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Problem;
import dev.howdah.ops.activity.Activities;
import dev.howdah.ops.reach.OpenSessions;
import dev.howdah.ops.reach.Ways;
import dev.howdah.task.Time;
import dev.howdah.timeline.Incident;
import dev.howdah.timeline.Told;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bad inputs tried: an account that cannot be opened, a note without words, windows at the ends of what can be chosen.
final class TimelinesTest {
    private static final AwsScope SCOPE = new AwsScope("broken", "ap-northeast-2");
    @TempDir
    private Path state;

    @Test
    void whereTheAccountCannotBeOpenedWhatIsOnThisMachineIsToldAllTheSame() throws Exception {
        Function<AwsScope, AwsAccount> accounts = _ -> {
            throw new Problem.Thrown(new Problem.Misconfigured("AWS_CA_BUNDLE",
                    new Problem.Source("configuration", null, "the file is not there")), null);
        };
        try (var fleet = new FleetPoller(accounts, state, Time.SYSTEM);
                var ways = new Ways(accounts, _ -> state, new OpenSessions(state), Time.SYSTEM);
                var activities = new Activities(ways, Time.SYSTEM, _ -> "on-call");
                var timelines = new Timelines(fleet, accounts, ways, activities, state, Time.SYSTEM, _ -> "on-call")) {
            assertThat(noted(timelines, "   ")).isEqualTo("it has no words");
            assertThat(noted(timelines, "page at 3")).isEmpty();
            try (AutoCloseable _ = timelines.look(SCOPE, Incident.BLOG)) {
                Timelines.State told = timelines.of(Incident.BLOG).await(s -> s.told().stream().anyMatch(t -> t.trouble() != null),
                        Duration.ofSeconds(20));
                Map<String, Told> bySource = told.told().stream().collect(Collectors.toMap(Told::source, t -> t));
                for (Timelines.Source source : Timelines.Source.values()) {
                    Told one = java.util.Objects.requireNonNull(bySource.get(source.words()));
                    boolean here = source == Timelines.Source.JOURNAL || source == Timelines.Source.HERE;
                    assertThat(one.trouble() == null).as(source.words()).isEqualTo(here);
                    assertThat(one.asOf() != null).as(source.words()).isEqualTo(here);
                }
                assertThat(told.timeline().marks()).singleElement().satisfies(m -> assertThat(m.title()).isEqualTo("page at 3"));
            }
        }
    }

    /// @return why it is not kept; empty when it is
    private static String noted(Timelines timelines, String text) throws Exception {
        var end = new CompletableFuture<String>();
        timelines.note(Incident.BLOG, null, text, (@Nullable String why) -> end.complete(why == null ? "" : why));
        return end.get(10, TimeUnit.SECONDS);
    }

    @Test
    void windowsZoomAboutTheirMiddleAndComeBackToNow() {
        Instant now = Incident.SPAN.to();
        assertThat(Window.USUAL.span(now)).isEqualTo(Incident.SPAN);
        Window past = Window.USUAL.earlier(now);
        assertThat(past.to()).isEqualTo(now.minus(Duration.ofMinutes(15)));
        assertThat(past.in()).isEqualTo(new Window(Duration.ofMinutes(30), now.minus(Duration.ofMinutes(30))));
        assertThat(past.in().out()).isEqualTo(past);
        assertThat(past.later(now)).as("it goes along with now again").isEqualTo(Window.USUAL);
        Window least = new Window(Window.LENGTHS.getFirst(), null);
        Window most = new Window(Window.LENGTHS.getLast(), null);
        assertThat(least.in()).isEqualTo(least);
        assertThat(most.out()).isEqualTo(most);
    }
}
