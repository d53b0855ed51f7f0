package dev.howdah.app;

import dev.howdah.aws.session.AwsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// The manual page and the completion of bash, written for the package from the command line itself, so that neither can name an
/// option that does not exist. The page's format is man(7)'s.
final class Manual {
    private Manual() {}

    /// @param args the directory for `howdah.1` and `howdah.bash`
    static void main(String[] args) throws IOException {
        CommandLine program = Main.commandLine(new AwsSettings(Map.of()));
        Path directory = Files.createDirectories(Path.of(args[0]));
        Files.writeString(directory.resolve("howdah.1"), page(program));
        Files.writeString(directory.resolve("howdah.bash"), AutoComplete.bash("howdah", program));
    }

    static String page(CommandLine program) {
        var page = new StringBuilder(".TH HOWDAH 1\n.SH NAME\nhowdah \\- operations console for Amazon RDS for PostgreSQL\n.SH SYNOPSIS\n");
        page.append(".B howdah\n[options]\n.br\n.B howdah\n.I command\n[options]\n.SH DESCRIPTION\n").append("""
                Without a command howdah opens its window. The commands do from a terminal or a script what the window's screens do;
                each says with \\-\\-help what it takes. "howdah \\-\\-drill" needs no account: it opens the window on real PostgreSQL
                servers of this machine behind the wire protocols of AWS.
                """);
        page.append(".SH OPTIONS\n");
        verbatim(page, program);
        program.getSubcommands().forEach((name, command) -> section(page, name, command));
        page.append(".SH FILES\n").append("""
                .TP
                .I $XDG_CONFIG_HOME/howdah
                settings
                .TP
                .I $XDG_STATE_HOME/howdah
                the journal, and what the window remembers
                .PP
                Both are below $HOWDAH_HOME where that is set. Profiles and credentials are the aws command's.
                """);
        return page.toString();
    }

    private static void section(StringBuilder page, String name, CommandLine command) {
        page.append(".SH HOWDAH ").append(name.toUpperCase(Locale.ROOT)).append('\n');
        verbatim(page, command);
        command.getSubcommands().forEach((below, each) -> {
            page.append(".SS howdah ").append(name).append(' ').append(below).append('\n');
            verbatim(page, each);
        });
    }

    /// A line that begins with a dot or an apostrophe would be a request of the format, a backslash an escape.
    private static void verbatim(StringBuilder page, CommandLine command) {
        page.append(".nf\n");
        command.getUsageMessage(Ansi.OFF).lines().map(line -> line.replace("\\", "\\e").replace("-", "\\-"))
                .map(line -> line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line)
                .forEach(line -> page.append(line).append('\n'));
        page.append(".fi\n");
    }
}
