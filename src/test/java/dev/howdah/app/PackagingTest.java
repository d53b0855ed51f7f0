package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.aws.session.AwsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

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
        assertThat(installed).containsOnlyOnce("@CLASSPATH@").contains("howdah-sql.aot", "howdah-status.aot", "howdah-window.aot");
    }

    @Test
    void whatJpackageMakesStartsWithThemToo() throws IOException {
        String made = Files.readString(PACKAGING.resolve("jpackage.options"));
        assertThat(options(made)).isNotEmpty().isSubsetOf(options(Files.readString(PACKAGING.resolve("howdah-installed"))));
        assertThat(made).contains("--main-class " + Main.class.getName(), "-XX:AOTCache=$APPDIR/howdah-window.aot");
        assertThat(Files.readString(PACKAGING.resolve("jpackage-windows.options")))
                .contains("--add-launcher howdah=packaging/jpackage-console.properties");
        assertThat(PACKAGING.resolve("jpackage-console.properties")).isRegularFile();
        assertThat(PACKAGING.resolve("jpackage-mac.options")).isRegularFile();
        assertThat(List.of("png", "ico", "icns")).allSatisfy(kind -> assertThat(ASSETS.resolve("howdah." + kind)).isRegularFile());
    }

    /// Also what the formatter would take for a request of its own is only text.
    @Test
    void theManualHasEveryCommandAndOption() {
        CommandLine program = Main.commandLine(new AwsSettings(Map.of()));
        String page = Manual.page(program);
        String plain = page.replace("\\-", "-");
        assertThat(program.getSubcommands()).isNotEmpty().allSatisfy((name, command) -> {
            assertThat(plain).contains(".SH HOWDAH " + name.toUpperCase(Locale.ROOT)).contains("Usage: howdah " + name);
            assertThat(command.getCommandSpec().options()).allSatisfy(option -> assertThat(plain).contains(option.longestName()));
            assertThat(command.getSubcommands()).allSatisfy((below, _) -> assertThat(plain).contains(".SS howdah " + name + " " + below));
        });
        assertThat(page.lines().filter(line -> line.startsWith(".") || line.startsWith("'"))).allMatch(line -> line
                .matches("\\.(TH|SH|SS|B|I|TP|PP|br|nf|fi)\\b.*"));
    }

    @Test
    void theStoresMetadataNamesTheDesktopEntry() throws IOException {
        assertThat(Files.readString(PACKAGING.resolve("dev.howdah.Howdah.metainfo.xml")))
                .contains("<launchable type=\"desktop-id\">howdah.desktop</launchable>", "<binary>howdah</binary>", "@VERSION@", "@DATE@");
    }

    private static List<String> options(String script) {
        return Pattern.compile("(?<![\\w-])(-X[\\w:+=*-]+|--enable-native-access=\\S+)").matcher(script).results().map(MatchResult::group)
                .filter(option -> !option.startsWith("-XX:AOTCache") && !option.startsWith("-XshowSettings")).sorted().toList();
    }
}
