package dev.howdah.tunnel.forward;

import java.util.Optional;

/// The three calls of SSM that a session needs, bound to one target and one destination. Each uses the credentials of now, so
/// that a session outlives the credentials it was started with. Failures are `Problem.Thrown`.
public interface SessionApi {
    /// What the session goes through, for people: `task 4f1a… (blog-api)`.
    String via();

    /// `ssm:StartSession`.
    Opened start() throws InterruptedException;

    /// `ssm:ResumeSession`; empty when the service says that the session has ended.
    Optional<Opened> resume(String sessionId) throws InterruptedException;

    /// `ssm:TerminateSession`. Ending a session that has ended is no failure.
    void terminate(String sessionId) throws InterruptedException;
}
