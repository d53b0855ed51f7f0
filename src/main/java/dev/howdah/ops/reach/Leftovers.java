package dev.howdah.ops.reach;

import dev.howdah.aws.AwsAccount;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Problem;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Ends at AWS the sessions that killed processes of ours left open. Sessions of living processes, and those that are not on our
/// list, are not touched.
public final class Leftovers {
    private static final System.Logger LOG = System.getLogger(Leftovers.class.getName());

    private Leftovers() {}

    /// @param accounts opens the account of a scope
    /// @return what was ended; what could not be asked stays on the list for the next time
    public static List<OpenSessions.Entry> end(OpenSessions open, Function<AwsScope, AwsAccount> accounts) throws InterruptedException {
        var ended = new ArrayList<OpenSessions.Entry>();
        for (OpenSessions.Entry entry : open.left()) {
            try (AwsAccount account = accounts.apply(new AwsScope(entry.profile(), entry.region()))) {
                String endpoint = account.endpoint("ssm").orElse(null);
                if (!java.util.Objects.equals(endpoint, entry.endpoint())) {
                    if (entry.endpoint() != null && entry.endpoint().contains("//127.0.0.1:")) {
                        open.remove(entry.sessionId());
                    }
                    continue;
                }
                account.ssm().terminate(entry.sessionId());
                open.remove(entry.sessionId());
                ended.add(entry);
            } catch (Problem.Thrown e) {
                LOG.log(Level.WARNING, "session {0}, left open by process {1}, could not be ended: {2}", entry.sessionId(),
                        String.valueOf(entry.pid()), e.getMessage());
            }
        }
        return ended;
    }
}
