package dev.howdah.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that was read, as of one moment. A new one replaces it whole; nobody edits it.
///
/// @param accounts
///            one entry per scope asked, in the order asked, also those that could not be read
/// @param details
///            what was read about single instances (metrics, maintenance), for those somebody looks at
public record Fleet(List<Account> accounts, Map<InstanceRef, Detail> details, Instant asOf) {
    public static final Fleet EMPTY = new Fleet(List.of(), Map.of(), Instant.EPOCH);

    /// One profile in one region. Each part has its own age and its own problem: one that fails never hides the others.
    public record Account(AwsScope scope, Loaded<Identity> identity, Loaded<List<Instance>> instances, Loaded<List<Snapshot>> snapshots,
            Loaded<List<AutomatedBackup>> backups, Loaded<List<RdsEvent>> events) {
        public static Account unread(AwsScope scope) {
            return new Account(scope, Loaded.loading(), Loaded.loading(), Loaded.loading(), Loaded.loading(), Loaded.loading());
        }
    }

    /// What is read only about an instance that is looked at.
    public record Detail(Loaded<Map<String, Series>> metrics, Loaded<List<PendingAction>> pending, Loaded<List<Certificate>> certificates,
            Loaded<List<Alarm>> alarms) {
        public static final Detail UNREAD = new Detail(Loaded.loading(), Loaded.loading(), Loaded.loading(), Loaded.loading());
    }

    public Optional<Account> account(AwsScope scope) {
        return accounts.stream().filter(a -> a.scope().equals(scope)).findFirst();
    }

    public Detail detail(InstanceRef ref) {
        return details.getOrDefault(ref, Detail.UNREAD);
    }
}
