package dev.howdah.lint;

import dev.howdah.lint.parse.Grammar;
import dev.howdah.lint.parse.ParseStopped;
import dev.howdah.lint.parse.SyntaxTrouble;
import dev.howdah.lint.parse.Tree;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A statement with its trees, or with why it has none. Grammars are kept for the next review: making one takes longer than a file.
///
/// @param trees one for each statement of the text
record Parsed(Script.Piece piece, List<Tree> trees, @Nullable SyntaxTrouble trouble) {
    private static final ConcurrentLinkedQueue<Grammar> IDLE = new ConcurrentLinkedQueue<>();

    /// What is done with a grammar.
    interface Use<T> {
        T with(Grammar grammar) throws SyntaxTrouble;
    }

    static <T> T using(Use<T> use) throws SyntaxTrouble {
        Grammar grammar = IDLE.poll();
        grammar = grammar == null ? new Grammar() : grammar;
        T result;
        try {
            result = use.with(grammar);
        } catch (SyntaxTrouble e) {
            IDLE.add(grammar);
            throw e;
        }
        // one that broke is not used again
        IDLE.add(grammar);
        return result;
    }

    static Parsed of(Script.Piece piece) {
        try {
            return new Parsed(piece, using(g -> new Tree(g.parse(piece.parsed())).list("stmts")), null);
        } catch (SyntaxTrouble e) {
            return new Parsed(piece, List.of(), e);
        }
    }

    /// Parses on all cores.
    ///
    /// @throws InterruptedException when this thread is interrupted meanwhile; the others stop at their next statement
    static List<Parsed> all(List<Script.Piece> pieces) throws InterruptedException {
        var stop = new AtomicBoolean();
        Thread caller = Thread.currentThread();
        Parsed[] all = new Parsed[pieces.size()];
        IntStream.range(0, all.length).parallel().forEach(i -> {
            if (stop.get() || caller.isInterrupted()) {
                stop.set(true);
            } else {
                try {
                    all[i] = of(pieces.get(i));
                } catch (ParseStopped e) {
                    stop.set(true);
                }
            }
        });
        if (stop.get() || Thread.interrupted()) {
            Thread.interrupted();
            throw new InterruptedException("the review was stopped");
        }
        return List.of(all);
    }
}
