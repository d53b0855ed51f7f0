package dev.howdah.drill.world;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The faults of sessions: blows go to whoever runs the sessions, conditions are kept until they are lifted.
public final class TunnelFaults {
    private final Map<Class<?>, TunnelFault.Condition> conditions = new LinkedHashMap<>();
    private Consumer<TunnelFault.Blow> struck = _ -> {
    };

    /// Sets a condition, or strikes a blow; a blow has fallen when this returns.
    public void inject(TunnelFault fault) {
        switch (fault) {
            case TunnelFault.Blow blow -> listener().accept(blow);
            case TunnelFault.Condition condition -> set(condition);
        }
    }

    private synchronized Consumer<TunnelFault.Blow> listener() {
        return struck;
    }

    private synchronized void set(TunnelFault.Condition condition) {
        conditions.put(condition.getClass(), condition);
    }

    /// Who feels the blows.
    public synchronized void onBlow(Consumer<TunnelFault.Blow> listener) {
        struck = listener;
    }

    /// The condition of this kind that holds now, or null.
    public synchronized <T extends TunnelFault.Condition> @Nullable T now(Class<T> kind) {
        return kind.cast(conditions.get(kind));
    }

    public synchronized void lift(Class<? extends TunnelFault.Condition> kind) {
        conditions.remove(kind);
    }

    public synchronized void clear() {
        conditions.clear();
    }

    /// Whether ResumeSession is to be refused now; counts.
    public synchronized boolean takeResumeRefusal() {
        var fault = now(TunnelFault.RefuseResume.class);
        if (fault == null) {
            return false;
        }
        count(fault.times(), new TunnelFault.RefuseResume(fault.times() - 1));
        return true;
    }

    /// The status with which a WebSocket is to be refused now, 0 for none; counts.
    public synchronized int takeUpgradeRefusal() {
        var fault = now(TunnelFault.RefuseUpgrade.class);
        if (fault == null) {
            return 0;
        }
        count(fault.times(), new TunnelFault.RefuseUpgrade(fault.status(), fault.times() - 1));
        return fault.status();
    }

    private void count(int times, TunnelFault.Condition next) {
        if (times <= 1) {
            conditions.remove(next.getClass());
        } else {
            conditions.put(next.getClass(), next);
        }
    }
}
