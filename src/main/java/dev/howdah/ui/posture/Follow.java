package dev.howdah.ui.posture;

import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import org.jspecify.annotations.Nullable;

/// Keeps what has the keyboard in sight: a scroll pane does not do that for what is tabbed to.
final class Follow {
    private Follow() {}

    static void into(ScrollPane scroll, Parent within, @Nullable Node owner) {
        if (owner == null || !inside(owner, within) || scroll.getContent() == null) {
            return;
        }
        Bounds content = scroll.getContent().getBoundsInLocal();
        Bounds place = scroll.getContent().sceneToLocal(owner.localToScene(owner.getBoundsInLocal()));
        double height = scroll.getViewportBounds().getHeight();
        double room = content.getHeight() - height;
        if (room <= 0 || height <= 0) {
            return;
        }
        double top = scroll.getVvalue() * room;
        if (place.getMinY() < top) {
            scroll.setVvalue(place.getMinY() / room);
        } else if (place.getMaxY() > top + height) {
            scroll.setVvalue(Math.min(1, (place.getMaxY() - height) / room));
        }
    }

    private static boolean inside(Node node, Parent within) {
        for (Node above = node; above != null; above = above.getParent()) {
            if (above == within) {
                return true;
            }
        }
        return false;
    }
}
