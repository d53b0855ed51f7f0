package dev.howdah.aws.signin;

import dev.howdah.model.Problem;
import dev.howdah.task.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One way's credentials. One thread at a time gets them anew; others wait for it, but never for a person: while one is asked, what is there still
/// counts as long as it is good, and after that the reason why somebody is asked is the answer.
final class Cell {
    /// What renews itself is renewed this long before its end; what needs a person is used to the end.
    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final Duration LAST = Duration.ofSeconds(15);
    /// A way that failed is not tried again at once: several reads ask at the same time.
    private static final Duration AGAIN = Duration.ofSeconds(3);
    private final ReentrantLock lock = new ReentrantLock();
    private final Time time;
    private volatile @Nullable Held held;
    /// By a service, although it was not at its end.
    private volatile boolean refused;
    private volatile Problem.@Nullable Thrown failed;
    private volatile Instant failedAt = Instant.MIN;
    private volatile boolean asking;

    Cell(Time time) {
        this.time = time;
    }

    /// Where credentials come from.
    interface Fetch {
        Held get() throws InterruptedException;
    }

    @Nullable
    Instant until() {
        @Nullable
        Held there = held;
        return there == null ? null : there.until();
    }

    void refuse() {
        refused = true;
    }

    /// The access key that a service does not take any more.
    Optional<String> refusedKey() {
        Held there = held;
        return refused && there != null ? Optional.of(there.credentials().accessKeyId()) : Optional.empty();
    }

    /// @param profile for the answer while somebody is asked
    /// @param person whether somebody has begun to sign in: then they are got anew, whatever is there
    /// @param renews whether they renew themselves
    Held get(String profile, boolean person, boolean renews, Fetch fetch) throws InterruptedException {
        while (!lock.tryLock(100, TimeUnit.MILLISECONDS)) {
            if (asking && !person) {
                return meanwhile(profile);
            }
        }
        try {
            Instant now = time.now();
            if (!person) {
                @Nullable
                Held there = good(now.plus(renews ? EARLY : LAST));
                if (there != null) {
                    return there;
                }
                Problem.Thrown before = failed;
                if (before != null && now.isBefore(failedAt.plus(AGAIN))) {
                    throw before;
                }
            }
            asking = person;
            Held got = fetch.get();
            held = got;
            refused = false;
            failed = null;
            return got;
        } catch (Problem.Thrown e) {
            @Nullable
            Held there = good(time.now().plus(LAST));
            if (there == null) {
                failed = e;
                failedAt = time.now();
            } else if (!person) {
                // it could not be renewed early, and is still good
                return there;
            }
            throw e;
        } finally {
            asking = false;
            lock.unlock();
        }
    }

    private Held meanwhile(String profile) {
        @Nullable
        Held there = good(time.now().plus(LAST));
        if (there != null) {
            return there;
        }
        Problem.Thrown why = failed;
        throw why != null
                ? why
                : new Problem.Thrown(new Problem.SignIn(Problem.SignIn.Kind.EXPIRED, profile,
                        new Problem.Source("sign-in", null, "somebody is signing in")), null);
    }

    private @Nullable Held good(Instant at) {
        @Nullable
        Held there = held;
        return there == null || refused || there.until() != null && !there.until().isAfter(at) ? null : there;
    }
}
