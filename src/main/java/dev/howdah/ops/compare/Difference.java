package dev.howdah.ops.compare;

/// How the rows of a table differ between a copy and live.
///
/// @param missing rows that only the copy has: deleted on live since
/// @param changed rows that both have and that are not the same
/// @param added rows that only live has: written since, and always kept
public record Difference(long missing, long changed, long added) {
    /// Whether nothing could be brought back.
    public boolean nothing() {
        return missing == 0 && changed == 0;
    }

    public String words() {
        return nothing() && added == 0
                ? "the same"
                : missing + " deleted · " + changed + " changed · " + added + " new";
    }
}
