package dev.howdah.ui.shell;

import dev.howdah.model.AwsScope;
import dev.howdah.model.Fleet;
import dev.howdah.model.Problem;
import dev.howdah.model.Secret;
import dev.howdah.model.SignedIn;
import dev.howdah.ops.signin.SignIns;
import dev.howdah.ops.signin.Stage;
import dev.howdah.task.Scope;
import dev.howdah.task.Work;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import dev.howdah.ui.signin.SignInSheet;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// Who is signed in and for how long, on the window's head; and the sheet of a sign-in, over whatever is shown. Nothing behind it is closed:
/// sheets, tunnels and plans are as they were when it is gone.
final class SignInDesk {
    private static final Texts TEXTS = Texts.of(SignInDesk.class);
    /// From here on the end is on its way, and then near.
    private static final Duration SOON = Duration.ofMinutes(15);
    private static final Duration NEAR = Duration.ofMinutes(5);
    private final SignIns signIns;
    private final Supplier<Instant> now;
    private final Runnable refresh;
    private final Runnable gone;
    private final Work work;
    private final SignInSheet sheet;
    private final StackPane overlay = new StackPane();
    private final Button badge = new Button();
    private final Tooltip why = new Tooltip();
    private @Nullable AwsScope scope;
    private Optional<Fleet.Account> account = Optional.empty();
    private @Nullable Node before;

    /// @param refresh reads anew what could not be read
    /// @param gone gives the keyboard to the screen when what had it before is no more
    SignInDesk(SignIns signIns, Supplier<Instant> now, Runnable refresh, Runnable gone, Work work, Scope life) {
        this.signIns = signIns;
        this.now = now;
        this.refresh = refresh;
        this.gone = gone;
        this.work = work;
        sheet = new SignInSheet(now, new Answers());
        overlay.getStyleClass().add("unfinished-place");
        overlay.setVisible(false);
        overlay.setManaged(false);
        overlay.getChildren().setAll(sheet.node());
        overlay.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                e.consume();
                signIns.cancel();
            }
        });
        badge.getStyleClass().addAll("chip", "chip-button");
        badge.setTooltip(why);
        // the end of it says how long
        badge.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        badge.setOnAction(_ -> begin());
        life.hold(signIns.stage().follow(Fx.THREAD, this::show));
        life.hold(signIns::cancel);
    }

    Node overlay() {
        return overlay;
    }

    Button badge() {
        return badge;
    }

    boolean isOpen() { return overlay.isVisible(); }

    /// Signs in to what is shown.
    void begin() {
        AwsScope shown = scope;
        if (shown != null) {
            signIns.begin(shown);
        }
    }

    /// Signs in to what a problem is about: its profile where that is open, else whatever cannot be read for the same reason, else what is
    /// shown.
    void begin(Problem.SignIn problem, Fleet open) {
        Optional<AwsScope> named = open.accounts().stream().map(Fleet.Account::scope)
                .filter(s -> s.profile() != null && s.profile().equals(problem.profile())).findFirst();
        Optional<AwsScope> same = open.accounts().stream()
                .filter(a -> a.instances().problem().filter(p -> about(p, problem)).isPresent()).map(Fleet.Account::scope).findFirst();
        named.or(() -> same).ifPresentOrElse(signIns::begin, this::begin);
    }

    private static boolean about(Problem one, Problem.SignIn other) {
        return one instanceof Problem.SignIn(var _, var profile, var _) && Objects.equals(profile, other.profile());
    }

    private void show(Stage stage) {
        boolean open = !(stage instanceof Stage.Idle) && !(stage instanceof Stage.Done);
        if (open && !overlay.isVisible()) {
            before = overlay.getScene() == null ? null : overlay.getScene().getFocusOwner();
        }
        boolean closes = !open && overlay.isVisible();
        overlay.setVisible(open);
        overlay.setManaged(open);
        sheet.show(stage);
        if (stage instanceof Stage.Done) {
            refresh.run();
        }
        if (closes) {
            Node back = before;
            before = null;
            if (back != null && back.getScene() != null) {
                back.requestFocus();
            } else {
                gone.run();
            }
        }
        tick();
    }

    /// @param shown what the window shows, null for nothing
    void show(@Nullable AwsScope shown, Optional<Fleet.Account> of) {
        scope = shown;
        account = of;
        tick();
    }

    /// Counts down.
    void tick() {
        sheet.tick();
        AwsScope shown = scope;
        Optional<Fleet.Account> from = account;
        boolean open = shown != null && from.isPresent();
        badge.setVisible(open);
        badge.setManaged(open);
        if (shown == null || from.isEmpty()) {
            return;
        }
        Optional<Problem> problem = signIns.missing(shown).map(p -> (Problem) p).or(() -> trouble(from.get()));
        String who = from.get().identity().value().map(i -> TEXTS.get("as {0}", Words.shortened(i.shortName(), 34))).orElse("");
        Optional<SignedIn> standing = signIns.standing(shown);
        Tone tone = Tone.NEUTRAL;
        String words = who.isEmpty() ? TEXTS.get("signing in…") : who;
        String help = TEXTS.get("Sign in again (Ctrl+Shift+I)");
        if (problem.isPresent()) {
            boolean signIn = problem.get() instanceof Problem.SignIn;
            tone = signIn ? Tone.BAD : Tone.WARN;
            words = signIn ? TEXTS.get("not signed in · Sign in") : (who.isEmpty() ? TEXTS.get("identity unknown") : who);
        } else if (standing.isPresent() && standing.get().until() != null) {
            Duration left = Duration.between(now.get(), standing.get().until());
            boolean over = left.isNegative();
            if (standing.get().renews()) {
                help = TEXTS.get("Goes on by itself at {0}. {1}", Words.utc(standing.get().until(), now.get()), help);
            } else {
                tone = left.compareTo(NEAR) < 0 ? Tone.BAD : left.compareTo(SOON) < 0 ? Tone.WARN : Tone.NEUTRAL;
                words = over
                        ? TEXTS.get("ended · Sign in")
                        : left.compareTo(SOON) < 0
                                ? TEXTS.get("{0} left", Words.duration(left)) + " · " + TEXTS.get("Sign in")
                                : who + " · " + TEXTS.get("{0} left", Words.duration(left));
                help = who + ". " + help;
            }
        }
        if (!words.equals(badge.getText())) {
            badge.setText(words);
            badge.setAccessibleText(TEXTS.get("Signed in: {0}", words));
        }
        if (!help.equals(why.getText())) {
            why.setText(help);
        }
        Cards.tone(badge, tone);
    }

    /// That nobody is signed in shows on whatever is asked first.
    private static Optional<Problem> trouble(Fleet.Account account) {
        return Stream.of(account.identity(), account.instances(), account.events(), account.snapshots(), account.backups())
                .flatMap(part -> part.problem().stream()).filter(Problem.SignIn.class::isInstance).findFirst()
                .or(() -> account.identity().problem());
    }

    private final class Answers implements SignInSheet.Answers {
        @Override
        public void code(Secret code) {
            signIns.code(code);
        }

        @Override
        public void agree(boolean agrees) {
            signIns.agree(agrees);
        }

        @Override
        public void browse(URI page) {
            work.start("browser", () -> {
                if (!Browser.open(page)) {
                    Fx.THREAD.execute(sheet::noBrowser);
                }
            });
        }

        @Override
        public void again() {
            begin();
        }

        @Override
        public void cancel() {
            signIns.cancel();
        }
    }
}
