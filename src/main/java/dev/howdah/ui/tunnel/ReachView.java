package dev.howdah.ui.tunnel;

import dev.howdah.ui.kit.Clip;
import dev.howdah.model.Hop;
import dev.howdah.ops.reach.Ladder;
import dev.howdah.ops.reach.Ways;
import dev.howdah.ops.reach.Ways.Condition;
import dev.howdah.task.Scope;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The Reach screen. `show` may be called with any way in any order.
public final class ReachView {
    /// What the operator can ask for.
    public interface Answers {
        /// @param via the hop chosen, null for the best
        void connect(@Nullable String via, LoginForm.Typed login);

        void disconnect();

        void ask(String sql);

        /// @param wanted 0 for a free one; closes the port when one is open
        void port(int wanted);
    }

    private static final Texts TEXTS = Texts.of(ReachView.class);
    private static final String FIRST_QUESTION = "SELECT 1";
    private final Supplier<Instant> now;
    private final Answers answers;
    private final Label status = Cards.chip("", Tone.UNKNOWN);
    private final Label since = Cards.muted("");
    private final Button connect = new Button(TEXTS.get("Connect"));
    private final Button disconnect = new Button(TEXTS.get("Disconnect"));
    private final Label said = Cards.text("", "said");
    private final VBox rungs = new VBox(2);
    private final VBox hops = new VBox(4);
    private final GridPane clients = new GridPane(18, 4);
    private final GridPane facts = new GridPane(18, 6);
    private final TextField question = new TextField(FIRST_QUESTION);
    private final Button ask = new Button(TEXTS.get("Run   Enter"));
    private final Label answer = Cards.text("", "mono", "said");
    private final Label took = Cards.muted("");
    private final Label ladderNote = Cards.muted("");
    private final Label sessionNote = Cards.muted("");
    private final Label clientNote = Cards.muted("");
    private final LoginForm login = new LoginForm();
    private final Button port = new Button(TEXTS.get("Open a local port"));
    private final Label portWords = Cards.muted("");
    private final Label outage = Cards.text("", "said");
    private final ScrollPane scroll;
    private Ways.@Nullable Way shown;

    public ReachView(String instance, Supplier<Instant> now, Answers answers) {
        this.now = now;
        this.answers = answers;
        connect.getStyleClass().add("accent");
        connect.setOnAction(_ -> answers.connect(null, login.typed()));
        disconnect.setOnAction(_ -> answers.disconnect());
        ask.setOnAction(_ -> run());
        question.setOnAction(_ -> run());
        question.getStyleClass().add("mono");
        question.setAccessibleText(TEXTS.get("One statement that gives one row"));
        HBox.setHgrow(question, Priority.ALWAYS);
        answer.setWrapText(true);
        said.setWrapText(true);
        outage.setWrapText(true);
        port.setOnAction(_ -> answers.port(0));
        for (Button b : List.of(connect, disconnect, ask, port)) {
            b.setMinWidth(Region.USE_PREF_SIZE);
        }
        var head = new HBox(12, Cards.text(TEXTS.get("Reach {0}", instance), "headline"), status, since, Cards.spacer(), connect,
                disconnect);
        head.setAlignment(Pos.CENTER_LEFT);
        var names = new ColumnConstraints();
        names.setMinWidth(120);
        facts.getColumnConstraints().addAll(names);
        var ladderCard = Cards.card(TEXTS.get("The ladder to the database"), ladderNote, rungs);
        var hopCard = Cards.card(TEXTS.get("Hops"),
                Cards.muted(TEXTS.get("best first; a private database is reached through one of these")), hops);
        var line = new HBox(8, question, ask);
        line.setAlignment(Pos.CENTER_LEFT);
        var sessionCard = Cards.card(TEXTS.get("Session"), sessionNote, facts, line,
                answer,
                took, outage);
        var portLine = new HBox(10, port, portWords);
        portLine.setAlignment(Pos.CENTER_LEFT);
        var portCard = Cards.card(TEXTS.get("For other programs"), Cards.muted(TEXTS.get("127.0.0.1 only")), portLine);
        var left = new VBox(12, ladderCard, hopCard);
        var loginCard = Cards.card(TEXTS.get("Log in"), Cards.muted(TEXTS.get("for the next connection")), login.node());
        var clientCard = Cards.card(TEXTS.get("Who is connected"), clientNote, clients);
        var right = new VBox(12, sessionCard, clientCard, loginCard, portCard);
        var columns = new GridPane(12, 12);
        var half = new ColumnConstraints();
        half.setPercentWidth(54);
        var rest = new ColumnConstraints();
        rest.setPercentWidth(46);
        columns.getColumnConstraints().addAll(half, rest);
        columns.add(left, 0, 0);
        columns.add(right, 1, 0);
        GridPane.setVgrow(left, Priority.ALWAYS);
        var content = new VBox(12, head, said, columns);
        content.getStyleClass().add("screen");
        scroll = new ScrollPane(content);
        Cards.alive(scroll);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
    }

    public Parent node() {
        return scroll;
    }

    /// Ages grow by themselves until the scope closes.
    public void live(Scope scope) {
        Fx.every(Duration.ofMillis(500), scope, this::tick);
    }

    /// Puts the focus where the next key belongs.
    public void focus() {
        Fx.focus(node(), connect.isDisabled() ? question : connect);
    }

    private void run() {
        String sql = question.getText();
        if (sql != null && !sql.isBlank() && !ask.isDisabled()) {
            took.setText(TEXTS.get("running…"));
            answers.ask(sql);
        }
    }

    public void show(Ways.Way way) {
        Fx.mustBeHere();
        Ways.Way before = shown;
        shown = way;
        Condition condition = way.condition();
        status.setText(word(condition));
        Cards.tone(status, tone(condition));
        boolean closed = condition == Condition.CLOSED || condition == Condition.BROKEN;
        connect.setDisable(!closed);
        connect.setText(condition == Condition.BROKEN ? TEXTS.get("Try again") : TEXTS.get("Connect"));
        disconnect.setDisable(closed || condition == Condition.CLOSING);
        disconnect.setText(condition == Condition.CLIMBING ? TEXTS.get("Cancel") : TEXTS.get("Disconnect"));
        login.disable(!closed);
        ask.setDisable(condition != Condition.OPEN);
        port.setDisable(condition != Condition.OPEN && way.port() == null);
        said.setText(way.said() == null ? "" : way.said());
        boolean worth = way.said() != null && way.ladder().broken().isEmpty();
        said.setVisible(worth);
        said.setManaged(worth);
        Cards.tone(said, condition == Condition.BROKEN || condition == Condition.LOST ? Tone.BAD : Tone.NEUTRAL);
        // what was read over a connection that is gone stays, and is said to be of then
        boolean past = past(way);
        if (before == null || !before.ladder().equals(way.ladder()) || past(before) != past) {
            rungs.getChildren().setAll(way.ladder().steps().stream().map(s -> rung(s, past)).toList());
        }
        if (before == null || !before.hops().equals(way.hops()) || !java.util.Objects.equals(before.via(), way.via())
                || before.condition() != condition) {
            hops.getChildren().setAll(way.hops().isEmpty()
                    ? List.of(Cards.muted(TEXTS.get("Looked for when you connect: ECS tasks with ECS Exec, and managed nodes.")))
                    : way.hops().stream().map(h -> hop(h, way.via())).toList());
        }
        if (before == null || !before.facts().equals(way.facts()) || !java.util.Objects.equals(before.user(), way.user())
                || past(before) != past) {
            facts(way);
        }
        if (before == null || !java.util.Objects.equals(before.clients(), way.clients()) || before.outage() != way.outage()
                || past(before) != past) {
            clients(way);
        }
        if (way.answer() != null && (before == null || way.answer() != before.answer())) {
            answer(way.answer());
        }
        port.setText(way.port() == null ? TEXTS.get("Open a local port") : TEXTS.get("Close port {0}", way.port()));
        portWords.setText(way.port() == null
                ? TEXTS.get("for psql, DBeaver, a dump")
                : TEXTS.get("127.0.0.1:{0} leads to the database; verify the certificate against its real name", way.port()));
        ladderNote.setText(past ? TEXTS.get("as it was climbed last") : TEXTS.get("stops at the first rung that breaks"));
        sessionNote.setText(past
                ? TEXTS.get("the last one, closed at {0} UTC", Words.utc(way.since(), now.get()))
                : TEXTS.get("read-only, TLS verified in full, no port on this machine"));
        clientNote.setText(past || condition == Condition.BROKEN && way.clients() != null
                ? TEXTS.get("as read last; not read any more")
                : TEXTS.get("by the address that the server sees, every 5 s"));
        if (condition == Condition.OPEN && before != null && before.condition() == Condition.CLIMBING) {
            question.requestFocus();
            question.selectAll();
        }
        if (condition == Condition.BROKEN && before != null && before.condition() == Condition.CLIMBING) {
            connect.requestFocus();
        }
        tick();
    }

    private static boolean past(Ways.Way way) {
        return way.condition() == Condition.CLOSED && way.user() != null;
    }

    private void tick() {
        Ways.Way way = shown;
        if (way == null) {
            return;
        }
        Instant at = now.get();
        since.setText(way.condition() == Condition.CLOSED && way.said() == null ? "" : Words.ago(way.since(), at));
        Ways.Outage gap = way.outage();
        if (gap == null) {
            outage.setText("");
        } else if (gap.good() == null) {
            outage.setText(TEXTS.get("No answer since {0} UTC, for {1}. Connecting again by itself.", Words.utc(gap.lastGood(), at),
                    Words.duration(Duration.between(gap.lastGood(), at))));
        } else {
            String marks = String.join(" ·", gap.marks().stream().map(m -> " " + m.what() + " "
                    + (m.after() == null ? m.words() : "+" + Words.tenths(m.after()))).toList());
            outage.setText(TEXTS.get(
                    "Last time without answers: {0}, from {1} to {2} UTC, by a probe every second. Measured from the last answer:{3}.",
                    Words.tenths(gap.soFar()), Words.utc(gap.lastGood(), at), Words.utc(gap.good(), at), marks));
        }
        boolean gone = gap == null;
        outage.setVisible(!gone);
        outage.setManaged(!gone);
        Cards.tone(outage, gap != null && gap.good() == null ? Tone.BAD : Tone.NEUTRAL);
    }

    private void answer(Ways.Answer told) {
        answer.setText(told.text());
        Cards.tone(answer, told.good() ? Tone.NEUTRAL : Tone.BAD);
        took.setText(told.sql() + " · " + told.took().toMillis() + " ms");
    }

    private void facts(Ways.Way way) {
        facts.getChildren().clear();
        if (way.user() == null) {
            facts.add(Cards.muted(TEXTS.get("Not connected.")), 0, 0, 2, 1);
            return;
        }
        int row = 0;
        row = fact(row, TEXTS.get("Logged in as"), TEXTS.get("{0}, by {1}", way.user(), way.loginFrom()));
        row = fact(row, TEXTS.get("Through"), String.valueOf(way.via()));
        Map<String, @Nullable String> told = way.facts();
        row = fact(row, TEXTS.get("Server"), TEXTS.get("PostgreSQL {0} at {1}", told.get("version"), told.get("address")));
        row = fact(row, TEXTS.get("Database"), String.valueOf(told.get("database")));
        row = fact(row, TEXTS.get("Up since"), String.valueOf(told.get("started")));
        fact(row, TEXTS.get("TLS"), TEXTS.get("{0}, certificate of this instance", told.get("tls_version")));
    }

    /// Tasks and addresses with their sessions; after a failover, who has not come back.
    private void clients(Ways.Way way) {
        clients.getChildren().clear();
        var known = way.clients();
        if (known == null || known.isEmpty()) {
            clients.add(
                    Cards.muted(known == null
                            ? way.user() == null ? TEXTS.get("Read once connected.") : TEXTS.get("Not read yet.")
                            : TEXTS.get("Nobody but us.")),
                    0,
                    0);
            return;
        }
        Ways.Outage outage = way.outage();
        int row = 0;
        for (var client : known) {
            boolean stuck = outage != null && client.stuckSince(outage.lastGood());
            Label name = Cards.fitting(client.name() == null ? TEXTS.get("{0}, no task that is known", client.address()) : client.name());
            if (past(way)) {
                name.getStyleClass().add("muted");
            }
            clients.add(name, 0, row);
            var count = Cards
                    .muted(client.sessions() == 1
                            ? TEXTS.get("{0} session, {1} active", client.sessions(), client.active())
                            : TEXTS.get("{0} sessions, {1} active", client.sessions(), client.active()));
            count.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
            clients.add(count, 1, row);;
            if (stuck) {
                clients.add(Cards.chip(TEXTS.get("no session since the failover"), Tone.BAD), 2, row);
            }
            row++;
        }
    }

    private int fact(int row, String name, String value) {
        Label words = Cards.fitting(value);
        if (shown != null && past(shown)) {
            words.getStyleClass().add("muted");
        }
        facts.add(Cards.muted(name), 0, row);
        facts.add(words, 1, row);
        return row + 1;
    }

    private static HBox rung(Ladder.Step step, boolean past) {
        Tone tone = past ? Tone.UNKNOWN : switch (step.outcome()) {
            case HOLDS -> Tone.GOOD;
            case BREAKS -> Tone.BAD;
            case CLIMBING -> Tone.INFO;
            case UNKNOWN -> Tone.WARN;
            case NOT_REACHED -> Tone.UNKNOWN;
        };
        var mark = Cards.text(switch (step.outcome()) {
            case HOLDS -> "✓";
            case BREAKS -> "✕";
            case CLIMBING -> "…";
            case UNKNOWN -> "?";
            case NOT_REACHED -> "·";
        }, "rung-mark");
        Cards.tone(mark, tone);
        mark.setMinWidth(16);
        var name = Cards.text(step.rung().words());
        name.setMinWidth(210);
        var words = new VBox(2);
        if (!step.saw().isEmpty()) {
            Label saw = Cards.muted(step.saw());
            saw.setWrapText(true);
            words.getChildren().add(saw);
        }
        if (!step.means().isEmpty()) {
            Label means = Cards.text(step.means());
            means.setWrapText(true);
            words.getChildren().add(means);
        }
        if (!step.fix().isEmpty()) {
            words.getChildren().add(fix(step.fix()));
        }
        HBox.setHgrow(words, Priority.ALWAYS);
        var row = new HBox(10, mark, name, words);
        row.getStyleClass().add("rung");
        row.setAccessibleText(step.rung().words() + ": " + step.outcome().name().toLowerCase(java.util.Locale.ROOT) + ". " + step.saw());
        return row;
    }

    private static HBox fix(String words) {
        Label text = Cards.text(words, "fix");
        text.setWrapText(true);
        HBox.setHgrow(text, Priority.ALWAYS);
        var copy = new Button(TEXTS.get("Copy"));
        copy.getStyleClass().addAll("small", "flat");
        copy.setMinWidth(Region.USE_PREF_SIZE);
        copy.setOnAction(_ -> {
            int command = words.indexOf("aws ");
            Clip.copy(command < 0 ? words : words.substring(command));
        });
        return new HBox(8, text, copy);
    }

    private HBox hop(Hop hop, @Nullable String via) {
        boolean used = hop.name().equals(via);
        Label mark = Cards.chip(used ? TEXTS.get("in use") : hop.usable() ? TEXTS.get("usable") : TEXTS.get("not usable"),
                used ? Tone.GOOD : hop.usable() ? Tone.INFO : Tone.UNKNOWN);
        mark.setMinWidth(76);
        mark.setAlignment(Pos.CENTER);
        var name = Cards.fitting(hop.name());
        name.setMinWidth(210);
        name.setPrefWidth(210);
        var words = new VBox(2);
        String place = (hop.az() == null ? "" : hop.az())
                + (hop.agentVersion() == null ? "" : " · " + TEXTS.get("agent {0}", hop.agentVersion()))
                + (hop.notes().isEmpty() ? "" : " · " + String.join(", ", hop.notes()));
        if (!place.isBlank()) {
            Label where = Cards.muted(place);
            where.setWrapText(true);
            words.getChildren().add(where);
        }
        hop.obstacles().forEach(o -> {
            Label saw = Cards.text(o.saw());
            saw.setWrapText(true);
            words.getChildren().addAll(saw, fix(o.fix()));
        });
        HBox.setHgrow(words, Priority.ALWAYS);
        var row = new HBox(10, mark, name, words);
        row.getStyleClass().add("rung");
        Ways.Way way = shown;
        if (hop.usable() && !used && way != null && (way.condition() == Condition.CLOSED || way.condition() == Condition.BROKEN)) {
            var choose = new Button(TEXTS.get("Connect through it"));
            choose.getStyleClass().addAll("small", "flat");
            choose.setMinWidth(Region.USE_PREF_SIZE);
            choose.setOnAction(_ -> answers.connect(hop.target(), login.typed()));
            row.getChildren().add(choose);
        }
        return row;
    }

    private static String word(Condition condition) {
        return switch (condition) {
            case CLOSED -> TEXTS.get("not connected");
            case CLIMBING -> TEXTS.get("connecting");
            case OPEN -> TEXTS.get("connected");
            case LOST -> TEXTS.get("no answer");
            case BROKEN -> TEXTS.get("broken");
            case CLOSING -> TEXTS.get("closing");
        };
    }

    private static Tone tone(Condition condition) {
        return switch (condition) {
            case CLOSED -> Tone.UNKNOWN;
            case CLIMBING, CLOSING -> Tone.INFO;
            case OPEN -> Tone.GOOD;
            case LOST, BROKEN -> Tone.BAD;
        };
    }
}
