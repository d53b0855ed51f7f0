package dev.howdah.ui.shell;

import dev.howdah.config.Environments;
import dev.howdah.config.Settings;
import dev.howdah.fleet.FleetPoller;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Environment;
import dev.howdah.ops.Operations;
import dev.howdah.ops.activity.Activities;
import dev.howdah.ops.compare.Comparing;
import dev.howdah.ops.health.Checkups;
import dev.howdah.ops.insights.Insights;
import dev.howdah.ops.migrate.MigrationWatch;
import dev.howdah.ops.posture.Postures;
import dev.howdah.ops.posture.Rotations;
import dev.howdah.ops.query.Queries;
import dev.howdah.ops.reach.Ways;
import dev.howdah.ops.signin.SignIns;
import dev.howdah.ops.timeline.Timelines;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import dev.howdah.ui.drill.Practice;
import dev.howdah.ui.launch.DrillDoor;
import dev.howdah.ui.launch.LaunchState;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// All that the window is given.
///
/// @param settings published when changed; somebody else writes them to disk
/// @param launch reads what can be opened; touches the disk, so it is asked off the JavaFX thread
/// @param overrides endpoint overrides of a scope, shown on the window
/// @param practice what can be practised in the drill
/// @param exports where post-mortems are written
/// @param zone local time zone
public record Console(FleetPoller fleet, Live<Settings> settings, Supplier<LaunchState> launch,
        Function<AwsScope, Map<String, String>> overrides,
        DrillDoor drill, Practice practice, Ways ways, Queries queries, Activities activities, Insights insights, Checkups checkups,
        Comparing comparing,
        MigrationWatch migrations, SignIns signIns, Live<Environments> environments,
        Operations operations, Postures postures, Rotations rotations, Timelines timelines, Path exports, Time time,
        ZoneId zone) {
    /// What a scope is; a drill says so itself.
    public Environment environment(AwsScope scope) {
        return drill.state().get() instanceof DrillDoor.State.Open(var own, var _) && own.equals(scope)
                ? Environment.DRILL
                : environments.get().is(scope, settings.get());
    }
}
