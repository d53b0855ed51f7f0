package dev.howdah.timeline;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text that leaves the machine, without what must not: passwords in URLs, in `name=value` and in SQL, keys and tokens of AWS, private
/// keys. Statements are kept without literals already; this is for what people typed and what services told.
final class Scrub {
    private static final String GONE = "[removed]";
    private static final Pattern URL = Pattern.compile("(?i)(\\b[a-z][a-z0-9+.-]*://[^\\s:/@]+:)[^\\s@]+@");
    private static final Pattern NAMED = Pattern.compile(
            "(?i)\\b(?!secretsmanager:)((?:[a-z0-9_]*(?:password|passwd|pwd|passphrase|secret|token|apikey|api_key|credential)[a-z0-9_]*)\"?\\s*(?:=>|[=:])\\s*)"
                    + "(\"[^\"]*\"|'[^']*'|[^\\s,;&)}]+)");
    /// `IDENTIFIED BY` is not PostgreSQL's, but people paste what they have.
    private static final Pattern SQL = Pattern.compile("(?i)\\b((?:password|identified\\s+by)\\s+)('(?:[^']|'')*'|\"[^\"]*\")");
    private static final Pattern KEY = Pattern.compile("\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b");
    private static final Pattern SIGNED = Pattern.compile("(?i)(X-Amz-(?:Signature|Security-Token|Credential)=)[^&\\s]+");
    private static final Pattern BEARER = Pattern.compile("(?i)\\b((?:bearer|basic)\\s+)[A-Za-z0-9._~+/=-]{8,}");
    private static final Pattern PEM = Pattern.compile("(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)");

    private Scrub() {}

    static String of(String text) {
        String next = PEM.matcher(text).replaceAll(GONE);
        next = SIGNED.matcher(next).replaceAll(r -> Matcher.quoteReplacement(r.group(1) + GONE));
        next = URL.matcher(next).replaceAll(r -> Matcher.quoteReplacement(r.group(1) + GONE + "@"));
        next = SQL.matcher(next).replaceAll(r -> Matcher.quoteReplacement(r.group(1) + GONE));
        next = NAMED.matcher(next).replaceAll(r -> Matcher.quoteReplacement(r.group(1) + GONE));
        next = BEARER.matcher(next).replaceAll(r -> Matcher.quoteReplacement(r.group(1) + GONE));
        return KEY.matcher(next).replaceAll(GONE);
    }
}
