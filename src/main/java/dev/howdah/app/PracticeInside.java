package dev.howdah.app;

import dev.howdah.drill.Drill;
import dev.howdah.drill.scenario.Referee;
import dev.howdah.task.Live;
import dev.howdah.ui.drill.Practice;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The referee of the drill in this process, as the Drill screen sees it.
public final class PracticeInside implements Practice {
    private final Live<Practice.State> live = new Live<>(new Practice.State.Off());
    private volatile @Nullable Referee referee;

    /// From now on it is this drill that is practised in.
    public void in(Drill drill) {
        Referee next = drill.referee();
        List<Practice.Card> cards = next.cards().stream().map(RefereeWords::card).toList();
        referee = next;
        next.follow(state -> live.set(RefereeWords.told(cards, state)));
    }

    @Override
    public Live<Practice.State> state() {
        return live;
    }

    @Override
    public void start(@Nullable String id) {
        asked().ifPresent(r -> r.start(id));
    }

    @Override
    public void hint() {
        asked().ifPresent(Referee::hint);
    }

    @Override
    public void name(String cause) {
        asked().ifPresent(r -> r.name(cause));
    }

    @Override
    public void giveUp() {
        asked().ifPresent(Referee::giveUp);
    }

    @Override
    public void reset() {
        asked().ifPresent(Referee::reset);
    }

    private Optional<Referee> asked() {
        return Optional.ofNullable(referee);
    }
}
