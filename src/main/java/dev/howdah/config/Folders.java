package dev.howdah.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Where files live on this machine: the XDG Base Directory Specification on Linux, the platform's own place elsewhere.
///
/// @param settings what the user chose
/// @param state what was observed: event history, window state
public record Folders(Path settings, Path state) {
    /// @param environment `HOWDAH_HOME` puts everything below one folder; else `XDG_CONFIG_HOME`, `XDG_STATE_HOME`,
    ///            `LOCALAPPDATA`
    public static Folders of(Map<String, String> environment, String osName, Path home) {
        String own = environment.get("HOWDAH_HOME");
        if (own != null && !own.isBlank()) {
            return new Folders(Path.of(own), Path.of(own));
        }
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.contains("mac")) {
            Path support = home.resolve("Library/Application Support/Howdah");
            return new Folders(support, support);
        }
        if (os.contains("win")) {
            Path data = Path.of(environment.getOrDefault("LOCALAPPDATA", home.resolve("AppData/Local").toString()), "Howdah");
            return new Folders(data, data);
        }
        return new Folders(xdg(environment, "XDG_CONFIG_HOME", home.resolve(".config")),
                xdg(environment, "XDG_STATE_HOME", home.resolve(".local/state")));
    }

    public static Folders ofProcess() {
        return of(System.getenv(), System.getProperty("os.name", ""), Path.of(System.getProperty("user.home", ".")));
    }

    private static Path xdg(Map<String, String> environment, String name, Path otherwise) {
        String value = environment.get(name);
        Path base = value == null || value.isBlank() || !Path.of(value).isAbsolute() ? otherwise : Path.of(value);
        return base.resolve("howdah");
    }
}
