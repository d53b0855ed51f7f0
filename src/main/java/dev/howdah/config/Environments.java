package dev.howdah.config;

import dev.howdah.model.AwsScope;
import dev.howdah.model.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// The environments that people have written down in `environments.toml`: one table each. Only read, never written.
///
/// @param mistakes none, or else there are no entries: half of a file could call production staging
public record Environments(List<Entry> entries, List<Mistake> mistakes) {
    public static final Environments NONE = new Environments(List.of(), List.of());
    private static final String FILE = "environments.toml";
    private static final Set<String> KEYS = Set.of("title", "profile", "region", "is", "colour", "instance");

    /// One environment.
    ///
    /// @param name of its table
    /// @param profile of `~/.aws`; null for the environment's own credentials
    /// @param region null for the profile's own
    /// @param instance that is shown first, null for none
    public record Entry(String name, String title, @Nullable String profile, @Nullable String region, Environment is,
            @Nullable Colour colour, @Nullable String instance) {
        boolean covers(AwsScope scope) {
            return java.util.Objects.equals(profile, scope.profile()) && (region == null || region.equals(scope.region()));
        }
    }

    /// What tells environments of one kind apart at a glance. The word beside it says which it is.
    public enum Colour {
        RED, ORANGE, GREEN, TEAL, BLUE, PURPLE, PINK, GREY;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What is wrong, where.
    ///
    /// @param line,column from 1; 0 where the file as a whole is meant
    public record Mistake(int line, int column, String sentence) {
        /// As compilers say it.
        public String words() {
            return FILE + (line == 0 ? "" : ", line " + line + ", column " + column) + ": " + sentence;
        }
    }

    /// The entry that a scope falls under: the one with its region before one without.
    public Optional<Entry> of(AwsScope scope) {
        return entries.stream().filter(e -> e.covers(scope)).min((a, b) -> Boolean.compare(a.region() == null, b.region() == null));
    }

    /// What a scope is: by this file, else by what the window was told.
    public Environment is(AwsScope scope, Settings settings) {
        return of(scope).map(Entry::is).orElseGet(() -> settings.environment(scope.profile()));
    }

    /// Reads the file of the folder; [#NONE] when there is none.
    public static Environments load(Path folder) {
        try {
            return of(Files.readString(folder.resolve(FILE)));
        } catch (NoSuchFileException e) {
            return NONE;
        } catch (IOException e) {
            return new Environments(List.of(), List.of(new Mistake(0, 0, "It cannot be read: " + e.getMessage() + ".")));
        }
    }

    /// Reads a text.
    static Environments of(String text) {
        TomlParseResult toml = Toml.parse(text);
        if (toml.hasErrors()) {
            return new Environments(List.of(), toml.errors().stream()
                    .map(e -> new Mistake(e.position().line(), e.position().column(), sentence(String.valueOf(e.getMessage())))).toList());
        }
        var mistakes = new ArrayList<Mistake>();
        var entries = new ArrayList<Entry>();
        var seen = new HashMap<String, String>();
        for (String name : toml.keySet()) {
            List<String> at = List.of(name);
            if (toml.get(at) instanceof TomlTable table) {
                entry(name, table, at(toml, at), mistakes).ifPresent(e -> {
                    String other = seen.putIfAbsent(e.profile() + " " + e.region(), name);
                    if (other != null) {
                        mistakes.add(mistake(at(toml, at),
                                "'" + name + "' has the profile and region of '" + other + "': one of the two must go."));
                    }
                    entries.add(e);
                });
            } else {
                mistakes.add(mistake(at(toml, at), "'" + name + "' stands outside of an environment: begin one with [name]."));
            }
        }
        mistakes.sort((a, b) -> a.line() == b.line() ? a.column() - b.column() : a.line() - b.line());
        return mistakes.isEmpty() ? new Environments(List.copyOf(entries), List.of()) : new Environments(List.of(), List.copyOf(mistakes));
    }

    private static Optional<Entry> entry(String name, TomlTable table, @Nullable TomlPosition here, List<Mistake> mistakes) {
        int before = mistakes.size();
        for (String key : table.keySet()) {
            if (!KEYS.contains(key)) {
                mistakes.add(mistake(at(table, List.of(key)), "'" + key + "' is not known; known are "
                        + KEYS.stream().sorted().collect(Collectors.joining(", ")) + "."));
            }
        }
        @Nullable
        String title = text(table, "title", mistakes);
        @Nullable
        String profile = text(table, "profile", mistakes);
        @Nullable
        String region = text(table, "region", mistakes);
        @Nullable
        String instance = text(table, "instance", mistakes);
        @Nullable
        Environment is = one(table, "is", Map.of("production", Environment.PRODUCTION, "staging", Environment.STAGING, "development",
                Environment.DEVELOPMENT), mistakes);
        @Nullable
        Colour colour = one(table, "colour", Arrays.stream(Colour.values()).collect(Collectors.toMap(Colour::word, c -> c)), mistakes);
        if (!table.contains(List.of("is"))) {
            mistakes.add(mistake(here, "'" + name + "' does not say what it is: is = \"production\", \"staging\" or \"development\"."));
        }
        return mistakes.size() > before || is == null
                ? Optional.empty()
                : Optional.of(new Entry(name, title == null ? name : title, profile, region, is, colour, instance));
    }

    private static @Nullable String text(TomlTable table, String key, List<Mistake> mistakes) {
        @Nullable
        Object value = table.get(List.of(key));
        if (value == null) {
            return null;
        }
        if (value instanceof String text && !text.isBlank()) {
            return text.strip();
        }
        mistakes.add(mistake(at(table, List.of(key)), "'" + key + "' must be text in quotes" + (value instanceof String
                ? ", and it is empty."
                : ", and it is " + kind(value) + ".")));
        return null;
    }

    private static <T> @Nullable T one(TomlTable table, String key, Map<String, T> words, List<Mistake> mistakes) {
        @Nullable
        String text = text(table, key, mistakes);
        @Nullable
        T value = text == null ? null : words.get(text);
        if (text != null && value == null) {
            mistakes.add(mistake(at(table, List.of(key)), "'" + text + "' is none of "
                    + words.keySet().stream().sorted().collect(Collectors.joining(", ")) + "."));
        }
        return value;
    }

    private static String kind(Object value) {
        return switch (value) {
            case Boolean _ -> "true or false";
            case Number _ -> "a number";
            case TomlTable _ -> "a table";
            default -> "of another kind";
        };
    }

    private static @Nullable TomlPosition at(TomlTable table, List<String> key) {
        return table.inputPositionOf(key);
    }

    private static Mistake mistake(@Nullable TomlPosition at, String sentence) {
        return at == null ? new Mistake(0, 0, sentence) : new Mistake(at.line(), at.column(), sentence);
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }
}
