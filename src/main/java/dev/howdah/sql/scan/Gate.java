package dev.howdah.sql.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What a message may do in a read-only session. Writes are the server's to refuse: every message runs in a transaction that was
/// begun `READ ONLY`, has taken its snapshot (after that the server lets nobody make it read-write, not even from inside a
/// function), and is rolled back. What is left for words to find out is what could end that transaction, what has effects that
/// no rollback undoes, and what would lift the session's limits. A word is looked for where the server would see one; a
/// statement that can run any text (`DO`, `query_to_xml`, `dblink`) is refused as a whole, because what it runs cannot be seen.
public final class Gate {
    private Gate() {}

    /// What to do with a message.
    public sealed interface Verdict {
        /// Run it in a read-only transaction, and roll that back.
        record Read() implements Verdict {}

        /// Run it in a transaction of its own, and keep what it sets: it can do nothing else.
        record Keep() implements Verdict {}

        /// It needs a transaction that is open already; without one the server says so.
        record Bare() implements Verdict {}

        /// It begins a transaction.
        ///
        /// @param sql with `READ ONLY` in it
        record Begin(String sql) implements Verdict {}

        /// It ends a transaction: with a rollback, whatever it says.
        ///
        /// @param commits whether it says otherwise
        record End(boolean commits) implements Verdict {}

        /// It is not sent.
        ///
        /// @param what it would do, as the end of a sentence
        /// @param hint what to do instead
        record Refused(String what, String hint) implements Verdict {}
    }

    private static final String ASK = "Writes have to be allowed first.";
    private static final Verdict READ = new Verdict.Read();

    /// Statements that the server runs in a read-only transaction although others feel them, or nobody can see what they run.
    private static final Map<String, String> FELT = Map.ofEntries(
            Map.entry("vacuum", "VACUUM rewrites the table's pages"),
            Map.entry("analyze", "ANALYZE replaces the statistics that plans are made from"),
            Map.entry("analyse", "ANALYZE replaces the statistics that plans are made from"),
            Map.entry("reindex", "REINDEX locks out writers while it builds"),
            Map.entry("cluster", "CLUSTER locks everybody out while it rewrites the table"),
            Map.entry("repack", "REPACK locks everybody out while it rewrites the table"),
            Map.entry("lock", "LOCK makes others wait"),
            Map.entry("checkpoint", "CHECKPOINT writes all that is dirty at once"),
            Map.entry("load", "LOAD runs code of a library"),
            Map.entry("notify", "NOTIFY reaches other sessions"),
            Map.entry("do", "what the code of a DO does cannot be seen from here, and no rollback takes back a signal"),
            Map.entry("call", "what a procedure does cannot be seen from here, and it may commit"));

    /// Parameters that are the session's safety; in another encoding the server would read another text than the one judged here.
    private static final Set<String> LIMITS = Set.of("transaction_read_only", "default_transaction_read_only", "statement_timeout",
            "lock_timeout", "idle_in_transaction_session_timeout", "idle_session_timeout", "transaction_timeout", "application_name",
            "session_authorization", "session_replication_role", "client_encoding", "names");

    /// Functions with effects that no rollback undoes.
    private static final Pattern OUTSIDE = Pattern.compile("pg_terminate_backend|pg_cancel_backend|pg_reload_conf|pg_rotate_logfile"
            + "|pg_log_backend_memory_contexts|pg_stat(?!_get_)\\w*_reset\\w*|pg_switch_wal|pg_create_restore_point"
            + "|pg_(backup_start|backup_stop|start_backup|stop_backup)|pg_promote|pg_wal_replay_(pause|resume)"
            + "|pg_logical_emit_message|pg_(create|copy|drop)_\\w*replication_slot|pg_drop_replication_slot|pg_replication_slot_advance"
            + "|pg_logical_slot_get_\\w+|pg_replication_origin_\\w+|pg_sync_replication_slots|pg_(try_)?advisory_(xact_)?lock(_shared)?"
            + "|lo_import|lo_export|pg_file_\\w+|pg_prewarm|pg_notify|pg_import_system_collations|aws_lambda|aws_s3|http(_\\w+)?"
            + "|brin_\\w*summarize\\w*|gin_clean_pending_list");

    /// Functions that run a text.
    private static final Pattern ANY_TEXT = Pattern
            .compile("dblink\\w*|query_to_xml\\w*|crosstab\\w*|connectby|ts_stat|ts_rewrite|xpath_table|cursor_to_xml\\w*");

    private static final Set<String> BEGINNING = Set.of("begin", "start", "transaction", "work", "isolation", "level", "serializable",
            "repeatable", "read", "committed", "uncommitted", "only", "deferrable", "not");

    /// Judges one message.
    ///
    /// @param message as it would be sent
    /// @param standardStrings `standard_conforming_strings` of the session
    public static Verdict of(String message, boolean standardStrings) {
        List<List<Token>> statements = statements(Token.of(message, standardStrings));
        for (List<Token> one : statements) {
            Verdict verdict = one(one);
            if (verdict instanceof Verdict.Refused || statements.size() == 1) {
                return verdict;
            }
            if (!(verdict instanceof Verdict.Read)) {
                return new Verdict.Refused(one.getFirst().text().toUpperCase(Locale.ROOT) + " stands in one message with other statements",
                        "Run it by itself.");
            }
        }
        return READ;
    }

    /// Cut at each semicolon, also at one inside a routine's body: a statement too many is looked at, never one too few.
    static List<List<Token>> statements(List<Token> tokens) {
        var all = new ArrayList<List<Token>>();
        var one = new ArrayList<Token>();
        for (Token token : tokens) {
            if (token.isSign(';')) {
                if (!one.isEmpty()) {
                    all.add(List.copyOf(one));
                }
                one.clear();
            } else {
                one.add(token);
            }
        }
        if (!one.isEmpty()) {
            all.add(List.copyOf(one));
        }
        return all;
    }

    private static Verdict one(List<Token> tokens) {
        int first = 0;
        while (first < tokens.size() - 1 && tokens.get(first).isSign('(')) {
            first++;
        }
        List<Token> s = tokens.subList(first, tokens.size());
        String word = s.getFirst().kind() == Token.Kind.WORD ? s.getFirst().text() : "";
        if (FELT.containsKey(word)) {
            return refused(FELT.get(word));
        }
        return switch (word) {
            case "begin", "start" -> begin(s);
            case "commit", "end" -> end(s);
            case "rollback", "abort" -> has(s, "to") ? new Verdict.Bare() : end(s);
            case "savepoint", "release" -> new Verdict.Bare();
            case "prepare" -> s.size() > 1 && s.get(1).is("transaction")
                    ? refused("PREPARE TRANSACTION leaves a transaction open for good")
                    : functions(s);
            case "set" -> set(s);
            case "reset" -> reset(s);
            case "discard" -> s.size() == 2 && s.get(1).is("plans") ? READ : refused("DISCARD takes back what the session was set to");
            case "listen", "unlisten" -> new Verdict.Keep();
            case "copy" -> copy(s);
            default -> functions(s);
        };
    }

    private static Verdict refused(String what) {
        return new Verdict.Refused(what, ASK);
    }

    private static boolean has(List<Token> s, String word) {
        return s.stream().anyMatch(t -> t.is(word));
    }

    private static Verdict begin(List<Token> s) {
        var words = new ArrayList<String>();
        for (int i = 0; i < s.size(); i++) {
            Token token = s.get(i);
            if (token.is("write")) {
                return refused("the transaction would be one that writes");
            }
            if (!token.isSign(',') && !(token.kind() == Token.Kind.WORD && BEGINNING.contains(token.text()))) {
                return READ;
            }
            words.add(token.text().toUpperCase(Locale.ROOT));
        }
        boolean said = has(s, "only");
        boolean modes = words.size() > 1 && !Set.of("TRANSACTION", "WORK").contains(words.getLast());
        return new Verdict.Begin(String.join(" ", words) + (said ? "" : modes ? ", READ ONLY" : " READ ONLY"));
    }

    private static Verdict end(List<Token> s) {
        if (has(s, "prepared")) {
            return refused("it ends a transaction of another session");
        }
        if (has(s, "chain") && !has(s, "no")) {
            return new Verdict.Refused("a chained transaction begins without the session's guard", "End this one, then begin another.");
        }
        return new Verdict.End(s.getFirst().is("commit") || s.getFirst().is("end"));
    }

    private static Verdict set(List<Token> s) {
        int at = s.size() > 1 && (s.get(1).is("session") || s.get(1).is("local")) ? 2 : 1;
        if (s.size() <= at) {
            return READ;
        }
        Token name = s.get(at);
        if (at == 2 && name.is("characteristics") || name.is("transaction")) {
            return has(s, "write") || at == 2 && name.is("characteristics")
                    ? refused("the session's transactions would be ones that write")
                    : new Verdict.Bare();
        }
        if (name.is("authorization") || name.is("session") || name.kind() == Token.Kind.ESCAPED_NAME
                || LIMITS.contains(name.text().toLowerCase(Locale.ROOT))) {
            return limit(name);
        }
        return new Verdict.Keep();
    }

    private static Verdict reset(List<Token> s) {
        if (s.size() < 2) {
            return READ;
        }
        Token name = s.get(1);
        boolean limit = name.is("all") || name.is("session") || name.kind() == Token.Kind.ESCAPED_NAME
                || LIMITS.contains(name.text().toLowerCase(Locale.ROOT));
        return limit ? limit(name) : new Verdict.Keep();
    }

    private static Verdict limit(Token name) {
        return refused(name.text() + " is one of the session's limits");
    }

    private static Verdict copy(List<Token> s) {
        int depth = 0;
        for (int i = 1; i < s.size(); i++) {
            Token token = s.get(i);
            depth += token.isSign('(') ? 1 : token.isSign(')') ? -1 : 0;
            if (depth == 0 && token.is("from")) {
                return refused("COPY … FROM writes into the table");
            }
            if (depth == 0 && token.is("to")) {
                return i + 1 < s.size() && s.get(i + 1).is("stdout")
                        ? functions(s)
                        : refused("COPY … TO a file or program writes on the server");
            }
        }
        return READ;
    }

    /// Looks for functions whose effects stay.
    private static Verdict functions(List<Token> s) {
        for (int i = 0; i < s.size(); i++) {
            Token token = s.get(i);
            if (!token.isName()) {
                continue;
            }
            String name = token.text().toLowerCase(Locale.ROOT);
            if (token.kind() == Token.Kind.ESCAPED_NAME) {
                return new Verdict.Refused("a name written as U&\"…\" can hide any other", "Write it in plain letters.");
            }
            boolean called = i + 1 < s.size() && (s.get(i + 1).isSign('(') || s.get(i + 1).isSign('.'));
            if (!called) {
                continue;
            }
            if (OUTSIDE.matcher(name).matches()) {
                return refused(name + " has effects that no rollback takes back");
            }
            if (ANY_TEXT.matcher(name).matches()) {
                return refused(name + " runs a text that cannot be seen from here");
            }
            if (name.equals("set_config") && !harmlessSetting(s, i + 2)) {
                return refused("set_config could lift one of the session's limits");
            }
        }
        return READ;
    }

    /// Whether a plain string names the parameter, and it is none of the limits.
    private static boolean harmlessSetting(List<Token> s, int at) {
        return at + 1 < s.size() && s.get(at).kind() == Token.Kind.STRING && s.get(at + 1).isSign(',')
                && !LIMITS.contains(s.get(at).text().toLowerCase(Locale.ROOT));
    }
}
