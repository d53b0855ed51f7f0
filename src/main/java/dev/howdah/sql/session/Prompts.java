package dev.howdah.sql.session;

import dev.howdah.sql.scan.Prompt;

/// psql's prompts: `%/%R%x%# ` and what else a prompt may hold (psql manual, "Prompting"). What would run a program stays as it is.
final class Prompts {
    private final Psql psql;

    Prompts(Psql psql) {
        this.psql = psql;
    }

    /// @param inside what the statement being typed is inside of
    /// @param active whether the branch of `\if` runs
    /// @param line of the statement, from 1
    String next(Prompt inside, boolean active, int line) {
        return of(psql.settings.text(inside == Prompt.READY ? "PROMPT1" : "PROMPT2"), inside, active, line);
    }

    private String of(String template, Prompt inside, boolean active, int line) {
        var text = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            char c = template.charAt(at++);
            if (c != '%' || at >= template.length()) {
                text.append(c);
                continue;
            }
            char what = template.charAt(at++);
            if (what == ':') {
                int end = template.indexOf(':', at);
                end = end < 0 ? template.length() : end;
                text.append(psql.settings.text(template.substring(at, end)));
                at = Math.min(end + 1, template.length());
            } else {
                text.append(value(what, inside, active, line));
            }
        }
        return text.toString();
    }

    private String value(char what, Prompt inside, boolean active, int line) {
        String host = psql.settings.text("HOST");
        return switch (what) {
            case '/' -> psql.settings.text("DBNAME");
            case '~' -> psql.settings.text("DBNAME").equals(psql.settings.text("USER")) ? "~" : psql.settings.text("DBNAME");
            case 'n' -> psql.settings.text("USER");
            case 'M' -> host;
            case 'm' -> host.split("\\.", 2)[0];
            case '>' -> psql.settings.text("PORT");
            case 'p' -> psql.session.isOpen() ? String.valueOf(psql.session.pid()) : "";
            case '#' -> psql.session.parameter("is_superuser").equals("on") ? "#" : ">";
            case 'l' -> String.valueOf(line);
            case 'R' -> sign(inside, active);
            case 'x' -> !psql.session.isOpen() ? "?" : switch (psql.session.state()) {
                case IDLE -> "";
                case OPEN -> "*";
                case FAILED -> "!";
            };
            case 'w' -> " ".repeat(psql.settings.text("DBNAME").length() + 3);
            case '%' -> "%";
            case '[', ']' -> "";
            default -> "%" + what;
        };
    }

    private String sign(Prompt inside, boolean active) {
        if (inside != Prompt.READY) {
            return String.valueOf(inside.sign());
        }
        return !psql.session.isOpen() ? "!" : !active ? "@" : psql.settings.on("SINGLELINE") ? "^" : "=";
    }
}
