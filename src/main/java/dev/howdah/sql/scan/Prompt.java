package dev.howdah.sql.scan;

/// What the scanner is inside of, as psql shows it with `%R` of its prompts.
public enum Prompt {
    READY('='), CONTINUE('-'), SINGLE_QUOTE('\''), DOUBLE_QUOTE('"'), DOLLAR('$'), PAREN('('), COMMENT('*');

    private final char sign;

    Prompt(char sign) {
        this.sign = sign;
    }

    public char sign() {
        return sign;
    }
}
