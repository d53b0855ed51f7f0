package dev.howdah.ui.query;

import dev.howdah.sql.scan.Mark;
import dev.howdah.sql.scan.Spot;
import dev.howdah.ui.kit.Cards;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Texts;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.IndexRange;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.LineNumberFactory;
import org.fxmisc.richtext.model.StyleSpansBuilder;

/// The text of a sheet: coloured as psql and the server cut it, with the statement at the caret marked, and the place of an error
/// underlined until the text changes.
final class Editor {
    private static final Texts TEXTS = Texts.of(Editor.class);
    /// Longer texts are coloured a moment after they were typed: cutting them takes longer than a key may.
    private static final int AT_ONCE = 100_000;
    private final CodeArea area = new CodeArea();
    private final VirtualizedScrollPane<CodeArea> pane = new VirtualizedScrollPane<>(area);
    private final StackPane frame = new StackPane(pane);
    private final PauseTransition later = new PauseTransition(javafx.util.Duration.millis(300));
    private List<Mark> painted = List.of();
    private int paintedLength;
    private IndexRange here = new IndexRange(0, 0);
    private IndexRange wrong = new IndexRange(0, 0);
    /// The smallest range of the text that changed since it was painted: its beginning, and its distance from the text's end.
    private int changedFrom = Integer.MAX_VALUE;
    private int changedTail = Integer.MAX_VALUE;

    /// @param prompt shown while there is no text
    Editor(String prompt, Runnable changed) {
        area.getStyleClass().addAll("mono", "editor");
        frame.getStyleClass().add("editor-frame");
        area.setAccessibleRole(AccessibleRole.TEXT_AREA);
        area.setAccessibleText(TEXTS.get("SQL editor"));
        area.setParagraphGraphicFactory(LineNumberFactory.get(area, digits -> "%" + Math.max(2, digits) + "d"));
        area.setPlaceholder(Cards.muted(prompt), Pos.TOP_LEFT);
        area.setWrapText(false);
        later.setOnFinished(_ -> paint());
        area.plainTextChanges().subscribe(change -> {
            changedFrom = Math.min(changedFrom, change.getPosition());
            changedTail = Math.min(changedTail, area.getLength() - change.getPosition() - change.getInserted().length());
            unmark();
            if (area.getLength() > AT_ONCE) {
                later.playFromStart();
            } else {
                paint();
            }
            changed.run();
        });
        area.caretPositionProperty().addListener((_, _, _) -> here());
    }

    Region node() {
        return frame;
    }

    Node keyboard() {
        return area;
    }

    void focus(Parent screen) {
        Fx.focus(screen, area);
    }

    String text() {
        return area.getText();
    }

    /// Puts another text in the place of all of it; it can be undone.
    void text(String now) {
        String plain = plain(now);
        if (!plain.equals(text())) {
            area.replaceText(plain);
            area.moveTo(0);
            area.requestFollowCaret();
        }
    }

    /// Line ends as the editor keeps them.
    private static String plain(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    String selected() {
        return area.getSelectedText();
    }

    int caret() {
        return area.getCaretPosition();
    }

    IndexRange selection() {
        return area.getSelection();
    }

    void select(int from, int to) {
        area.selectRange(from, to);
        area.requestFollowCaret();
    }

    void replace(int from, int to, String text) {
        area.replaceText(from, to, plain(text));
    }

    /// Puts a text where the caret is, with a blank before it where two words would become one.
    void insert(String text) {
        int at = selection().getStart();
        boolean joins = at > 0 && Character.isJavaIdentifierPart(text().charAt(at - 1));
        area.replaceSelection((joins ? " " : "") + plain(text));
        area.requestFollowCaret();
    }

    /// The statement at the caret, or what is selected.
    IndexRange chosen() {
        IndexRange selection = selection();
        if (!selected().isBlank()) {
            return selection;
        }
        Spot spot = Spot.at(text(), caret());
        return new IndexRange(spot.from(), spot.to());
    }

    String in(IndexRange range) {
        return text().substring(range.getStart(), range.getEnd());
    }

    /// Where the caret is on the screen; none while it is not seen.
    Optional<Bounds> place() {
        return area.getCaretBounds();
    }

    /// Looks for words from the selection on, and goes round at the end.
    ///
    /// @return whether they are there
    boolean find(String words, boolean onwards) {
        String text = text().toLowerCase(Locale.ROOT);
        String word = words.toLowerCase(Locale.ROOT);
        IndexRange from = selection();
        int found = onwards
                ? text.indexOf(word, from.getEnd())
                : from.getStart() == 0 ? -1 : text.lastIndexOf(word, from.getStart() - 1);
        if (found < 0) {
            found = onwards ? text.indexOf(word) : text.lastIndexOf(word);
        }
        if (found >= 0) {
            select(found, found + word.length());
        }
        return found >= 0;
    }

    /// Underlines what the server found wrong.
    ///
    /// @param move whether the caret goes there
    void wrong(int at, boolean move) {
        unmark();
        int end = at;
        while (end < text().length() && Character.isJavaIdentifierPart(text().charAt(end))) {
            end++;
        }
        end = Math.min(text().length(), Math.max(end, at + 1));
        // at the end of the text there is nothing to underline but what stands before it
        int from = at >= end ? Math.max(0, end - 1) : at;
        wrong = new IndexRange(from, end);
        repaint(from, end);
        if (move) {
            area.moveTo(at);
            area.requestFollowCaret();
        }
    }

    /// What is underlined; empty when nothing is.
    IndexRange wrong() {
        return wrong;
    }

    private void unmark() {
        if (wrong.getLength() > 0) {
            IndexRange was = wrong;
            wrong = new IndexRange(0, 0);
            int length = area.getLength();
            repaint(Math.min(was.getStart(), length), Math.min(was.getEnd(), length));
        }
    }

    /// Colours what differs from what is shown: the marks at the beginning and at the end that stayed as they were are left alone.
    private void paint() {
        List<Mark> now = Mark.of(text());
        int moved = area.getLength() - paintedLength;
        int head = 0;
        while (head < Math.min(now.size(), painted.size()) && now.get(head).equals(painted.get(head))
                && now.get(head).to() < changedFrom) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(now.size(), painted.size()) - head) {
            Mark a = now.get(now.size() - 1 - tail);
            Mark b = painted.get(painted.size() - 1 - tail);
            if (a.kind() != b.kind() || a.from() != b.from() + moved || a.to() != b.to() + moved
                    || area.getLength() - a.from() >= changedTail) {
                break;
            }
            tail++;
        }
        int from = head == 0 ? 0 : now.get(head - 1).to();
        int to = tail == 0 ? area.getLength() : now.get(now.size() - tail).from();
        painted = now;
        paintedLength = area.getLength();
        changedFrom = Integer.MAX_VALUE;
        changedTail = Integer.MAX_VALUE;
        repaint(Math.min(from, to), to);
        here();
    }

    private void repaint(int from, int to) {
        if (from >= to) {
            return;
        }
        var spans = new StyleSpansBuilder<Collection<String>>();
        int at = from;
        for (Mark mark : painted) {
            if (mark.to() > at && mark.from() < to) {
                at = span(spans, List.of(), at, Math.max(at, mark.from()));
                at = span(spans, List.of(style(mark.kind())), at, Math.min(to, mark.to()));
            }
        }
        span(spans, List.of(), at, to);
        area.setStyleSpans(from, spans.create());
    }

    /// One piece of one colour, in two or three where a part of it is underlined.
    private int span(StyleSpansBuilder<Collection<String>> spans, List<String> style, int from, int to) {
        int begin = Math.clamp(wrong.getStart(), from, Math.max(from, to));
        int end = Math.clamp(wrong.getEnd(), begin, Math.max(begin, to));
        if (begin >= end) {
            spans.add(style, Math.max(0, to - from));
            return Math.max(from, to);
        }
        spans.add(style, begin - from);
        spans.add(style.isEmpty() ? List.of("wrong") : List.of(style.getFirst(), "wrong"), end - begin);
        spans.add(style, to - end);
        return to;
    }

    private static String style(Mark.Kind kind) {
        return "sql-" + kind.name().toLowerCase(Locale.ROOT);
    }

    /// Marks the lines of the statement at the caret, where there is more than one.
    private void here() {
        if (area.getLength() > AT_ONCE) {
            return;
        }
        Spot spot = Spot.at(text(), Math.min(caret(), area.getLength()));
        boolean all = spot.from() == spot.to() || text().substring(0, spot.from()).isBlank()
                && text().substring(spot.to()).replace(";", "").isBlank();
        int first = all ? 0 : line(spot.from());
        int last = all ? 0 : line(spot.to()) + 1;
        var now = new IndexRange(first, last);
        if (now.equals(here)) {
            return;
        }
        int lines = area.getParagraphs().size();
        for (int i = here.getStart(); i < Math.min(here.getEnd(), lines); i++) {
            if (i < first || i >= last) {
                area.setParagraphStyle(i, List.of());
            }
        }
        for (int i = first; i < Math.min(last, lines); i++) {
            if (!area.getParagraph(i).getParagraphStyle().contains("here")) {
                area.setParagraphStyle(i, List.of("here"));
            }
        }
        here = now;
    }

    private int line(int at) {
        return area.offsetToPosition(at, org.fxmisc.richtext.model.TwoDimensional.Bias.Backward).getMajor();
    }
}
