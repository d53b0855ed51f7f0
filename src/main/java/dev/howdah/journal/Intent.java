package dev.howdah.journal;

import dev.howdah.json.Json;
import dev.howdah.model.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that was agreed to and is on disk, until its outcome is. The only source of a [Permit].
public final class Intent {
    /// What came of it, in a word that scripts may rely on.
    public enum Result {
        DONE, FAILED,
        /// Nothing left this machine.
        NOT_SENT,
        /// It may have reached AWS, and nothing tells whether it took effect.
        UNKNOWN;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private final Journal journal;
    private final String id;
    private final Purpose purpose;
    private final Confirmation confirmation;
    private final Instant openedAt;
    /// Guarded by `this`.
    private boolean closed;

    Intent(Journal journal, String id, Purpose purpose, Confirmation confirmation, Instant openedAt) {
        this.journal = journal;
        this.id = id;
        this.purpose = purpose;
        this.confirmation = confirmation;
        this.openedAt = openedAt;
    }

    public String id() {
        return id;
    }

    public Purpose purpose() {
        return purpose;
    }

    public Confirmation confirmation() {
        return confirmation;
    }

    public Instant openedAt() {
        return openedAt;
    }

    /// Leave to send one call. On disk before it is given: from here on the call may have been sent.
    ///
    /// @param action as IAM names it: `rds:CreateDBSnapshot`
    /// @param resource what the call names, beginning with an ARN
    /// @throws Problem.Thrown when the journal cannot be written: then nothing may be sent
    public synchronized Permit permit(String action, String resource) {
        if (closed) {
            throw new IllegalStateException("intent " + id + " has its outcome already");
        }
        journal.write(Entry.Kind.PERMIT, this, Json.object("action", action, "resource", resource), "nothing was sent");
        return new Permit(action, resource);
    }

    /// AWS answered.
    ///
    /// @param answer listed fields of the answer, such as the request id
    /// @throws Problem.Thrown when the journal cannot be written; the call was sent all the same
    public void sent(String action, Map<String, String> answer) {
        journal.write(Entry.Kind.SENT, this, Json.object("action", action, "answer", new LinkedHashMap<String, @Nullable Object>(answer)),
                "the call was sent, and AWS carries on");
    }

    /// Closes the intent; a second time does nothing.
    ///
    /// @param words one sentence
    /// @param took from the call to the end, null when that is not known
    public void outcome(Result result, String words, @Nullable Duration took) {
        outcome(result, words, took, Map.of());
    }

    /// The same with what is known of the end, because AWS will have forgotten it when somebody asks.
    ///
    /// @param found text by name, listed by the operation, never a secret
    public synchronized void outcome(Result result, String words, @Nullable Duration took, Map<String, String> found) {
        if (!closed) {
            Map<String, @Nullable Object> fields = Json.object("result", result.word(), "words", words, "tookMillis",
                    took == null ? null : took.toMillis());
            if (!found.isEmpty()) {
                fields.put("found", new LinkedHashMap<String, @Nullable Object>(found));
            }
            journal.write(Entry.Kind.OUTCOME, this, fields, "AWS is done with it");
            closed = true;
        }
    }
}
