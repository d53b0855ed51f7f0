package dev.howdah.ops.query;

import dev.howdah.sql.scan.Scanner;
import dev.howdah.sql.scan.Stop;
import dev.howdah.sql.scan.Variables;
import org.jspecify.annotations.Nullable;

/// A look at a whole text before any of it is run.
final class Script {
    private Script() {}

    /// Why a text is not run at all; null when it may be.
    static @Nullable String refusal(String text) {
        var scanner = new Scanner(Variables.NONE);
        var statement = new StringBuilder();
        boolean something = false;
        for (String line : text.split("\n", -1)) {
            scanner.line(line);
            for (Stop stop = scanner.next(statement); stop != Stop.END_OF_LINE; stop = scanner.next(statement)) {
                something |= stop == Stop.BACKSLASH || !statement.toString().replace(";", "").isBlank();
                statement.setLength(0);
                if (stop == Stop.BACKSLASH) {
                    // what follows a command may look like anything: it is the command's to read
                    scanner.rest();
                    scanner.commandEnd();
                }
            }
        }
        if (scanner.inQuote()) {
            return "A quote or comment is open at the end of the text.";
        }
        return something || !statement.toString().isBlank() ? null : "There is no statement.";
    }
}
