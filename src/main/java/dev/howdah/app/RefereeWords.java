package dev.howdah.app;

import dev.howdah.drill.scenario.Card;
import dev.howdah.drill.scenario.Score;
import dev.howdah.drill.scenario.State;
import dev.howdah.ui.drill.Practice;
import java.util.List;

/// What the referee tells, in the types of the Drill screen: the two programs share none.
final class RefereeWords {
    private RefereeWords() {}

    static Practice.State told(List<Practice.Card> cards, State state) {
        State.Run run = state.run();
        return new Practice.State.On(cards, Practice.Phase.valueOf(state.phase().name()), run == null ? null : told(run), state.best(),
                state.tookReset(), state.trouble());
    }

    private static Practice.Run told(State.Run run) {
        return new Practice.Run(card(run.card()), run.hidden(), run.begun(), run.ended(), run.hints(),
                run.guesses().stream().map(g -> new Practice.Named(g.cause(), g.right())).toList(),
                run.facts().stream().map(f -> new Practice.Fact(f.at(), f.words(), f.trace())).toList(),
                run.acts().stream().map(a -> new Practice.Act(a.at(), a.words(), switch (a.kind()) {
                    case RIGHT -> "right";
                    case WRONG -> "wrong";
                    case OTHER -> "";
                })).toList(),
                run.outcome() == null ? null : Practice.Outcome.valueOf(run.outcome().name()),
                run.score() == null ? null : told(run.score()));
    }

    private static Practice.Score told(Score score) {
        return new Practice.Score(score.passed(), score.points(),
                score.lines().stream().map(l -> new Practice.Line(l.what(), l.saw(), l.points(), l.most())).toList());
    }

    static Practice.Card card(Card card) {
        return new Practice.Card(card.id(), card.title(), card.brief(), card.cause(), card.hints().size(), card.deadline());
    }
}
