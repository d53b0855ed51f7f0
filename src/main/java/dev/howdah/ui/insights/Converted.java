package dev.howdah.ui.insights;

import java.util.function.Function;
import javafx.util.StringConverter;

/// Words for the values of a choice, which are never typed.
final class Converted {
    private Converted() {}

    static <T> StringConverter<T> of(Function<T, String> words) {
        return new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : words.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("a choice is not typed: " + text);
            }
        };
    }
}
