package dev.howdah.drill.postgres.host;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Directory trees: copy while a server writes in them, measure, remove.
public final class Trees {
    private Trees() {}

    /// Copies what `wanted` (asked with the path relative to `from`) lets through; a directory that is refused is skipped
    /// with all in it. A file that vanishes meanwhile is not an error: PostgreSQL removes files during a backup, and replay
    /// of its WAL removes them again.
    public static void copy(Path from, Path to, Account account, Predicate<Path> wanted, IntConsumer percent) throws IOException {
        long all = Math.max(1, size(from));
        account.directory(to);
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            private long done;

            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                Path relative = from.relativize(dir);
                if (!dir.equals(from)) {
                    if (!wanted.test(relative)) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    account.directory(to.resolve(relative));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path relative = from.relativize(file);
                if (wanted.test(relative)) {
                    Path target = to.resolve(relative);
                    try {
                        Files.copy(file, target);
                    } catch (NoSuchFileException e) {
                        return FileVisitResult.CONTINUE;
                    }
                    account.own(target);
                }
                done += attributes.size();
                percent.accept((int) Math.min(99, done * 100 / all));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                return missing(e);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) throws IOException {
                return missing(e);
            }
        });
        percent.accept(100);
    }

    /// Bytes in all files below `directory`, as far as they stay there while it looks.
    public static long size(Path directory) throws IOException {
        long[] sum = new long[1];
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sum[0] += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                return missing(e);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) throws IOException {
                return missing(e);
            }
        });
        return sum[0];
    }

    /// Removes `directory` and all below it; links are removed, not followed.
    public static void remove(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                return missing(e);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) throws IOException {
                missing(e);
                Files.deleteIfExists(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static FileVisitResult missing(@Nullable IOException e) throws IOException {
        if (e != null && !(e instanceof NoSuchFileException)) {
            throw e;
        }
        return FileVisitResult.CONTINUE;
    }
}
