package dev.howdah.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Paint;
import javafx.scene.paint.Stop;
import javafx.scene.text.Text;

/// What everybody can read, and what a screen reader can name. Each picture that a test takes is held to it, so each screen is, in each
/// state and theme that is photographed.
///
/// Text has a contrast of at least 4.5 : 1 with what is behind it (WCAG 2.2, success criterion 1.4.3); what is disabled is left out, as
/// it is there. What the keyboard reaches has words of its own (criterion 4.1.2).
final class Legible {
    /// WCAG 2.2, 1.4.3, for text of any size; that of large text may be less, ours is not.
    static final double LEAST = 4.5;

    private Legible() {}

    /// What is wrong with what is shown, a line each; empty if nothing is.
    static List<String> faults(Scene scene) {
        var faults = new TreeSet<String>();
        look(scene.getRoot(), scene, faults);
        // a root that wants more than there is, is laid out wider than the window, and both its sides are off it
        for (Node part : scene.getRoot().getChildrenUnmodifiable()) {
            if (part.isVisible() && part.minWidth(-1) > scene.getWidth() + 1) {
                faults.add(String.format(Locale.ROOT, "wider than the window by %.0f pixels: %s", part.minWidth(-1) - scene.getWidth(),
                        widest(part)));
            }
        }
        return new ArrayList<>(faults);
    }

    /// The way to what makes it so.
    private static String widest(Node node) {
        Node here = node;
        var path = new StringBuilder(here.getClass().getSimpleName());
        while (here instanceof Parent parent) {
            Node next = parent.getChildrenUnmodifiable().stream().filter(Node::isVisible)
                    .max(java.util.Comparator.comparingDouble(n -> n.minWidth(-1))).orElse(null);
            if (next == null) {
                break;
            }
            here = next;
            path.append(" > ").append(here.getClass().getSimpleName()).append('.').append(String.join(".", here.getStyleClass()))
                    .append(' ')
                    .append(Math.round(here.minWidth(-1)));
        }
        return path.toString();
    }

    private static void look(Node node, Scene scene, TreeSet<String> faults) {
        if (!node.isVisible() || node.isDisabled() || node.getOpacity() == 0) {
            return;
        }
        if (node instanceof Text text && !text.getText().isBlank() && text.getFill() instanceof Color ink) {
            double opacity = 1;
            for (Node n = node; n != null; n = n.getParent()) {
                opacity *= n.getOpacity();
            }
            for (Color ground : behind(node, scene)) {
                double ratio = contrast(over(new Color(ink.getRed(), ink.getGreen(), ink.getBlue(), ink.getOpacity() * opacity), ground),
                        ground);
                if (ratio < LEAST) {
                    faults.add(String.format(Locale.ROOT, "%.2f : 1, %s on %s: \"%s\" in %s", ratio, hex(ink), hex(ground),
                            text.getText().strip().lines().findFirst().orElse(""), where(node)));
                }
            }
        }
        if (node instanceof Control control && control.isFocusTraversable() && !(control instanceof ScrollPane)
                && !(control instanceof ScrollBar) && name(control).isBlank()) {
            faults.add("nothing to read out for " + where(control));
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> look(child, scene, faults));
        }
    }

    private static String name(Control control) {
        var words = new StringBuilder(control.getAccessibleText() == null ? "" : control.getAccessibleText());
        if (control instanceof Labeled labeled && labeled.getText() != null) {
            words.append(labeled.getText());
        }
        if (control instanceof TextInputControl input && input.getPromptText() != null) {
            words.append(input.getPromptText());
        }
        if (control instanceof ComboBoxBase<?> box && box.getPromptText() != null) {
            words.append(box.getPromptText());
        }
        return words.toString();
    }

    /// The colours that may be behind a node: one, or those of a gradient.
    private static List<Color> behind(Node node, Scene scene) {
        var fills = new ArrayList<Paint>();
        boolean opaque = false;
        for (Parent p = node.getParent(); p != null && !opaque; p = p.getParent()) {
            if (p instanceof Region region && region.getBackground() != null) {
                List<BackgroundFill> all = region.getBackground().getFills();
                for (int i = all.size() - 1; i >= 0 && !opaque; i--) {
                    fills.add(all.get(i).getFill());
                    opaque = all.get(i).getFill().isOpaque();
                }
            }
        }
        List<Color> grounds = List.of(scene.getFill() instanceof Color c ? c : Color.WHITE);
        for (Paint fill : fills.reversed()) {
            var next = new ArrayList<Color>();
            for (Color ground : grounds) {
                colours(fill).forEach(c -> next.add(over(c, ground)));
            }
            grounds = next;
        }
        return grounds;
    }

    private static List<Color> colours(Paint paint) {
        return switch (paint) {
            case Color colour -> List.of(colour);
            case LinearGradient gradient -> gradient.getStops().stream().map(Stop::getColor).distinct().toList();
            default -> List.of();
        };
    }

    private static Color over(Color top, Color ground) {
        double a = top.getOpacity();
        return new Color(top.getRed() * a + ground.getRed() * (1 - a), top.getGreen() * a + ground.getGreen() * (1 - a),
                top.getBlue() * a + ground.getBlue() * (1 - a), 1);
    }

    /// WCAG 2.2's contrast ratio of two opaque colours, 1 to 21.
    static double contrast(Color a, Color b) {
        double x = luminance(a);
        double y = luminance(b);
        return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
    }

    private static double luminance(Color c) {
        return 0.2126 * linear(c.getRed()) + 0.7152 * linear(c.getGreen()) + 0.0722 * linear(c.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }

    private static String hex(Color c) {
        return String.format(Locale.ROOT, "#%02x%02x%02x%s", Math.round(c.getRed() * 255), Math.round(c.getGreen() * 255),
                Math.round(c.getBlue() * 255), c.getOpacity() < 1 ? "/" + Math.round(c.getOpacity() * 100) + " %" : "");
    }

    private static String where(Node node) {
        var path = new ArrayList<String>();
        for (Node n = node; n != null && path.size() < 4; n = n.getParent()) {
            path.add(n.getClass().getSimpleName() + (n.getStyleClass().isEmpty() ? "" : "." + String.join(".", n.getStyleClass())));
        }
        return String.join(" < ", path);
    }
}
