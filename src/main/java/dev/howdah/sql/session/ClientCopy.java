package dev.howdah.sql.session;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `\copy`: COPY with a file of this machine.
final class ClientCopy {
    /// The table or query, the direction, the place, the options.
    private static final Pattern PARTS = Pattern.compile(
            "(?is)\\s*((?:\\((?:[^()']|'[^']*'|\\((?:[^()']|'[^']*'|\\([^()]*\\))*\\))*\\)|[^\\s()'\"]+|\"[^\"]*\"|\\s+)+?)\\s+(from|to)\\s+"
                    + "(program\\b.*|'(?:[^']|'')*'|\\S+)\\s*(.*)");
    private final Psql psql;

    ClientCopy(Psql psql) {
        this.psql = psql;
    }

    boolean run(@Nullable String text) throws IOException {
        Matcher parts = PARTS.matcher(text == null ? "" : text.replaceFirst("[;\\s]+$", ""));
        if (text == null || text.isBlank()) {
            psql.log.error("\\copy: arguments required");
            return false;
        }
        if (!parts.matches()) {
            psql.log.error("\\copy: parse error at end of line");
            return false;
        }
        boolean from = parts.group(2).equalsIgnoreCase("from");
        String place = parts.group(3);
        if (place.toLowerCase(Locale.ROOT).startsWith("program")) {
            psql.log.error("\\copy: would run a program on this machine; howdah does not");
            return false;
        }
        String sql = "COPY " + parts.group(1) + (from ? " FROM STDIN " : " TO STDOUT ") + parts.group(4);
        String file = place.startsWith("'") ? place.substring(1, place.length() - 1).replace("''", "'") : place;
        String low = place.toLowerCase(Locale.ROOT);
        boolean[] good = {true};
        var recorded = new Recorded(psql, sql);
        var exchange = new Object() {
            void answer(Answer answer) {
                recorded.saw(answer);
                switch (answer) {
                    case Answer.Failed f -> {
                        good[0] = false;
                        psql.failed(f.message(), sql);
                    }
                    case Answer.Notice n -> psql.noticed(n.message(), sql);
                    case Answer.Done d -> {
                        psql.settings.tell("ROW_COUNT", d.tag().substring(d.tag().lastIndexOf(' ') + 1));
                        if (!psql.settings.on("QUIET") && (from || !low.equals("stdout") && !low.equals("pstdout"))) {
                            psql.queryOut.println(d.tag());
                        }
                    }
                    case Answer.Rows _ -> {
                    }
                }
            }
        };
        return recorded.run(exchange::answer, () -> from
                ? in(sql, file, low, exchange::answer) && good[0]
                : out(sql, file, low, exchange::answer) && good[0]);
    }

    private boolean in(String sql, String file, String low, Consumer<Answer> answers) throws IOException {
        Input input = psql.input;
        if (low.equals("stdin") || low.equals("pstdin")) {
            return new CopyData(input == null ? new Input(new BufferedReader(java.io.Reader.nullReader()), null) : input).copy(psql, sql,
                    answers);
        }
        try (InputStream data = open(file)) {
            return psql.session.copyIn(sql, data, answers);
        }
    }

    private boolean out(String sql, String file, String low, Consumer<Answer> answers) throws IOException {
        if (low.equals("stdout") || low.equals("pstdout")) {
            boolean went = psql.session.copyOut(sql, psql.bytes(low.equals("stdout") ? psql.queryOut : psql.stdout), answers);
            psql.queryOut.flush();
            return went;
        }
        try (OutputStream data = new BufferedOutputStream(Files.newOutputStream(psql.file(file)), 1 << 18)) {
            return psql.session.copyOut(sql, data, answers);
        }
    }

    private InputStream open(String file) throws IOException {
        Path path = psql.file(file);
        if (Files.isDirectory(path)) {
            throw new FileSystemException(file, null, "cannot copy from/to a directory");
        }
        return file.isEmpty() ? new ByteArrayInputStream(new byte[0]) : Files.newInputStream(path);
    }
}
