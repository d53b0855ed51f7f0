package dev.howdah.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.model.AwsScope;
import dev.howdah.model.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bad inputs tried: no file, an empty one, not JSON, wrong types, an unknown environment or theme.
final class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsSavedIsLoaded() throws IOException, Settings.Unreadable {
        Settings settings = Settings.FIRST.with("blog-prod", Environment.PRODUCTION).with(null, Environment.STAGING)
                .with(List.of(new AwsScope("blog-prod", "ap-northeast-2"), new AwsScope(null, "eu-west-1")))
                .with(new Settings.Window(10, 20, 1280, 720, false)).with(Settings.Theme.DARK)
                .withMigration("blog-api-migrate", "/srv/blog/migrations").withMigration("blog-api-migrate", "/srv/blog/sql");
        assertThat(settings.migrations()).containsOnly(Map.entry("blog-api-migrate", "/srv/blog/sql"));
        settings.save(folder);
        assertThat(Settings.load(folder)).isEqualTo(settings);
    }

    @Test
    void withoutAFileNothingIsDeclared() throws Settings.Unreadable {
        assertThat(Settings.load(folder)).isEqualTo(Settings.FIRST);
        assertThat(Settings.FIRST.environment("anything")).isEqualTo(Environment.UNDECLARED);
        assertThat(Environment.UNDECLARED.guardedAsProduction()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"environments\":{\"a\":\"MOON\"}}", "{\"theme\":\"PINK\"}", "{\"window\":{\"x\":\"left\"}}",
            "{\"scopes\":[3]}", "{\"migrations\":{\"blog-api-migrate\":7}}"})
    void aFileThatCannotBeUsedIsNamedAndLeftAsItIs(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("settings.json"), text);
        assertThatThrownBy(() -> Settings.load(folder)).isInstanceOf(Settings.Unreadable.class).hasMessageContaining(file.toString());
        assertThat(file).hasContent(text);
    }

    @Test
    void foldersFollowThePlatform() {
        Path home = Path.of("/home/ann");
        assertThat(Folders.of(Map.of(), "Linux", home).state()).isEqualTo(home.resolve(".local/state/howdah"));
        assertThat(Folders.of(Map.of("XDG_STATE_HOME", "/s"), "Linux", home).state()).isEqualTo(Path.of("/s/howdah"));
        assertThat(Folders.of(Map.of("XDG_STATE_HOME", "relative"), "Linux", home).state()).isEqualTo(home.resolve(".local/state/howdah"));
        assertThat(Folders.of(Map.of("HOWDAH_HOME", "/h"), "Mac OS X", home).settings()).isEqualTo(Path.of("/h"));
        assertThat(Folders.of(Map.of(), "Mac OS X", home).settings()).isEqualTo(home.resolve("Library/Application Support/Howdah"));
    }
}
