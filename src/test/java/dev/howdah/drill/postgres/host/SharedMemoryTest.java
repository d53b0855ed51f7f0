package dev.howdah.drill.postgres.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bad machines tried: without the folder, with a file in its place, with one that only its owner may write.
final class SharedMemoryTest {
    @Test
    void aFolderThatEverybodyMayWriteIsWanted(@TempDir Path home) throws IOException {
        Path folder = Files.createDirectory(home.resolve("shm"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(SharedMemory.posix("Linux", folder)).isTrue();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(SharedMemory.posix("Linux", folder)).isFalse();
        assertThat(SharedMemory.posix("Linux", home.resolve("none"))).isFalse();
        assertThat(SharedMemory.posix("Linux", Files.createFile(home.resolve("file")))).isFalse();
        assertThat(SharedMemory.posix("Mac OS X", home.resolve("none"))).as("there it is no folder").isTrue();
    }
}
