package dev.howdah.sql.table;

/// psql's output formats, under psql's names.
public enum Format {
    ALIGNED("aligned"), ASCIIDOC("asciidoc"), CSV("csv"), HTML("html"), LATEX("latex"), LATEX_LONGTABLE("latex-longtable"), TROFF_MS(
            "troff-ms"), UNALIGNED("unaligned"), WRAPPED("wrapped");

    private final String word;

    Format(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
