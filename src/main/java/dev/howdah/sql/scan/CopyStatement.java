package dev.howdah.sql.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Whether a statement is a `COPY` whose data goes through the client. The driver wants to be told beforehand, and since the
/// fixes of August 2026 psql also goes by the words: what follows such a statement is data even if the statement fails.
public enum CopyStatement {
    /// `COPY … FROM STDIN`: data follows, up to `\.`.
    FROM_STDIN,
    /// `COPY … TO STDOUT`.
    TO_STDOUT,
    /// Anything else.
    NONE;

    public static CopyStatement of(String sql) {
        List<String> words = words(sql, 40);
        if (words.isEmpty() || !words.getFirst().equals("copy")) {
            return NONE;
        }
        for (int i = 1; i + 1 < words.size() && i <= 5; i++) {
            String next = words.get(i + 1);
            boolean client = next.equals("stdin") || next.equals("stdout");
            if (client && words.get(i).equals("from")) {
                return FROM_STDIN;
            }
            if (client && words.get(i).equals("to")) {
                return TO_STDOUT;
            }
        }
        return NONE;
    }

    /// Whether one of the statements of a message is `COPY … FROM STDIN`.
    public static boolean anyOf(String message) {
        var scanner = new Scanner(Variables.NONE);
        scanner.line(message);
        var one = new StringBuilder();
        while (true) {
            Stop stop = scanner.next(one);
            if (of(one.toString()) == FROM_STDIN) {
                return true;
            }
            if (stop == Stop.END_OF_LINE) {
                return false;
            }
            one.setLength(0);
        }
    }

    /// The first words outside quotes, comments and parentheses, in lower case; a quoted name or a parenthesis counts as none.
    public static List<String> words(String sql, int most) {
        var words = new ArrayList<String>();
        int depth = 0;
        int at = 0;
        while (at < sql.length() && words.size() < most) {
            char c = sql.charAt(at);
            int past = Skip.past(sql, at);
            if (past > at) {
                at = past;
            } else if (Scanner.isNameStart(c)) {
                int end = at;
                while (end < sql.length() && Scanner.isNamePart(sql.charAt(end))) {
                    end++;
                }
                if (depth == 0) {
                    words.add(sql.substring(at, end).toLowerCase(Locale.ROOT));
                }
                at = end;
            } else {
                depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
                at++;
            }
        }
        return words;
    }
}
