package dev.howdah.sql.session;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// The system's words for a file that cannot be used, which psql prints.
final class FileTrouble {
    private FileTrouble() {}

    static String words(FileSystemException e) {
        return switch (e) {
            case NoSuchFileException _ -> "No such file or directory";
            case AccessDeniedException _ -> "Permission denied";
            default -> e.getReason() == null ? String.valueOf(e.getMessage()) : e.getReason();
        };
    }
}
