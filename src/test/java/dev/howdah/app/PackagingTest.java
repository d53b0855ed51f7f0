package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the package is made of agrees with itself, without building one.
final class PackagingTest {
    private static final Path PACKAGING = Path.of(System.getProperty("howdah.launcher")).resolveSibling("");
    private static final Path ASSETS = PACKAGING.resolve("../assets");

    @Test
    void theDesktopEntryNamesAProgramAndAPictureThatThePackageHas() throws IOException {
        List<String> entry = Files.readAllLines(PACKAGING.resolve("howdah.desktop"));
        assertThat(entry).startsWith("[Desktop Entry]").contains("Type=Application", "Exec=howdah", "Icon=howdah", "Terminal=false");
        assertThat(ASSETS.resolve("howdah.svg")).isRegularFile();
    }

    @Test
    void anInstalledProgramStartsWithTheOptionsOfACheckout() throws IOException {
        String checkout = Files.readString(PACKAGING.resolve("howdah"));
        String installed = Files.readString(PACKAGING.resolve("howdah-installed"));
        assertThat(options(installed)).isEqualTo(options(checkout)).isNotEmpty();
        assertThat(installed).containsOnlyOnce("@CLASSPATH@").contains("howdah-sql.aot", "howdah-status.aot");
    }

    private static List<String> options(String script) {
        return Pattern.compile("(?<![\\w-])(-X[\\w:+=*-]+|--enable-native-access=\\S+)").matcher(script).results().map(MatchResult::group)
                .filter(option -> !option.startsWith("-XX:AOTCache") && !option.startsWith("-XshowSettings")).sorted().toList();
    }
}
