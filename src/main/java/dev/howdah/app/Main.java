package dev.howdah.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `howdah` program: without a subcommand it opens the window.
@Command(name = "howdah", mixinStandardHelpOptions = true, description = "Operations console for Amazon RDS for PostgreSQL.")
public final class Main implements Runnable {
    static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        new CommandLine(this).usage(System.out);
    }
}
