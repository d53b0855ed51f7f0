package dev.howdah.journal;

import java.util.concurrent.atomic.AtomicBoolean;

/// Leave to send one call: one action, on one resource, once. Only an open [Intent] makes one, after it wrote so to disk; whoever
/// has none cannot change anything, because the guard in the SDK's interceptor chain asks for it.
public final class Permit {
    private final String action;
    private final String resource;
    private final AtomicBoolean used = new AtomicBoolean();

    Permit(String action, String resource) {
        this.action = action;
        this.resource = resource;
    }

    /// As IAM names it: `rds:CreateDBSnapshot`.
    public String action() {
        return action;
    }

    /// What the call names, beginning with an ARN.
    public String resource() {
        return resource;
    }

    /// Takes the leave. It is used up by the first good call; a wrong one leaves it whole.
    ///
    /// @return why not, as a sentence; empty when it was good
    public java.util.Optional<String> take(String wantedAction, String wantedResource) {
        if (!action.equals(wantedAction)) {
            return java.util.Optional.of("the permit is for " + action + ", not for " + wantedAction);
        }
        if (!resource.equals(wantedResource)) {
            return java.util.Optional.of("the permit is for " + resource + ", not for " + wantedResource);
        }
        return used.compareAndSet(false, true) ? java.util.Optional.empty() : java.util.Optional.of("the permit has been used");
    }

    @Override
    public String toString() {
        return "Permit[" + action + " on " + resource + (used.get() ? ", used]" : "]");
    }
}
