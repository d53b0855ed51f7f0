package dev.howdah.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bad input tried: no folder of devices, one without a node that renders, a file where a folder is expected.
final class PainterTest {
    @TempDir
    private Path devices;

    @Test
    void withoutADeviceThatDrawsThereIsNone() throws IOException {
        assertThat(Painter.accelerated(devices)).isFalse();
        assertThat(Painter.accelerated(devices.resolve("absent"))).isFalse();
        Files.createFile(Files.createDirectory(devices.resolve("dri")).resolve("card0"));
        assertThat(Painter.accelerated(devices)).as("a screen that only shows").isFalse();
    }

    @Test
    void aFileInPlaceOfTheFolderIsNone() throws IOException {
        Files.createFile(devices.resolve("dri"));
        assertThat(Painter.accelerated(devices)).isFalse();
    }

    @Test
    void aRenderNodeAGraphicsCardAndWhatWindowsLendsAreOne() throws IOException {
        Path node = Files.createFile(Files.createDirectory(devices.resolve("dri")).resolve("renderD128"));
        assertThat(Painter.accelerated(devices)).isTrue();
        Files.delete(node);
        for (String name : new String[]{"nvidia0", "dxg"}) {
            Path device = Files.createFile(devices.resolve(name));
            assertThat(Painter.accelerated(devices)).as(name).isTrue();
            Files.delete(device);
        }
    }
}
