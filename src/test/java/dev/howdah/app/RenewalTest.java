package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Old class files with frames of their own. Bad inputs tried: a file that is no archive, an archive that is new enough.
final class RenewalTest {
    @TempDir
    private Path directory;

    @Test
    void everyClassOfTheLibraryIsVerifiedByItsFrames() throws Exception {
        Path source = Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path archive = Files.copy(source, directory.resolve("picocli.jar"));
        int old = new Renewal().renew(archive);
        try (var jar = new JarFile(archive.toFile());
                var from = new JarFile(source.toFile());
                var loader = new URLClassLoader(new URL[]{archive.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            assertThat(jar.stream().map(e -> e.getName())).containsExactlyElementsOf(from.stream().map(e -> e.getName()).toList());
            int seen = 0;
            for (var entry : (Iterable<java.util.jar.JarEntry>) jar.stream()::iterator) {
                if (entry.getName().endsWith(".class") && !entry.getName().contains("META-INF")
                        && !entry.getName().equals("module-info.class")) {
                    // initialised, and so verified, by a loader that trusts none of it; some want a library that is not there
                    String name = entry.getName().replace('/', '.').replaceAll("\\.class$", "");
                    try {
                        Class.forName(name, true, loader);
                        seen++;
                    } catch (NoClassDefFoundError e) {
                        assertThat(name).contains("groovy");
                    }
                }
            }
            assertThat(old).isGreaterThan(150).isLessThanOrEqualTo(seen + 5);
            Class<?> help = Class.forName("picocli.CommandLine$Help$Ansi", true, loader);
            assertThat(help.getClassLoader()).isSameAs(loader);
        }
        byte[] once = Files.readAllBytes(archive);
        assertThat(new Renewal().renew(archive)).as("done twice").isZero();
        assertThat(archive).hasBinaryContent(once);
        assertThat(directory).isDirectoryNotContaining(p -> p.toString().endsWith(".tmp"));
    }

    @Test
    void whatCannotBeReadStaysAsItWas() throws IOException {
        Path archive = Files.writeString(directory.resolve("broken.jar"), "no archive");
        assertThatThrownBy(() -> new Renewal().renew(archive)).isInstanceOf(ZipException.class);
        assertThat(archive).hasContent("no archive");
        assertThat(directory).isDirectoryNotContaining(p -> p.toString().endsWith(".tmp"));
    }
}
