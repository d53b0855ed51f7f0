package dev.howdah.fleet;

import dev.howdah.aws.AwsAccount;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Fleet;
import dev.howdah.model.InstanceRef;
import dev.howdah.task.Live;
import dev.howdah.task.Time;
import dev.howdah.task.Work;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Keeps [#live] up to date for the scopes that are open, each on its own thread: an account that does not answer never
/// delays another.
public final class FleetPoller implements AutoCloseable {
    private final Live<Fleet> live = new Live<>(Fleet.EMPTY);
    private final Function<AwsScope, AwsAccount> accounts;
    private final Path state;
    private final Time time;
    private final Work work = new Work("fleet");
    /// Guarded by `this`.
    private final Map<AwsScope, ScopePoller> pollers = new HashMap<>();

    /// @param accounts opens the reads of a scope; called off the caller's thread
    /// @param state folder in which events are remembered
    public FleetPoller(Function<AwsScope, AwsAccount> accounts, Path state, Time time) {
        this.accounts = accounts;
        this.state = state;
        this.time = time;
    }

    /// The newest fleet.
    public Live<Fleet> live() {
        return live;
    }

    /// Polls exactly these scopes from now on; what was read of others is dropped.
    public synchronized void open(List<AwsScope> scopes) {
        pollers.entrySet().removeIf(entry -> {
            boolean gone = !scopes.contains(entry.getKey());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
        live.update(fleet -> new Fleet(
                scopes.stream().map(s -> fleet.account(s).orElseGet(() -> Fleet.Account.unread(s))).toList(), fleet.details(),
                time.now()));
        for (AwsScope scope : scopes) {
            pollers.computeIfAbsent(scope, s -> ScopePoller.start(s, () -> accounts.apply(s), this, work));
        }
    }

    /// Reads an instance's details too, until another one is watched; call it when a screen shows one.
    public synchronized void watch(AwsScope scope, InstanceRef ref) {
        pollers.forEach((s, poller) -> poller.watch(s.equals(scope) ? ref : null));
    }

    /// No instance is looked at any more.
    public synchronized void unwatch() {
        pollers.values().forEach(poller -> poller.watch(null));
    }

    /// Reads everything now.
    public synchronized void refresh() {
        pollers.values().forEach(ScopePoller::wake);
    }

    /// Reads the events of a scope now.
    public synchronized void readEvents(AwsScope scope) {
        ScopePoller poller = pollers.get(scope);
        if (poller != null) {
            poller.readEvents();
        }
    }

    /// Whether the window is hidden: then everything is read rarely.
    public synchronized void hidden(boolean hidden) {
        pollers.values().forEach(poller -> poller.hidden(hidden));
    }

    void publish(AwsScope scope, UnaryOperator<Fleet.Account> change) {
        live.update(fleet -> {
            var next = new ArrayList<Fleet.Account>();
            fleet.accounts().forEach(a -> next.add(a.scope().equals(scope) ? change.apply(a) : a));
            return new Fleet(List.copyOf(next), fleet.details(), time.now());
        });
    }

    void publish(InstanceRef ref, UnaryOperator<Fleet.Detail> change) {
        live.update(fleet -> {
            var next = new HashMap<>(fleet.details());
            next.put(ref, change.apply(fleet.detail(ref)));
            return new Fleet(fleet.accounts(), Map.copyOf(next), time.now());
        });
    }

    Path state() {
        return state;
    }

    Time time() {
        return time;
    }

    @Override
    public synchronized void close() {
        pollers.values().forEach(ScopePoller::close);
        pollers.clear();
        work.close();
    }
}
