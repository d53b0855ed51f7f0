package dev.howdah.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.aws.SignInGround;
import dev.howdah.drill.world.RequestLog;
import dev.howdah.drill.world.SignOn;
import dev.howdah.model.InstanceRef;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.nav.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Signing in in the window, by keyboard alone, and what is on the screen then. Bad inputs tried: letters for a code, a wrong code, a code
/// that is left, a program that is not agreed to, a device that is denied, rubbish for the console's code, somebody else at its page.
@ExtendWith(HeadlessScreen.class)
final class SignInWindowTest {
    private static final InstanceRef BLOG = new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
    private static final Duration SOON = Duration.ofSeconds(15);
    @TempDir
    private Path home;
    private SignInGround bench;

    @BeforeEach
    void start() throws IOException {
        bench = new SignInGround(home);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private WindowHarness opened(String profile, Path state) {
        var variables = new HashMap<>(bench.environment());
        variables.put("AWS_PROFILE", profile);
        var window = new WindowHarness(variables, null, state, bench.environment());
        window.resize(1280, 720);
        Screens.onFx(() -> {
            window.window().open(List.of(WindowHarness.SCOPE), null);
            return null;
        });
        return window;
    }

    private static void pictures(WindowHarness window, String name) {
        Screens.picture(window.scene(), "sign-in-" + name + "-dark");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        Screens.picture(window.scene(), "sign-in-" + name + "-light");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
    }

    @Test
    void singleSignOnIsAllowedInABrowserWhileTheWindowWaits(@TempDir Path state) {
        try (var window = opened("sso", state)) {
            window.until(SOON, "not signed in · Sign in", "The single sign-on session of profile 'sso' has ended.");
            window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.I);
            window.until(SOON, "Sign in to sso in a browser", "Open the page", "Copy its address", "the code is good for");
            window.untilAt(SOON, "Open the page to sign in");
            String code = bench.drill.world().logins().signOn().waiting().getLast();
            assertThat(window.words()).contains(code);
            pictures(window, "device");
            assertThat(bench.drill.world().logins().signOn().say(code, SignOn.Word.NO)).isTrue();
            window.until(SOON, "Not signed in: ", "The sign-in of profile 'sso' was denied.");
            window.press(KeyCode.ESCAPE);
            window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.I);
            window.until(SOON, "Sign in to sso in a browser");
            assertThat(bench.drill.world().logins().signOn().say(bench.drill.world().logins().signOn().waiting().getLast(),
                    SignOn.Word.YES)).isTrue();
            window.until(SOON, "as assumed-role/ops-viewer/on-call", "blog-db");
        }
    }

    @Test
    void theConsolesPageIsSignedInAtOnAnotherDeviceOrHere(@TempDir Path state) {
        try (var window = opened("login-used-up", state)) {
            window.until(SOON, "not signed in · Sign in", "The session of aws login of profile 'login-used-up' has ended.");
            window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.I);
            window.until(SOON, "Sign in to login-used-up in a browser", " are left.");
            window.untilAt(SOON, "Open the page to sign in");
            pictures(window, "page");
            window.press(KeyCode.TAB);
            window.press(KeyCode.TAB);
            window.press(KeyCode.SPACE);
            window.until(SOON, "Copied");
            String address = Screens.onFx(() -> javafx.scene.input.Clipboard.getSystemClipboard().getString());
            window.press(KeyCode.TAB);
            window.untilAt(SOON, "Code from the other device");
            window.type("rubbish");
            window.press(KeyCode.ENTER);
            window.until(SOON, "That is not the code of this sign-in");
            Screens.picture(window.scene(), "sign-in-page-wrong");
            window.press(KeyCode.CONTROL, KeyCode.A);
            window.type(SignInGround.carried(SignInGround.browse(java.net.URI.create(address), "on-call")));
            window.press(KeyCode.ENTER);
            window.until(SOON, "Somebody else signed in than the one of profile 'login-used-up'", "user/on-call, not used-up.");
            Screens.picture(window.scene(), "sign-in-other");
            window.press(KeyCode.ESCAPE);
            window.until(SOON, "not signed in · Sign in");
        }
    }

    @Test
    void aSessionOfAwsLoginBeginsInTheWindow(@TempDir Path state) throws IOException {
        try (var sessions = Files.list(home.resolve(".aws/login/cache"))) {
            for (Path session : sessions.toList()) {
                Files.delete(session);
            }
        }
        try (var window = opened("login", state)) {
            window.until(SOON, "The session of aws login of profile 'login' has ended.");
            window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.I);
            window.untilAt(SOON, "Open the page to sign in");
            window.press(KeyCode.ENTER);
            window.until(SOON, "No browser could be opened here: take the address for another device.");
            window.press(KeyCode.TAB);
            window.press(KeyCode.SPACE);
            window.until(SOON, "Copied");
            SignInGround.browse(java.net.URI.create(Screens.onFx(() -> javafx.scene.input.Clipboard.getSystemClipboard().getString())),
                    "on-call");
            window.until(SOON, "as assumed-role/ops-admin/console", "blog-db");
            window.resize(960, 600);
            Screens.picture(window.scene(), "sign-in-narrow");
        }
    }

    @Test
    void aCodeIsAskedForAndAWrongOneAskedForAgain(@TempDir Path state) {
        try (var window = opened("mfa", state)) {
            window.until(SOON, "The role of profile 'mfa' wants an MFA code.");
            window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.I);
            window.untilAt(SOON, "MFA code");
            window.type("nothing");
            window.press(KeyCode.ENTER);
            window.until(SOON, "MFA code for profile mfa", "arn:aws:iam::123456789012:mfa/on-call");
            window.press(KeyCode.ESCAPE);
            window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.I);
            window.untilAt(SOON, "MFA code");
            String right = bench.drill.world().logins().code();
            window.type(right.equals("123456") ? "654321" : "123456");
            window.press(KeyCode.ENTER);
            window.until(SOON, "That code was not accepted.");
            window.untilAt(SOON, "MFA code");
            Screens.picture(window.scene(), "sign-in-code");
            window.type(bench.drill.world().logins().code());
            window.press(KeyCode.ENTER);
            window.until(SOON, "as assumed-role/ops-with-mfa/", "59 min", "blog-db");
        }
    }

    @Test
    void aSessionThatEndsBeforeAChangeIsSentPausesItAndItGoesOnAfterTheCode(@TempDir Path state) {
        try (var window = opened("mfa-short", state)) {
            signIn(window);
            window.until(SOON, "14 min", "left · Sign in", "blog-db");
            Screens.onFx(() -> {
                window.window().go(new Place.Overview(WindowHarness.SCOPE, BLOG));
                return null;
            });
            window.until(SOON, "Recoverable to any second");
            Screens.picture(window.scene(), "sign-in-countdown");
            window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.S);
            window.until(SOON, "Take a snapshot of blog-db", "aws rds create-db-snapshot");
            bench.drill.world().logins().end();
            window.press(KeyCode.TAB);
            window.press(KeyCode.ENTER);
            window.until(SOON, "waits for you", "nothing was sent", "It goes on by itself once you are signed in", "not signed in");
            pictures(window, "paused");
            assertThat(changes()).isEmpty();
            signIn(window);
            window.until(SOON, "✓ done", "Take a snapshot of blog-db");
            assertThat(changes()).as("once").containsExactly("CreateDBSnapshot");
        }
    }

    private List<String> changes() {
        return bench.drill.requestLog().entries().stream().filter(RequestLog.Entry::changes).map(RequestLog.Entry::operation).toList();
    }

    private void signIn(WindowHarness window) {
        window.until(SOON, "not signed in");
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.I);
        window.untilAt(SOON, "MFA code");
        window.type(bench.drill.world().logins().unusedCode());
        window.press(KeyCode.ENTER);
        window.until(SOON, " left · Sign in");
    }

    @Test
    void aProgramIsShownAndNotRunUntilSomebodyAgrees(@TempDir Path state) {
        try (var window = opened("program", state)) {
            window.until(SOON, "from a program that nobody has agreed to run");
            window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.I);
            window.until(SOON, "Profile program gets its credentials from a program", home.resolve("good").toString());
            Screens.picture(window.scene(), "sign-in-program");
            window.press(KeyCode.ENTER);
            window.until(SOON, "not signed in · Sign in");
            window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.I);
            window.until(SOON, "Do not run it");
            window.walkTo("the button that runs it", n -> n instanceof javafx.scene.control.Button b && "Run it for credentials".equals(
                    b.getText()));
            window.press(KeyCode.SPACE);
            window.until(SOON, "as user/ops-viewer", "blog-db");
        }
    }

    @Test
    void whatPeopleWroteDownComesFirstWithItsColourAndAMistakeWithItsLine(@TempDir Path state) throws IOException {
        try (var window = opened("keys", state)) {
            window.until(SOON, "as user/ops-viewer");
            Files.writeString(state.resolve("environments.toml"), """
                    [seoul]
                    title = "Blog, Seoul"
                    profile = "drill"
                    is = "production"
                    colour = "purple"
                    [dublin]
                    title = "Blog, Dublin"
                    profile = "blog-prod"
                    region = "eu-west-1"
                    is = "staging"
                    colour = "teal"
                    """);
            window.environments(state);
            window.press(KeyCode.CONTROL, KeyCode.DIGIT9);
            window.until(SOON, "Which environment?", "Blog, Seoul", "no profile 'drill' in ~/.aws", "Blog, Dublin", "blog-staging",
                    "signed in for 6 h", "PROD",
                    "STAGING");
            pictures(window, "environments");
            assertThat(Screens.onFx(() -> window.scene().getRoot().lookup(".band").getStyleClass())).contains("colour-purple",
                    "env-production", "striped");
            Files.writeString(state.resolve("environments.toml"), "[seoul]\nis = \"prod\"\ncolor = 1\n");
            window.environments(state);
            window.press(KeyCode.CONTROL, KeyCode.DIGIT2);
            window.press(KeyCode.CONTROL, KeyCode.DIGIT9);
            window.until(SOON, "environments.toml, line 2, column 1: 'prod' is none of development, production, staging.",
                    "line 3, column 1: 'color' is not known", "Nothing of this file counts");
            Screens.picture(window.scene(), "sign-in-environments-wrong");
        }
    }
}
