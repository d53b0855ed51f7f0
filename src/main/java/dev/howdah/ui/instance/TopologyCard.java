package dev.howdah.ui.instance;

import dev.howdah.model.Instance;
import dev.howdah.model.Series;
import dev.howdah.model.Status;
import dev.howdah.ui.kit.AgeLabel;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Words;
import java.time.Instant;
import java.time.ZoneId;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import org.jspecify.annotations.Nullable;

/// Where the primary is and where the standby, as RDS last said: the zones lag a failover by minutes.
final class TopologyCard {
    private static final Texts TEXTS = Texts.of(TopologyCard.class);
    private final AgeLabel age = new AgeLabel();
    private final HBox row = new HBox();
    private final Label note = Cards.muted("");
    private final VBox card = Cards.card(TEXTS.get("Multi-AZ"), age, row, Cards.spacer(), note);
    private final ZoneId zone;
    private @Nullable Drawn drawn;

    /// What the boxes tell: they are made anew when it differs, and not with each read.
    ///
    /// @param serves whether its status says that it answers; what does not is not drawn as writing
    private record Drawn(Instance.Placement placement, Instance.@Nullable Endpoint endpoint, boolean serves, String primary) {}

    TopologyCard(ZoneId zone) {
        this.zone = zone;
        row.setAlignment(Pos.CENTER);
        note.setWrapText(true);
    }

    Region node() {
        return card;
    }

    void tick(Instant now) {
        age.tick(now);
    }

    void show(OverviewState state) {
        age.show("rds:DescribeDBInstances", state.account().instances(), state.now());
        if (state.instance().isEmpty()) {
            drawn = null;
            row.getChildren().setAll(Cards.muted(state.statusMeaning()));
            note.setText("");
            return;
        }
        Instance i = state.instance().get();
        note.setText(note(state, i));
        Status status = Status.of(i.status());
        boolean serves = status == Status.SERVING || status == Status.BUSY;
        var next = new Drawn(i.placement(), i.endpoint(), serves, primary(status, state));
        if (next.equals(drawn)) {
            return;
        }
        drawn = next;
        Boolean multi = i.placement().multiAz();
        var primary = box(TEXTS.get("PRIMARY") + " · " + known(i.placement().primaryAz()), serves ? "az-primary" : "az-none",
                i.endpoint() == null ? TEXTS.get("no endpoint yet") : TEXTS.get("port {0}", i.endpoint().port()), next.primary());
        var link = link(multi != null && multi && serves);
        var standby = multi == null
                ? box(TEXTS.get("STANDBY"), "az-none", TEXTS.get("unknown"), TEXTS.get("the service did not say"))
                : multi
                        ? box(TEXTS.get("STANDBY") + " · " + known(i.placement().secondaryAz()), "az-standby", TEXTS.get("not addressable"),
                                serves ? TEXTS.get("synchronous copy") : TEXTS.get("not known to follow"))
                        : box(TEXTS.get("NO STANDBY"), "az-none", TEXTS.get("Single-AZ"), TEXTS.get("a zone failure is an outage"));
        row.getChildren().setAll(primary, link, standby);
        HBox.setHgrow(link, Priority.ALWAYS);
    }

    private String note(OverviewState state, Instance i) {
        if (Status.of(i.status()) != Status.SERVING) {
            return state.statusMeaning();
        }
        if (!state.failovers().isEmpty()) {
            Instant end = state.failovers().getFirst().completedAt();
            return end == null
                    ? TEXTS.get("A failover runs: the roles shown may be the old ones.")
                    : TEXTS.get("Roles last swapped at {0}.", Words.both(end, state.now(), zone));
        }
        return TEXTS.get("No failover in the events that are known.");
    }

    private static String primary(Status status, OverviewState state) {
        return switch (status) {
            case SERVING, BUSY -> sessions(state);
            case CHANGING -> TEXTS.get("may not answer now");
            case DOWN -> TEXTS.get("does not serve");
            case UNKNOWN -> TEXTS.get("not known to write");
        };
    }

    private static String sessions(OverviewState state) {
        return state.detail().metrics().value().map(m -> m.get("DatabaseConnections")).flatMap(Series::last)
                .map(p -> TEXTS.get("writes") + " · " + TEXTS.get("{0} sessions", Words.number(p.value()))).orElse(TEXTS.get("writes"));
    }

    private static VBox box(String role, String style, String first, String second) {
        var box = new VBox(Cards.text(role, "role"), Cards.text(first), Cards.muted(second));
        box.getStyleClass().addAll("az", style);
        box.setMinWidth(Region.USE_PREF_SIZE);
        box.setAccessibleText(role + ", " + first + ", " + second);
        return box;
    }

    private static VBox link(boolean replicates) {
        var words = Cards.muted(replicates ? TEXTS.get("synchronous replication") : "");
        var line = new Line(0, 0, 60, 0);
        line.getStyleClass().add("link");
        var head = new Polygon(0, -4, 8, 0, 0, 4);
        head.getStyleClass().add("link-head");
        var arrow = new HBox(line, head);
        arrow.setAlignment(Pos.CENTER);
        arrow.setVisible(replicates);
        var link = new VBox(4, words, arrow);
        link.setAlignment(Pos.CENTER);
        link.setMinWidth(70);
        link.widthProperty().subscribe(w -> line.setEndX(Math.max(20, w.doubleValue() - 28)));
        return link;
    }

    private static String known(@org.jspecify.annotations.Nullable String value) {
        return value == null ? TEXTS.get("unknown zone") : value;
    }
}
