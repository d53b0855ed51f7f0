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
import org.jspecify.annotations.Nullable;

/// Asks the person at the terminal of a command: at `/dev/tty`, as the `aws` client does, so that what the command prints can be piped. Where
/// there is no terminal, nobody is there.
final class TerminalAsker implements Asker {
    private static final Path TTY = Path.of("/dev/tty");
    private final Supplier<Optional<Line>> terminal;
    private final boolean browser;

    /// Somebody at a terminal.
    interface Line {
        /// Waits for a line.
        ///
        /// @return null at its end
        @Nullable
        String ask(String words) throws IOException;

        /// Waits for nothing.
        void say(String words) throws IOException;
    }

    private record OfConsole(Console console) implements Line {
        @Override
        public @Nullable String ask(String words) {
            return console.readLine("%s", words);
        }

        @Override
        public void say(String words) {
            console.printf("%s", words).flush();
        }
    }

    private record OfTerminal() implements Line {
        @Override
        public @Nullable String ask(String words) throws IOException {
            say(words);
            try (var in = new BufferedReader(new FileReader(TTY.toFile(), StandardCharsets.UTF_8))) {
                return in.readLine();
            }
        }

        @Override
        public void say(String words) throws IOException {
            try (var out = new PrintWriter(new FileWriter(TTY.toFile(), StandardCharsets.UTF_8))) {
                out.print(words);
            }
        }
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
            return Optional.of(new OfConsole(console));
        }
        return Files.isReadable(TTY) && Files.isWritable(TTY) ? Optional.of(new OfTerminal()) : Optional.empty();
    }

    private interface Talk<T> {
        @Nullable
        T with(Line line) throws IOException;
    }

    private <T> Optional<T> talk(Talk<T> talk) {
        Optional<Line> line = terminal.get();
        if (line.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(talk.with(line.get()));
        } catch (IOException e) {
            // no controlling terminal: nobody is there
            System.getLogger(TerminalAsker.class.getName()).log(System.Logger.Level.DEBUG, "nobody can be asked: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<String> ask(String words) {
        return talk(line -> line.ask(words)).map(String::strip);
    }

    private boolean say(String words) {
        return talk(line -> {
            line.say(words);
            return words;
        }).isPresent();
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
        return say("To sign in to " + device.profile() + ", open\n\n    " + device.complete() + "\n\nand allow the code "
                + device.userCode() + ". Waiting; Ctrl-C gives it up.\n");
    }

    @Override
    public boolean show(Page page) {
        if (browser) {
            return say("To sign in to " + page.profile() + ", open\n\n    " + page.here()
                    + "\n\nin a browser on this machine. Waiting; Ctrl-C gives it up.\n");
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
