package dev.howdah.drill.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Server log files as `DescribeDBLogFiles` and `DownloadDBLogFilePortion` show them.
final class Logs {
    private static final String FOLDER = "error/";

    private Logs() {}

    static List<LogFile> list(Path directory) throws IOException {
        var logs = new ArrayList<LogFile>();
        try (var files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                logs.add(new LogFile(FOLDER + file.getFileName(), Files.size(file), Files.getLastModifiedTime(file).toInstant()));
            }
        }
        return logs;
    }

    static LogFile.Portion read(Path directory, String name, long from, int most) throws IOException {
        Path file = directory.resolve(name.startsWith(FOLDER) ? name.substring(FOLDER.length()) : name).normalize();
        if (!directory.equals(file.getParent())) {
            throw new NoSuchFileException(name);
        }
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, Math.max(0, channel.size() - from)));
            channel.position(from);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                continue;
            }
            int length = whole(bytes.array(), bytes.position());
            return new LogFile.Portion(new String(bytes.array(), 0, length, StandardCharsets.UTF_8), from + length,
                    from + length < channel.size());
        }
    }

    /// The greatest length not above `length` that does not cut a UTF-8 character.
    private static int whole(byte[] text, int length) {
        int start = length;
        while (start > 0 && length - start < 4 && (text[start - 1] & 0xC0) == 0x80) {
            start--;
        }
        if (start == 0) {
            return length;
        }
        int lead = text[start - 1] & 0xFF;
        int needs = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        return length - (start - 1) >= needs ? length : start - 1;
    }
}
