package dev.howdah.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What went wrong, sorted by what an operator can do about it. Adapters translate each library's errors into these
/// once, by error code and never by message text; [Source] says which API failed and keeps the raw text.
public sealed interface Problem {
    /// Which call failed, and what it literally said.
    ///
    /// @param api
    ///            such as `rds:DescribeDBInstances`
    /// @param requestId
    ///            AWS request id, for a support case; null when no answer came
    /// @param raw
    ///            the untranslated text
    record Source(String api, @Nullable String requestId, String raw) {}

    Source source();

    /// Credentials are missing, expired or not accepted.
    record SignIn(Kind kind, @Nullable String profile, Source source) implements Problem {
        public enum Kind {
            MISSING, EXPIRED, INVALID, NO_SUCH_PROFILE, SSO_EXPIRED, MFA_NEEDED,
            /// The code was wrong, too old, or used before.
            MFA_REFUSED,
            /// Nobody allowed the device in time, or somebody denied it.
            DEVICE_EXPIRED, DEVICE_DENIED,
            /// A program is to be run for credentials, and nobody has agreed to it.
            CONSENT_NEEDED,
            /// It was run and gave none.
            PROCESS_FAILED,
            /// The session of `aws login` has ended.
            LOGIN_EXPIRED,
            /// Somebody signed in for it who is not the one it is of.
            LOGIN_OTHER;

            /// Whether a person can mend it where they are.
            public boolean asksSomebody() {
                return this == SSO_EXPIRED || this == MFA_NEEDED || this == MFA_REFUSED || this == DEVICE_EXPIRED
                        || this == DEVICE_DENIED || this == CONSENT_NEEDED || this == LOGIN_EXPIRED || this == LOGIN_OTHER;
            }
        }
    }

    /// The clock of this machine and the service differ by more than SigV4 allows (five minutes).
    record ClockSkew(Source source) implements Problem {}

    /// Signed in, but not allowed to.
    record Denied(String iamAction, @Nullable String resource, boolean explicitDeny, Source source) implements Problem {}

    /// The thing asked for is not there (any more).
    ///
    /// @param what a name, or the service's own code
    record Missing(String what, Source source) implements Problem {}

    /// The resource is in a state in which the call is refused.
    ///
    /// @param code the service's own
    record WrongState(String code, Source source) implements Problem {}

    /// The service asks us to slow down.
    record Throttled(Duration retryIn, Source source) implements Problem {}

    /// No answer: DNS, refused connection, TLS or time-out.
    record Unreachable(String host, Kind kind, Source source) implements Problem {
        public enum Kind {
            DNS, REFUSED, TIMEOUT, TLS, OTHER
        }
    }

    /// An answer came that is not what the service promises: HTTP 5xx, truncated or malformed body.
    record BadAnswer(int httpStatus, Source source) implements Problem {}

    /// A parameter or quota was refused.
    record Rejected(String code, Source source) implements Problem {}

    /// The database answered with an error.
    ///
    /// @param state
    ///            SQLSTATE (PostgreSQL manual, appendix A)
    record Sql(String state, String message, Source source) implements Problem {}

    /// A setting of this machine is unusable: configuration file, region, endpoint.
    record Misconfigured(String setting, Source source) implements Problem {}

    /// Ours. The code is stable: class and method where it arose.
    record Bug(String code, Source source) implements Problem {}

    /// How a problem travels through code that has no answer to give.
    final class Thrown extends RuntimeException {
        private final transient Problem problem;

        public Thrown(Problem problem, @Nullable Throwable cause) {
            super(problem.source().api() + ": " + problem.source().raw(), cause);
            this.problem = problem;
        }

        public Problem problem() {
            return problem;
        }
    }
}
