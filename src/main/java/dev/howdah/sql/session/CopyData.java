package dev.howdah.sql.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The data lines that stand in a script after `COPY … FROM STDIN`, up to `\.` or the script's end, as a stream.
final class CopyData extends InputStream {
    private final Input input;
    private byte[] line = {};
    private int at;
    private boolean ended;

    CopyData(Input input) {
        this.input = input;
    }

    private boolean fill() throws IOException {
        while (at >= line.length && !ended) {
            @Nullable
            String next = input.next();
            if (next == null || next.equals("\\.")) {
                ended = true;
            } else {
                line = (next + "\n").getBytes(StandardCharsets.UTF_8);
                at = 0;
            }
        }
        return at < line.length;
    }

    @Override
    public int read() throws IOException {
        return fill() ? line[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int done = 0;
        while (done < length && fill()) {
            int n = Math.min(length - done, line.length - at);
            System.arraycopy(line, at, buffer, offset + done, n);
            at += n;
            done += n;
        }
        return done == 0 && length > 0 ? -1 : done;
    }

    /// Runs a COPY with this data. What it says is told when the data has been read, as psql does; a statement that fails before
    /// it wants data says so at once.
    boolean copy(Psql psql, String sql, Consumer<Answer> answers) throws IOException {
        if (input.isInteractive()) {
            if (!psql.settings.on("QUIET")) {
                psql.stdout
                        .println("Enter data to be copied followed by a newline.\nEnd with a backslash and a period on a line by itself, "
                                + "or an EOF signal.");
                psql.stdout.flush();
            }
            input.prompt(psql.settings.text("PROMPT3"));
        }
        var said = new ArrayList<Answer>();
        int before = input.number();
        boolean good = psql.session.copyIn(sql, this, said::add);
        boolean wanted = input.number() > before || ended;
        if (!wanted) {
            said.forEach(answers);
        }
        skip();
        psql.log.at(input.name(), input.number());
        if (wanted) {
            said.forEach(answers);
        }
        return good;
    }

    /// Reads on to the end of the data, which a failed COPY leaves behind.
    void skip() throws IOException {
        Arrays.fill(line, (byte) 0);
        at = line.length;
        while (fill()) {
            at = line.length;
        }
    }
}
