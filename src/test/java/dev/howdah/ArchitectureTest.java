package dev.howdah;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The walls of the house. An arrow changes by changing these tables, never by an exemption (decision 0006).
final class ArchitectureTest {
    private static final String BASE = "dev.howdah.";
    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.howdah");

    /// Package → what it may use. A package that is not listed may use nothing of ours, so a new one must be added here.
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(Map.entry("model", Set.of()), Map.entry("task", Set.of()),
            Map.entry("json", Set.of()), Map.entry("config", Set.of("model", "json")),
            Map.entry("journal", Set.of("model", "task", "json")),
            Map.entry("sql", Set.of("model", "task", "journal")), Map.entry("tunnel", Set.of("model", "task", "json")),
            Map.entry("aws", Set.of("model", "task", "journal", "json")), Map.entry("lint", Set.of("model", "json", "sql.scan")),
            Map.entry("posture", Set.of("model", "insights")), Map.entry("health", Set.of("model", "posture")),
            Map.entry("insights", Set.of("model")), Map.entry("terraform", Set.of("model")),
            Map.entry("timeline", Set.of("model", "json", "journal", "insights", "sql.scan")),
            Map.entry("fleet", Set.of("model", "task", "aws", "json")),
            Map.entry("ops", Set.of("model", "task", "json", "journal", "sql", "tunnel", "aws", "lint", "fleet", "insights", "posture",
                    "health", "timeline")),
            Map.entry("ui", Set.of("model", "task", "json", "config", "journal", "sql", "tunnel", "lint", "posture", "fleet", "ops",
                    "insights", "health", "timeline")),
            Map.entry("drill", Set.of("tunnel.wire")), Map.entry("app", Set.of("model", "task", "json", "config", "journal", "sql",
                    "tunnel", "aws", "lint", "posture", "fleet", "ops", "insights", "health", "timeline", "terraform", "ui", "drill")));

    /// Inside the window: kit ← nav ← features ← shell, and features never see each other.
    private static final Set<String> UI_FEATURES = Set.of("launch", "drill", "activity", "insights", "health", "timeline", "fleet",
            "instance",
            "query",
            "operation",
            "backup", "create",
            "migrate", "verify",
            "posture", "secrets", "lint",
            "tunnel",
            "journal", "settings", "signin");

    /// Outside library → the packages that may import it, one for the console and one for the drill, which is a program of
    /// its own that happens to share our process.
    private static final Map<String, Set<String>> IMPORTERS = Map.ofEntries(Map.entry("javafx", Set.of("ui")),
            Map.entry("org.fxmisc", Set.of("ui.query")), Map.entry("org.reactfx", Set.of("ui.query")), Map.entry("atlantafx", Set.of("ui")),
            Map.entry("org.kordamp", Set.of("ui")),
            Map.entry("software.amazon.awssdk", Set.of("aws")), Map.entry("java.sql", Set.of("sql", "drill.postgres")),
            Map.entry("org.postgresql", Set.of("sql", "drill.postgres")), Map.entry("com.zaxxer.hikari", Set.of("drill.postgres")),
            Map.entry("com.fasterxml.jackson", Set.of("json", "drill.protocol")), Map.entry("org.eclipse.jetty", Set.of("drill.http")),
            Map.entry("org.bouncycastle", Set.of("drill.tls")), Map.entry("org.apache.commons.compress", Set.of("drill.postgres")),
            Map.entry("com.dylibso.chicory", Set.of("lint.parse")), Map.entry("libpgquery", Set.of("lint.parse")),
            Map.entry("org.flywaydb", Set.of("drill.container")),
            Map.entry("org.tomlj", Set.of("config")), Map.entry("picocli", Set.of("app")), Map.entry("org.jline", Set.of("app.keyboard")));

    @Test
    void packagesUseOnlyWhatTheTableAllows() {
        var wrong = new TreeSet<String>();
        for (JavaClass from : CLASSES) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                String to = dependency.getTargetClass().getPackageName();
                if (to.startsWith(BASE) && !allowed(inside(from.getPackageName()), inside(to))) {
                    wrong.add(inside(from.getPackageName()) + " → " + inside(to) + "   (" + dependency.getDescription() + ")");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void thereAreNoCycles() {
        slices().matching("dev.howdah.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void eachOutsideLibraryHasOneImporter() {
        var wrong = new TreeSet<String>();
        for (JavaClass from : CLASSES) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                String to = dependency.getTargetClass().getPackageName();
                IMPORTERS.forEach((library, importers) -> {
                    if (within(to, library) && importers.stream().noneMatch(p -> within(inside(from.getPackageName()), p))) {
                        wrong.add(inside(from.getPackageName()) + " imports " + library + "   (" + dependency.getDescription() + ")");
                    }
                });
            }
        }
        assertThat(wrong).isEmpty();
    }

    /// A second handler would take the place of the one that asks what becomes of an open transaction.
    @Test
    void oneClassSaysWhatClosingTheWindowMeans() {
        noClasses().that().doNotHaveFullyQualifiedName("dev.howdah.ui.shell.HowdahWindow").should()
                .callMethod("javafx.stage.Stage", "setOnCloseRequest", "javafx.event.EventHandler").orShould()
                .callMethod("javafx.stage.Window", "setOnCloseRequest", "javafx.event.EventHandler").check(CLASSES);
    }

    @Test
    void oneClassCrossesToTheJavaFxThread() {
        noClasses().that().doNotHaveFullyQualifiedName("dev.howdah.ui.kit.Fx").should()
                .callMethod("javafx.application.Platform", "runLater", "java.lang.Runnable").allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void everyPackageSaysItsFourParts() throws IOException {
        Path sources = Path.of("src/main/java");
        try (var files = Files.walk(sources)) {
            List<Path> folders = files.filter(Files::isDirectory).filter(ArchitectureTest::holdsJava).toList();
            assertThat(folders).isNotEmpty().allSatisfy(folder -> {
                Path info = folder.resolve("package-info.java");
                assertThat(info).exists();
                assertThat(Files.readString(info)).contains("**What it is for.**", "**Where to start.**", "**Threads.**",
                        "**What it must not know.**", "@NullMarked");
            });
        }
    }

    private static boolean holdsJava(Path folder) {
        try (var files = Files.list(folder)) {
            return files.anyMatch(f -> f.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean allowed(String from, String to) {
        String source = top(from);
        String target = top(to);
        if (source.equals(target)) {
            return !source.equals("ui") || allowedInsideUi(from, to);
        }
        if (from.equals("ui.kit") || from.equals("ui.nav")) {
            return Set.of("model", "task").contains(target);
        }
        return ARROWS.getOrDefault(source, Set.of()).stream().anyMatch(p -> within(to, p));
    }

    private static boolean allowedInsideUi(String from, String to) {
        if (from.equals(to)) {
            return true;
        }
        String feature = from.startsWith("ui.") ? from.substring(3) : "";
        return switch (feature) {
            case "kit" -> false;
            case "nav" -> to.equals("ui.kit");
            case "shell", "gallery" -> true;
            default -> UI_FEATURES.contains(feature) && (to.equals("ui.kit") || to.equals("ui.nav"));
        };
    }

    private static boolean within(String name, String parent) {
        return name.equals(parent) || name.startsWith(parent + ".");
    }

    private static String inside(String name) {
        return name.length() < BASE.length() ? "" : name.substring(BASE.length());
    }

    private static String top(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
