package dev.howdah.ui.kit;

import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/// The clipboard, which gets what was asked for and never a secret by itself.
public final class Clip {
    private Clip() {}

    public static void copy(String text) {
        Fx.mustBeHere();
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
