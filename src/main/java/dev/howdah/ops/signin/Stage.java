package dev.howdah.ops.signin;

import dev.howdah.model.AwsScope;
import dev.howdah.model.Problem;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/// Where a sign-in is.
public sealed interface Stage {
    /// Nobody signs in.
    record Idle() implements Stage {}

    /// It goes on without anybody.
    record Working(AwsScope scope, String words, Instant since) implements Stage {}

    /// The code of an MFA device is wanted.
    ///
    /// @param serial of the device, or its ARN
    /// @param before why the code before was not taken
    record Code(AwsScope scope, String profile, String role, String serial, Optional<Problem> before) implements Stage {}

    /// A program wants to be agreed to.
    ///
    /// @param command its whole line, as the configuration has it
    record Program(AwsScope scope, String profile, String command) implements Stage {}

    /// A device waits to be allowed in a browser.
    ///
    /// @param userCode what the page asks for
    /// @param complete the page with the code in it
    record Device(AwsScope scope, String profile, String userCode, URI page, URI complete, Instant since, Instant until) implements Stage {}

    /// A page of AWS waits for somebody to sign in.
    ///
    /// @param here for a browser on this machine, which comes back by itself
    /// @param elsewhere for any other device, which shows a code to be carried over
    /// @param code takes that code; false when it is none of this sign-in's
    record Page(AwsScope scope, String profile, URI here, URI elsewhere, Predicate<String> code, Instant since, Instant until)
            implements
                Stage {}

    /// Signed in.
    record Done(AwsScope scope, Instant at) implements Stage {}

    record Failed(AwsScope scope, Problem problem) implements Stage {}
}
