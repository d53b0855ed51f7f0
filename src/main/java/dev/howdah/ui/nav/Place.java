package dev.howdah.ui.nav;

import dev.howdah.model.AwsScope;
import dev.howdah.model.InstanceRef;

/// A place carries all that its screen needs, so that back, forward and restoring the window fall out.
public sealed interface Place {
    /// Which environment.
    record Launch() implements Place {}

    /// One instance.
    record Overview(AwsScope scope, InstanceRef ref) implements Place {}

    /// The way to one instance's database.
    record Reach(AwsScope scope, InstanceRef ref) implements Place {}

    /// Statements on one instance's database.
    record Query(AwsScope scope, InstanceRef ref) implements Place {}

    /// What one instance's server does now.
    record Activity(AwsScope scope, InstanceRef ref) implements Place {}

    /// What loaded one instance's database, and when.
    record Insights(AwsScope scope, InstanceRef ref) implements Place {}

    /// How one instance's database does.
    record Health(AwsScope scope, InstanceRef ref) implements Place {}

    /// What happened to one instance, on one clock.
    record Timeline(AwsScope scope, InstanceRef ref) implements Place {}

    /// What one instance can be restored to.
    record Backups(AwsScope scope, InstanceRef ref) implements Place {}

    /// What would hurt one instance next time.
    record Posture(AwsScope scope, InstanceRef ref) implements Place {}

    /// Secrets of one instance, and who holds them.
    record Secrets(AwsScope scope, InstanceRef ref) implements Place {}

    /// Migrations of one instance's database.
    record Migrate(AwsScope scope, InstanceRef ref) implements Place {}

    /// A copy beside the instance that it was restored from.
    ///
    /// @param ref the instance
    record Verify(AwsScope scope, InstanceRef ref, InstanceRef copy) implements Place {}

    /// What can be practised.
    record Drill() implements Place {}

    /// All instances of what is open.
    record Fleet() implements Place {}
}
