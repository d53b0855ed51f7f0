package dev.howdah.ui.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// A place in a table for one row; what is known of the row changes in it, and of that each cell hears only what it shows, and only when it
/// is another than before. A cell that hears of a change is laid out again, and its row with it.
///
/// @param <R> what stands there
public final class Place<R> {
    private final ReadOnlyObjectWrapper<Place<R>> self = new ReadOnlyObjectWrapper<>(this);
    private final List<Ear<R, ?>> ears = new ArrayList<>();
    private R row;

    public Place(R row) {
        this.row = row;
    }

    public R row() {
        return row;
    }

    public void show(R next) {
        row = next;
        // one that is told may end its hearing
        List.copyOf(ears).forEach(each -> each.hear(next));
    }

    /// Tells what `of` says of the row, now and when it changes, until unsubscribed.
    <T> Subscription hear(Function<R, T> of, Consumer<T> told) {
        var ear = new Ear<>(of, told);
        ears.add(ear);
        ear.hear(row);
        return () -> ears.remove(ear);
    }

    /// The place itself, which does not change.
    ReadOnlyObjectProperty<Place<R>> self() {
        return self.getReadOnlyProperty();
    }

    @Override
    public String toString() {
        return row.toString();
    }

    private static final class Ear<R, T> {
        private final Function<R, T> of;
        private final Consumer<T> told;
        private @Nullable T last;

        Ear(Function<R, T> of, Consumer<T> told) {
            this.of = of;
            this.told = told;
        }

        void hear(R row) {
            T next = of.apply(row);
            if (!Objects.equals(next, last)) {
                last = next;
                told.accept(next);
            }
        }
    }
}
