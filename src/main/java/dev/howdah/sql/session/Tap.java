package dev.howdah.sql.session;

import java.time.Duration;

/// Whoever wants what comes back not only as text: a window's grid. Called on the thread that runs.
public interface Tap {
    /// A message goes to the server.
    void begins(String sql);

    /// Rows that are printed; a streamed result comes in portions.
    void rows(Answer.Rows rows);

    /// A command ended well.
    void done(String tag);

    void notice(ServerMessage message);

    void failed(ServerMessage message);

    /// What runs next is the same statement again (`\\watch`): it takes the place of what ran last.
    default void again() {}

    /// The result was cut off at the row limit.
    void cut();

    /// @param took from sending to the last answer
    void ended(Duration took);
}
