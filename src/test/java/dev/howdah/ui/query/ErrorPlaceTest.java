package dev.howdah.ui.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// A place of a message is found in the text that it came from. Bad inputs tried: a message with a variable's value in it, a position
/// behind the end, an empty message, the same statement twice.
final class ErrorPlaceTest {
    @Test
    void aPlaceIsFoundThoughBlankLinesAndCommentsWereLeftOut() {
        String text = "-- why\nselect 1;\n\nselect a,\n\n  colour\nfrom t;";
        assertThat(ErrorPlace.of(text, "select a,\n  colour\nfrom t;", 13, 0)).hasValue(text.indexOf("colour"));
        assertThat(ErrorPlace.of("select 1", "select 1", 8, 0)).hasValue(7);
        assertThat(ErrorPlace.of("select (", "select (", 9, 0)).hasValue(8);
    }

    @Test
    void theSecondOfTwoIsLookedForBehindTheFirst() {
        String text = "select x; select x;";
        int after = ErrorPlace.end(text, "select x;", 0).orElseThrow();
        assertThat(ErrorPlace.of(text, "select x;", 8, after)).hasValue(17);
    }

    @Test
    void whatWasNotTypedIsNotFound() {
        assertThat(ErrorPlace.of("select :n", "select 7", 8, 0)).isEqualTo(OptionalInt.empty());
        assertThat(ErrorPlace.of("select 1", "", 1, 0)).isEqualTo(OptionalInt.empty());
        assertThat(ErrorPlace.of("", "select 1", 1, 0)).isEqualTo(OptionalInt.empty());
        assertThat(ErrorPlace.of("select 1", "select 1", 99, 0)).hasValue(8);
    }
}
