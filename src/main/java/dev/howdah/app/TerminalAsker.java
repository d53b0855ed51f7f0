package dev.howdah.app;

import dev.howdah.aws.signin.Asker;
import dev.howdah.model.Secret;
import java.io.BufferedReader;
import java.io.Console;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks the person at the terminal of a command: at `/dev/tty`, as the `aws` client does, so that what the command prints can be piped. Where
/// there is no terminal, nobody is there.
final class TerminalAsker implements Asker {
    private static final Path TTY = Path.of("/dev/tty");
    private final Supplier<Optional<Line>> terminal;
    private final boolean browser;

    /// A way to ask for a line.
    interface Line {
        /// @return null at its end
        @org.jspecify.annotations.Nullable
        String ask(String words) throws IOException;
    }

    TerminalAsker() {
        this(TerminalAsker::ofProcess, browser(System.getenv(), System.getProperty("os.name", "")));
    }

    /// @param browser whether the person's browser is on this machine
    TerminalAsker(Supplier<Optional<Line>> terminal, boolean browser) {
        this.terminal = terminal;
        this.browser = browser;
    }

    /// Whoever came by SSH sits elsewhere, and a Linux without a display has no browser.
    static boolean browser(Map<String, String> environment, String system) {
        return !environment.containsKey("SSH_CONNECTION")
                && (!system.equals("Linux") || environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY"));
    }

    private static Optional<Line> ofProcess() {
        Console console = System.console();
        if (console != null && console.isTerminal()) {
            return Optional.of(words -> console.readLine("%s", words));
        }
        if (!Files.isReadable(TTY) || !Files.isWritable(TTY)) {
            return Optional.empty();
        }
        return Optional.of(words -> {
            try (var out = new PrintWriter(new FileWriter(TTY.toFile(), StandardCharsets.UTF_8));
                    var in = new BufferedReader(new FileReader(TTY.toFile(), StandardCharsets.UTF_8))) {
                out.print(words);
                out.flush();
                return words.endsWith("\n") ? "" : in.readLine();
            }
        });
    }

    private Optional<String> ask(String words) {
        Optional<Line> line = terminal.get();
        if (line.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(line.get().ask(words)).map(String::strip);
        } catch (IOException e) {
            // no controlling terminal: nobody is there
            System.getLogger(TerminalAsker.class.getName()).log(System.Logger.Level.DEBUG, "nobody can be asked: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public Optional<Secret> code(String profile, String role, String serial) {
        return ask("MFA code of " + serial + " for profile " + profile + ": ").filter(c -> !c.isEmpty()).map(Secret::new);
    }

    @Override
    public boolean agrees(String profile, String command) {
        return ask("Profile " + profile + " gets its credentials from a program, which runs as you:\n\n    " + command
                + "\n\nRun it now and whenever they end? (yes/no) ").filter(a -> a.toLowerCase(Locale.ROOT).equals("yes")).isPresent();
    }

    @Override
    public boolean show(Device device) {
        return ask(
                "To sign in to " + device.profile() + ", open\n\n    " + device.complete() + "\n\nand allow the code " + device.userCode()
                        + ". Waiting; Ctrl-C gives it up.\n")
                .isPresent();
    }

    @Override
    public boolean show(Page page) {
        if (browser) {
            return ask("To sign in to " + page.profile() + ", open\n\n    " + page.here()
                    + "\n\nin a browser on this machine. Waiting; Ctrl-C gives it up.\n").isPresent();
        }
        String words = "To sign in to " + page.profile() + ", open\n\n    " + page.elsewhere()
                + "\n\non any device, and bring back the code that it shows.\nCode: ";
        while (true) {
            Optional<String> code = ask(words).filter(c -> !c.isEmpty());
            if (code.isEmpty() || page.code().test(code.get())) {
                return code.isPresent();
            }
            words = "That is not the code of this sign-in; it is one long word. Code: ";
        }
    }

    @Override
    public void allowed() {}
}
