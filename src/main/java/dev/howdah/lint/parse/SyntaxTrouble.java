package dev.howdah.lint.parse;

/// PostgreSQL's grammar refuses the text.
public final class SyntaxTrouble extends Exception {
    private final int at;

    SyntaxTrouble(String message, int at) {
        super(message);
        this.at = at;
    }

    /// Where, in characters (UTF-16) from the text's beginning.
    public int at() {
        return at;
    }
}
