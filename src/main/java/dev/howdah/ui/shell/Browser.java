package dev.howdah.ui.shell;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/// The person's own browser. JavaFX hands pages to it only from an `Application`, and AWT does not get on with GTK beside JavaFX, so it is the
/// platform's command that is run.
final class Browser {
    private Browser() {}

    /// Opens a page; touches processes, so not on the JavaFX thread.
    ///
    /// @return whether there is something that opens pages; whether it did, nobody tells
    static boolean open(URI page) {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        List<String> command = os.contains("win")
                ? List.of("rundll32", "url.dll,FileProtocolHandler", page.toString())
                : os.contains("mac") ? List.of("open", page.toString()) : List.of("xdg-open", page.toString());
        boolean web = "https".equals(page.getScheme()) || "http".equals(page.getScheme());
        if (!web) {
            return false;
        }
        try {
            new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException e) {
            System.getLogger(Browser.class.getName()).log(System.Logger.Level.INFO, "no browser is opened: {0}", e.getMessage());
            return false;
        }
    }
}
