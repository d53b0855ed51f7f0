package dev.howdah.ui.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;

/// A place in a table for one row; what is known of the row changes in it, and of that each cell hears only what it shows, and only when it
/// is another than before.
///
/// @param <R> what stands there
public final class RowPlace<R> {
    private final ReadOnlyObjectWrapper<RowPlace<R>> self = new ReadOnlyObjectWrapper<>(this);
    private final List<Ear<R, ?>> ears = new ArrayList<>();
    private R row;

    public RowPlace(R row) {
        this.row = row;
    }

    public R row() {
        return row;
    }

    public void show(R next) {
        put(next);
        tell();
    }

    /// Knows another row, of which the cells hear with [#tell].
    ///
    /// @return whether there is a cell to hear of it
    public boolean put(R next) {
        row = next;
        return !ears.isEmpty();
    }

    /// Tells the cells what they show of the row that is known now, where it is another than before. Nothing is lost when a newer row came
    /// meanwhile.
    public void tell() {
        // one that is told may end its hearing
        List.copyOf(ears).forEach(each -> each.hear(row));
    }

    /// Tells what `of` says of the row, now and when it changes, until unsubscribed.
    <T> Subscription hear(Function<R, T> of, Consumer<T> told) {
        T first = of.apply(row);
        var ear = new Ear<>(of, told, first);
        ears.add(ear);
        told.accept(first);
        return () -> ears.remove(ear);
    }

    /// The place itself, which does not change.
    ReadOnlyObjectProperty<RowPlace<R>> self() {
        return self.getReadOnlyProperty();
    }

    @Override
    public String toString() {
        return row.toString();
    }

    private static final class Ear<R, T> {
        private final Function<R, T> of;
        private final Consumer<T> told;
        private T last;

        Ear(Function<R, T> of, Consumer<T> told, T first) {
            this.of = of;
            this.told = told;
            last = first;
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
