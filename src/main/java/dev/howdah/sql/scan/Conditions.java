package dev.howdah.sql.scan;

import java.util.ArrayDeque;
import java.util.Deque;

/// The nest of `\if` blocks.
public final class Conditions {
    private enum Branch {
        /// This branch runs.
        RUNS(true),
        /// Not this branch, perhaps a later one.
        WAITS(false),
        /// A branch has run, or the whole block is inside one that does not.
        DONE(false), ELSE_RUNS(true), ELSE_DONE(false);

        final boolean active;

        Branch(boolean active) {
            this.active = active;
        }
    }

    /// Where the statement stood when a branch began, of which some may have run.
    ///
    /// @param text its length
    /// @param parentheses that were open
    public record Mark(int text, int parentheses) {}

    private final Deque<Branch> nest = new ArrayDeque<>();
    private final Deque<Mark> marks = new ArrayDeque<>();

    /// Whether statements and commands here are to be run.
    public boolean active() {
        Branch top = nest.peek();
        return top == null || top.active;
    }

    public boolean isEmpty() { return nest.isEmpty(); }

    public int depth() {
        return nest.size();
    }

    /// Whether an `\elif` here needs its condition looked at.
    public boolean waits() {
        return nest.peek() == Branch.WAITS;
    }

    /// @param mark of the statement that the block stands in
    public void begin(boolean condition, Mark mark) {
        nest.push(!active() ? Branch.DONE : condition ? Branch.RUNS : Branch.WAITS);
        marks.push(mark);
    }

    /// What the statement goes on from where a branch ends: a branch that did not run leaves nothing in it.
    ///
    /// @param now where it stands
    public Mark ends(Mark now) {
        Mark mark = marks.peek();
        if (mark == null || nest.peek() == Branch.ELSE_RUNS) {
            return now;
        }
        if (active()) {
            marks.pop();
            marks.push(now);
            return now;
        }
        return mark;
    }

    /// Another condition.
    ///
    /// @return what is wrong, or empty
    public String elseIf(boolean condition) {
        Branch top = nest.peek();
        if (top == null) {
            return "\\elif: no matching \\if";
        }
        if (top == Branch.ELSE_RUNS || top == Branch.ELSE_DONE) {
            return "\\elif: cannot occur after \\else";
        }
        replace(top == Branch.WAITS ? condition ? Branch.RUNS : Branch.WAITS : Branch.DONE);
        return "";
    }

    /// @return what is wrong, or empty
    public String otherwise() {
        Branch top = nest.peek();
        if (top == null) {
            return "\\else: no matching \\if";
        }
        if (top == Branch.ELSE_RUNS || top == Branch.ELSE_DONE) {
            return "\\else: cannot occur after \\else";
        }
        replace(top == Branch.WAITS ? Branch.ELSE_RUNS : Branch.ELSE_DONE);
        return "";
    }

    /// @return what is wrong, or empty
    public String end() {
        marks.poll();
        return nest.poll() == null ? "\\endif: no matching \\if" : "";
    }

    private void replace(Branch with) {
        nest.pop();
        nest.push(with);
    }
}
