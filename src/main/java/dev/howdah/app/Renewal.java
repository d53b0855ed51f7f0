package dev.howdah.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/// Gives the classes of a library that was compiled for Java 5 the frames that a newer class file must have (JVMS 4.7.4), and its
/// version. The code is the same instruction for instruction. The JVM keeps no class ready that is older than version 50: without
/// this, reading the command line costs more than all the rest of a command's start (decision 0009).
final class Renewal {
    /// The oldest version that the JVM verifies by its frames alone, with no second way if they do not fit (JVMS 4.10).
    private static final int NEW = ClassFile.JAVA_8_VERSION;

    private final ClassFile files = ClassFile.of(
            ClassFile.ClassHierarchyResolverOption
                    .of(ClassHierarchyResolver.ofResourceParsing(Renewal.class.getClassLoader())
                            .orElse(ClassHierarchyResolver.ofResourceParsing(ClassLoader.getPlatformClassLoader())).cached()),
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS);

    /// Replaces the archive by one whose classes are new enough; what else is in it stays byte for byte, with its times. Done twice
    /// it changes nothing more.
    ///
    /// @return the number of classes that were too old
    /// @throws IOException where the archive cannot be read, or its place cannot be written; the archive is then as it was
    int renew(Path archive) throws IOException {
        Path next = archive.resolveSibling(archive.getFileName() + ".tmp");
        int old = 0;
        try (var from = new JarFile(archive.toFile());
                OutputStream file = Files.newOutputStream(next);
                var to = new JarOutputStream(file)) {
            for (JarEntry entry : (Iterable<JarEntry>) from.stream()::iterator) {
                byte[] bytes;
                try (InputStream in = from.getInputStream(entry)) {
                    bytes = in.readAllBytes();
                }
                if (entry.getName().endsWith(".class") && tooOld(bytes)) {
                    bytes = renewed(bytes);
                    old++;
                }
                var copy = new ZipEntry(entry.getName());
                FileTime time = entry.getLastModifiedTime();
                if (time != null) {
                    copy.setLastModifiedTime(time);
                }
                to.putNextEntry(copy);
                to.write(bytes);
                to.closeEntry();
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(next);
            throw e;
        }
        try {
            if (old > 0) {
                Files.move(next, archive, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            Files.deleteIfExists(next);
        }
        return old;
    }

    /// The version of a class file stands in its seventh and eighth byte (JVMS 4.1).
    static boolean tooOld(byte[] bytes) {
        return bytes.length > 8 && ((bytes[6] & 0xff) << 8 | bytes[7] & 0xff) < ClassFile.JAVA_6_VERSION;
    }

    byte[] renewed(byte[] bytes) {
        ClassModel model = files.parse(bytes);
        ClassTransform version = ClassTransform.dropping(e -> e instanceof ClassFileVersion)
                .andThen(ClassTransform.endHandler(b -> b.withVersion(NEW, 0)));
        return files.transformClass(model, version.andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)));
    }
}
