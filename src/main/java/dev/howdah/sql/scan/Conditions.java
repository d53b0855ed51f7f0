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

    private final Deque<Branch> nest = new ArrayDeque<>();

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

    public void begin(boolean condition) {
        nest.push(!active() ? Branch.DONE : condition ? Branch.RUNS : Branch.WAITS);
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
        return nest.poll() == null ? "\\endif: no matching \\if" : "";
    }

    private void replace(Branch with) {
        nest.pop();
        nest.push(with);
    }
}
