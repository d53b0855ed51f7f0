package dev.howdah.journal;

import dev.howdah.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One line of the journal. Its hash covers every byte of the line before the hash itself, and with it the hash of the line before:
/// whoever changes, removes or moves a line has to rewrite all that follow, and the file that remembers the end.
///
/// @param number counts from 1 through all files
/// @param intent what it belongs to, null for an entry of the journal itself
/// @param fields what the kind lists; never a secret, because only text that was listed by name gets here
/// @param previous hash of the line before, 64 zeros for the first
/// @param hash SHA-256 over `previous` and the line, in hexadecimal
public record Entry(long number, Instant at, Kind kind, @Nullable String intent, Map<String, @Nullable Object> fields, String previous,
        String hash) {
    /// The hash before the first line.
    public static final String ORIGIN = "0".repeat(64);
    private static final String END = ",\"hash\":\"";
    private static final int HASH = 64;

    public enum Kind {
        /// What is meant, by whom, on which machine: on disk before anything is sent.
        INTENT,
        /// One call may be sent now. From here on it may have reached AWS.
        PERMIT,
        /// AWS answered the call.
        SENT,
        /// What came of it; closes the intent.
        OUTCOME,
        /// A statement that was sent to a database, or is about to be.
        STATEMENT,
        /// First line of a file that goes on from a full one.
        CONTINUED,
        /// The line before was cut short by a crash.
        REPAIRED,
        /// Lines before are missing: noticed when this was written.
        GAP;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// A line that is not what was written, with the reason.
    static final class Damaged extends Exception {
        Damaged(String why) {
            super(why);
        }
    }

    static Entry next(long number, Instant at, Kind kind, @Nullable String intent, Map<String, @Nullable Object> fields, String previous) {
        var entry = new Entry(number, at, kind, intent, fields, previous, "");
        return new Entry(number, at, kind, intent, fields, previous, digest(previous, entry.body()));
    }

    /// The line, without its end.
    String line() {
        String body = body();
        return body.substring(0, body.length() - 1) + END + hash + "\"}";
    }

    private String body() {
        var all = Json.object("n", number, "at", at, "kind", kind.word(), "intent", intent);
        all.put("fields", fields);
        all.put("prev", previous);
        return Json.line(all);
    }

    /// Reads a line and checks its own hash; whether it follows the line before is the reader's question.
    static Entry of(String line) throws Damaged {
        int end = line.length() - HASH - 2;
        int start = end - END.length();
        if (start < 0 || !line.startsWith(END, start) || !line.endsWith("\"}")) {
            throw new Damaged("it is not a whole line of the journal");
        }
        String hash = line.substring(end, end + HASH);
        String body = line.substring(0, start) + "}";
        try {
            Map<String, @Nullable Object> json = Json.readObject(body);
            String previous = text(json, "prev");
            if (!hash.equals(digest(previous, body))) {
                throw new Damaged("its hash does not fit its text: it was changed");
            }
            return new Entry(Long.parseLong(text(json, "n")), Instant.parse(text(json, "at")),
                    Kind.valueOf(text(json, "kind").toUpperCase(java.util.Locale.ROOT)), (String) json.get("intent"), fields(json),
                    previous, hash);
        } catch (Json.Malformed | IllegalArgumentException | java.time.DateTimeException | ClassCastException e) {
            throw new Damaged("it cannot be read: " + e.getMessage());
        }
    }

    private static String text(Map<String, @Nullable Object> json, String name) throws Damaged {
        Object value = json.get(name);
        if (value == null) {
            throw new Damaged("it has no '" + name + "'");
        }
        return value.toString();
    }

    private static Map<String, @Nullable Object> fields(Map<String, @Nullable Object> json) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        if (json.get("fields") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> fields.put(String.valueOf(name), value));
        }
        return fields;
    }

    /// A field as text, empty where it is absent.
    public String field(String name) {
        Object value = fields.get(name);
        return value == null ? "" : value.toString();
    }

    static String digest(String previous, String body) {
        return digest((previous + "\n" + body).getBytes(StandardCharsets.UTF_8));
    }

    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
