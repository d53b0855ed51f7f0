package dev.howdah.ui.nav;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// The way one came. Going to where one is already does nothing.
public final class Navigator {
    private static final int LONGEST = 100;
    private final Deque<Place> behind = new ArrayDeque<>();
    private final Consumer<Place> show;
    private Place here;

    public Navigator(Place first, Consumer<Place> show) {
        this.here = first;
        this.show = show;
    }

    public Place here() {
        return here;
    }

    public void go(Place place) {
        if (place.equals(here)) {
            return;
        }
        behind.push(here);
        if (behind.size() > LONGEST) {
            behind.removeLast();
        }
        here = place;
        show.accept(place);
    }

    public boolean canGoBack() {
        return !behind.isEmpty();
    }

    public void back() {
        if (!behind.isEmpty()) {
            here = behind.pop();
            show.accept(here);
        }
    }
}
