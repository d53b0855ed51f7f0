package dev.howdah.aws.signin;

import dev.howdah.model.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/// Whom signing in asks: a window, a terminal, or nobody.
public interface Asker {
    /// The code that an MFA device shows.
    ///
    /// @param serial of the device, or its ARN
    /// @return empty where nobody can be asked or nobody answers
    Optional<Secret> code(String profile, String role, String serial) throws InterruptedException;

    /// Whether a program may be run for credentials, now and until its line is another.
    boolean agrees(String profile, String command) throws InterruptedException;

    /// Has somebody allow this device, in a browser anywhere. Returns at once, and is told by [#allowed] when it is done.
    ///
    /// @return whether anybody is there who can
    boolean show(Device device);

    /// Has somebody sign in at a page of AWS, in a browser here or on another device. Returns as soon as nothing more is wanted of whoever
    /// answers for the person, and is told by [#allowed] when it is done.
    ///
    /// @return whether anybody is there who can
    boolean show(Page page);

    /// What [#show] showed is no longer waited for.
    void allowed();

    /// A device that waits to be allowed (RFC 8628).
    ///
    /// @param userCode what the page asks for
    /// @param page where it is typed in
    /// @param complete the page with the code in it
    record Device(String profile, String userCode, URI page, URI complete, Instant until) {}

    /// A page of AWS to sign in at.
    ///
    /// @param here the page for a browser on this machine, which comes back by itself
    /// @param elsewhere the page for any other device, which shows a code to be carried over
    /// @param code takes that code; false when it is none of this sign-in's
    record Page(String profile, URI here, URI elsewhere, Instant until, Predicate<String> code) {}

    /// Nobody can be asked.
    Asker NOBODY = new Asker() {
        @Override
        public Optional<Secret> code(String profile, String role, String serial) {
            return Optional.empty();
        }

        @Override
        public boolean agrees(String profile, String command) {
            return false;
        }

        @Override
        public boolean show(Device device) {
            return false;
        }

        @Override
        public boolean show(Page page) {
            return false;
        }

        @Override
        public void allowed() {}
    };
}
