package dev.howdah.sql.scan;

import java.util.List;

/// A statement without what it was asked about: every string, number and dollar-quoted text becomes `?`, comments go, blanks become
/// one. What is left are words, names, parameters (`$1`) and signs, as `pg_stat_statements` shows them. A name in double quotes is kept, because it is
/// a name.
public final class Redaction {
    private Redaction() {}

    /// @param sql a message as it is sent
    /// @param standardStrings `standard_conforming_strings` of the session
    /// @return the same on one line, without literals; a string that is open at the end is a literal too
    public static String of(String sql, boolean standardStrings) {
        List<Token> tokens = Token.withNumbers(sql, standardStrings);
        var text = new StringBuilder();
        int end = 0;
        for (Token token : tokens) {
            if (token.at() < end) {
                // the tail of a number such as 1.5e10 or 0xFF
                continue;
            }
            text.append(token.at() > end && !text.isEmpty() ? " " : "");
            end = token.end();
            switch (token.kind()) {
                case WORD, NAME, ESCAPED_NAME, SIGN -> text.append(sql, token.at(), token.end());
                case STRING, OTHER_STRING -> text.append('?');
                case NUMBER -> {
                    // the number of a parameter is no value
                    boolean parameter = text.length() > 0 && text.charAt(text.length() - 1) == '$';
                    text.append(parameter ? sql.substring(token.at(), token.end()) : "?");
                    while (end < sql.length() && (Scanner.isNamePart(sql.charAt(end)) || sql.charAt(end) == '.')) {
                        end++;
                    }
                }
            }
        }
        return text.toString();
    }
}
