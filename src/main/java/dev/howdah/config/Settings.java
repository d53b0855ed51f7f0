package dev.howdah.config;

import dev.howdah.json.Json;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is remembered between two starts.
///
/// @param environments profile name (empty for the default chain) → what it is; absent means undeclared
/// @param scopes the scopes that were open last
/// @param window its place and size; null before the first run
/// @param theme `system`, `light` or `dark`
/// @param keepsLiterals whether the journal keeps statements with the values in them; false unless `journalLiterals` says otherwise
/// @param migrations family of task definitions → file or folder with the SQL that it runs, as it was named last
public record Settings(Map<String, Environment> environments, List<AwsScope> scopes, @Nullable Window window, Theme theme,
        boolean keepsLiterals, Map<String, String> migrations) {
    public static final Settings FIRST = new Settings(Map.of(), List.of(), null, Theme.SYSTEM, false, Map.of());

    /// Outer bounds in screen pixels.
    public record Window(double x, double y, double width, double height, boolean maximized) {}

    public enum Theme {
        SYSTEM, LIGHT, DARK
    }

    public Environment environment(@Nullable String profile) {
        return environments.getOrDefault(profile == null ? "" : profile, Environment.UNDECLARED);
    }

    public Settings with(@Nullable String profile, Environment environment) {
        var changed = new TreeMap<>(environments);
        changed.put(profile == null ? "" : profile, environment);
        return new Settings(changed, scopes, window, theme, keepsLiterals, migrations);
    }

    public Settings with(List<AwsScope> opened) {
        return new Settings(environments, List.copyOf(opened), window, theme, keepsLiterals, migrations);
    }

    public Settings with(Window place) {
        return new Settings(environments, scopes, place, theme, keepsLiterals, migrations);
    }

    public Settings with(Theme chosen) {
        return new Settings(environments, scopes, window, chosen, keepsLiterals, migrations);
    }

    /// @param sql file or folder
    public Settings withMigration(String family, String sql) {
        var changed = new TreeMap<>(migrations);
        changed.put(family, sql);
        return new Settings(environments, scopes, window, theme, keepsLiterals, changed);
    }

    /// A file that is unreadable or was edited wrongly; it is left as it is.
    public static final class Unreadable extends Exception {
        Unreadable(Path file, Exception cause) {
            super(file + ": " + cause.getMessage(), cause);
        }
    }

    /// Reads `settings.json` of the folder; [#FIRST] when there is none.
    ///
    /// @throws Unreadable when it exists and cannot be used; the caller says so and goes on with [#FIRST]
    public static Settings load(Path folder) throws Unreadable {
        Path file = file(folder);
        try {
            return of(Json.readObject(Files.readString(file)));
        } catch (NoSuchFileException e) {
            return FIRST;
        } catch (IOException | Json.Malformed | IllegalArgumentException | ClassCastException | NullPointerException e) {
            throw new Unreadable(file, e);
        }
    }

    /// Replaces `settings.json` as a whole, so that a crash leaves the old or the new one.
    public void save(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path next = Files.createTempFile(folder, "settings", ".tmp");
        Files.writeString(next, Json.pretty(toJson()) + "\n");
        Files.move(next, file(folder), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path file(Path folder) {
        return folder.resolve("settings.json");
    }

    private Map<String, @Nullable Object> toJson() {
        var kinds = new LinkedHashMap<String, @Nullable Object>();
        environments.forEach((profile, kind) -> kinds.put(profile, kind.name()));
        var opened = new ArrayList<@Nullable Object>();
        scopes.forEach(s -> opened.add(Json.object("profile", s.profile(), "region", s.region())));
        Window w = window;
        return Json.object("environments", kinds, "scopes", opened, "theme", theme.name(), "journalLiterals", keepsLiterals, "migrations",
                new LinkedHashMap<String, @Nullable Object>(migrations), "window",
                w == null
                        ? null
                        : Json.object("x", w.x(), "y", w.y(), "width", w.width(), "height", w.height(), "maximized", w.maximized()));
    }

    private static Settings of(Map<String, @Nullable Object> json) {
        var kinds = new TreeMap<String, Environment>();
        if (json.get("environments") instanceof Map<?, ?> map) {
            map.forEach((profile, kind) -> kinds.put(String.valueOf(profile), Environment.valueOf(String.valueOf(kind))));
        }
        var opened = new ArrayList<AwsScope>();
        if (json.get("scopes") instanceof List<?> list) {
            list.forEach(s -> {
                Map<?, ?> scope = (Map<?, ?>) s;
                opened.add(new AwsScope((String) scope.get("profile"), String.valueOf(scope.get("region"))));
            });
        }
        Theme theme = json.get("theme") instanceof String name ? Theme.valueOf(name) : Theme.SYSTEM;
        Window window = json.get("window") instanceof Map<?, ?> w
                ? new Window(number(w, "x"), number(w, "y"), number(w, "width"), number(w, "height"),
                        Boolean.TRUE.equals(w.get("maximized")))
                : null;
        var migrations = new TreeMap<String, String>();
        if (json.get("migrations") instanceof Map<?, ?> map) {
            map.forEach((family, sql) -> migrations.put(String.valueOf(family), (String) sql));
        }
        return new Settings(kinds, opened, window, theme, Boolean.TRUE.equals(json.get("journalLiterals")), migrations);
    }

    private static double number(Map<?, ?> json, String name) {
        if (json.get(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("window." + name + " is not a number");
    }
}
