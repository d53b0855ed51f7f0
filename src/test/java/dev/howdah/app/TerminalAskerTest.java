package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.aws.SignInGround;
import dev.howdah.drill.world.SignOn;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands that sign in on a terminal. Bad inputs tried: no terminal, an empty answer, `y` for yes, a wrong code, the end of the input, a
/// terminal that fails.
final class TerminalAskerTest {
    @TempDir
    private static Path home;
    private static SignInGround bench;
    private final List<String> asked = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        bench = new SignInGround(home);
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    private record Ended(int exit, String out, String err) {}

    private Ended status(String profile, TerminalAsker asker) {
        return status(profile, Map.of(), asker);
    }

    private Ended status(String profile, Map<String, String> more, TerminalAsker asker) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Main.commandLine(bench.settings(more, asker)).setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true))
                .execute("status", "--profile", profile);
        return new Ended(exit, out.toString(), err.toString());
    }

    /// Remembers what was asked; what is only said waits for nobody.
    private class Person implements TerminalAsker.Line {
        private final UnaryOperator<String> answers;

        Person(UnaryOperator<String> answers) {
            this.answers = answers;
        }

        @Override
        public String ask(String words) throws IOException {
            asked.add(words);
            return answers.apply(words);
        }

        @Override
        public void say(String words) {
            said.add(words);
            answers.apply(words);
        }
    }

    private TerminalAsker person(UnaryOperator<String> answers) {
        return new TerminalAsker(() -> Optional.of(new Person(answers)), false);
    }

    @Test
    void aCodeIsAskedForOnceAndTheCommandGoesOn() {
        Ended ended = status("mfa", person(_ -> {
            bench.drill.world().clock().advance(Duration.ofSeconds(31));
            return bench.drill.world().logins().code();
        }));
        assertThat(ended.out()).contains("blog-db");
        assertThat(asked).containsExactly("MFA code of arn:aws:iam::123456789012:mfa/on-call for profile mfa: ");
    }

    @Test
    void aProgramIsRunForTheWholeWordAlone() {
        assertThat(status("program", person(_ -> "y")).err()).contains("nobody has agreed to run");
        assertThat(asked).first().asString().contains(home.resolve("good").toString(), "(yes/no)");
        assertThat(status("program", person(_ -> "yes")).out()).contains("blog-db");
    }

    @Test
    void theAddressAndTheCodeOfADeviceAreShown() {
        Ended ended = status("sso", person(_ -> {
            String code = bench.drill.world().logins().signOn().waiting().getLast();
            bench.drill.world().logins().signOn().say(code, SignOn.Word.YES);
            return "";
        }));
        assertThat(ended.out()).contains("blog-db");
        assertThat(said).singleElement().asString().contains("/device?user_code=", "allow the code");
        assertThat(asked).as("nobody has to press Enter").isEmpty();
    }

    @Test
    void whoeverHasNoBrowserHereBringsTheCodeOfTheConsolesPage() {
        var tries = new ArrayList<>(List.of("rubbish", ""));
        Ended ended = status("login-never", person(_ -> tries.removeFirst()));
        assertThat(ended.exit()).isEqualTo(StatusCommand.CREDENTIALS);
        assertThat(asked).hasSize(2).last().asString().contains("That is not the code of this sign-in");
        asked.clear();
        assertThat(status("login", Map.of("AWS_LOGIN_CACHE_DIRECTORY", home.resolve("new/.aws/login/cache").toString()),
                person(words -> words.contains("/v1/authorize")
                        ? SignInGround.carried(
                                SignInGround.browse(java.net.URI.create(words.replaceAll("(?s).*\\n    (\\S+)\\n.*", "$1")), "on-call"))
                        : null))
                .out()).contains("blog-db");
        assertThat(asked).singleElement().asString().contains("on any device", "Code: ");
    }

    @Test
    void whoeverHasABrowserHereIsSentToIt() {
        var browser = new TerminalAsker(() -> Optional.of(new Person(
                words -> SignInGround.browse(java.net.URI.create(words.replaceAll("(?s).*\\n    (\\S+)\\n.*", "$1")), "day-shift"))), true);
        assertThat(status("login-never", browser).err()).contains("Somebody else signed in than the one of profile 'login-never'");
        assertThat(said).singleElement().asString().contains("in a browser on this machine");
        assertThat(asked).as("nobody has to press Enter").isEmpty();
        assertThat(TerminalAsker.browser(Map.of("DISPLAY", ":0"), "Linux")).isTrue();
        assertThat(TerminalAsker.browser(Map.of(), "Linux")).isFalse();
        assertThat(TerminalAsker.browser(Map.of(), "Mac OS X")).isTrue();
        assertThat(TerminalAsker.browser(Map.of("DISPLAY", ":0", "SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22"), "Linux")).isFalse();
    }

    @Test
    void whereNobodyIsThereTheCommandSaysWhatIsWanted() {
        assertThat(status("mfa", new TerminalAsker(Optional::empty, true))).satisfies(e -> {
            assertThat(e.exit()).isEqualTo(StatusCommand.CREDENTIALS);
            assertThat(e.err()).contains("The role of profile 'mfa' wants an MFA code.");
        });
        assertThat(status("mfa", person(_ -> null)).exit()).isEqualTo(StatusCommand.CREDENTIALS);
        assertThat(status("mfa", person(_ -> "")).exit()).isEqualTo(StatusCommand.CREDENTIALS);
        assertThat(status("mfa", new TerminalAsker(() -> Optional.of(new Person(UnaryOperator.identity()) {
            @Override
            public String ask(String words) throws IOException {
                throw new IOException("no such device or address");
            }
        }), true)).exit()).isEqualTo(StatusCommand.CREDENTIALS);
        assertThat(status("mfa", person(_ -> "000")).err()).contains("was not accepted");
    }
}
