package dev.howdah.ops.activity;

import java.util.List;

/// What is read beside a look at what runs, when somebody wants to see it: each costs the server a little more.
public sealed interface Beside {
    /// What is wanted.
    enum Wish {
        NOTHING, PROGRESS, REPLICATION
    }

    /// It was not asked for.
    record Nothing() implements Beside {}

    /// How far long commands are.
    record Progressing(List<Progress> running) implements Beside {
        public Progressing {
            running = List.copyOf(running);
        }
    }

    /// Who receives WAL, and for whom it is kept.
    record Replicating(Replication now) implements Beside {}

    /// It was asked for and could not be read.
    ///
    /// @param why as a sentence
    record Unread(String why) implements Beside {}
}
