package dev.howdah.app.keyboard;

import dev.howdah.sql.meta.Completion;
import dev.howdah.sql.session.CatalogNames;
import dev.howdah.sql.session.Keyboard;
import dev.howdah.sql.session.Psql;
import dev.howdah.sql.session.SqlFailed;
import dev.howdah.sql.session.SqlSession;
import dev.howdah.task.Work;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/// The terminal, as `howdah sql` uses it. Ctrl-C drops the line, or cancels what runs; Ctrl-D on an empty line leaves; Tab completes.
public final class LineEditor implements AutoCloseable {
    /// What is kept out of the history: it may hold a password, or one in a connection string.
    private static final Pattern SECRET = Pattern.compile("(?is)passw|\\bpwd\\b|secret|://[^/\\s:]+:[^@\\s]+@|identified\\s+by");
    private static final int KEPT = 2000;
    private final Terminal terminal;
    private final Path file;
    private final Work work = Work.ofCommand("keyboard");

    private LineEditor(Terminal terminal, Path file) {
        this.terminal = terminal;
        this.file = file;
    }

    /// The process's own terminal.
    ///
    /// @param folder where the history is kept
    public static LineEditor ofProcess(Path folder) throws IOException {
        return new LineEditor(TerminalBuilder.builder().name("howdah").system(true).dumb(true).build(), folder.resolve("sql_history"));
    }

    /// Where results go: past the terminal's own writer, lines would be redrawn over them.
    public PrintWriter out() {
        return terminal.writer();
    }

    /// Whether a statement may be kept in the history.
    static boolean mayBeKept(String typed) {
        return !SECRET.matcher(typed).find() && !typed.startsWith(" ");
    }

    /// A person for one session.
    public Keyboard keyboard(Psql psql) {
        var history = new Remembered();
        LineReader reader = LineReaderBuilder.builder().terminal(terminal).appName("howdah").parser(new OneWord()).history(history)
                .completer((at, line, candidates) -> complete(psql.session(), line, candidates))
                .variable(LineReader.HISTORY_FILE, file).variable(LineReader.HISTORY_FILE_SIZE, KEPT)
                .variable(LineReader.HISTORY_SIZE, KEPT)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "").variable(LineReader.BELL_STYLE, "none")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true).option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .option(LineReader.Option.BRACKETED_PASTE, true).build();
        own(file);
        var reading = new AtomicBoolean();
        terminal.handle(Terminal.Signal.INT, _ -> {
            if (!reading.get()) {
                psql.stop();
                work.start("cancel", () -> cancel(psql.session()));
            }
        });
        return new Keyboard() {
            @Override
            public @Nullable String line(String prompt) throws Dropped {
                reading.set(true);
                try {
                    return reader.readLine(prompt);
                } catch (UserInterruptException e) {
                    throw new Dropped();
                } catch (EndOfFileException e) {
                    return null;
                } finally {
                    reading.set(false);
                }
            }

            @Override
            public void remember(String typed) {
                if (mayBeKept(typed) && !typed.isBlank()) {
                    history.keep(typed);
                }
            }
        };
    }

    /// Only its owner may read what was typed.
    private static void own(Path file) {
        try {
            Files.createDirectories(file.getParent());
            if (Files.notExists(file)) {
                Files.createFile(file);
            }
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException e) {
            System.getLogger(LineEditor.class.getName()).log(System.Logger.Level.WARNING, "the history is not kept: {0}", e.getMessage());
        }
    }

    private static void cancel(SqlSession session) {
        try {
            session.cancel();
        } catch (java.util.concurrent.CancellationException e) {
            throw e;
        } catch (Exception e) {
            System.getLogger(LineEditor.class.getName()).log(System.Logger.Level.WARNING, "the statement could not be cancelled: {0}",
                    e.getMessage());
        }
    }

    private final class Names {
        private Completion.Names names = Completion.Names.NONE;
        private @Nullable SqlSession read;

        Completion.Names of(SqlSession session) {
            if (read != session && session.isOpen() && session.state() == SqlSession.State.IDLE) {
                read = session;
                try {
                    names = CatalogNames.of(session);
                } catch (SqlFailed e) {
                    System.getLogger(LineEditor.class.getName()).log(System.Logger.Level.DEBUG, "no names to complete with", e);
                }
            }
            return names;
        }
    }

    private final Names names = new Names();

    private void complete(SqlSession session, ParsedLine line, List<Candidate> candidates) {
        new Completion(names.of(session)).at(line.line(), line.cursor()).all()
                .forEach(p -> candidates.add(new Candidate(p.text(), p.text(), null, p.kind(), null, null, !p.text().endsWith("."))));
    }

    /// The word before the caret is all that is replaced; quotes and backslashes are psql's, not a shell's.
    private static final class OneWord implements Parser {
        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            return new Word(line, cursor, new Completion(Completion.Names.NONE).at(line, cursor).from());
        }

        @Override
        public boolean isEscapeChar(char c) {
            return false;
        }
    }

    private record Word(String line, int cursor, int from) implements CompletingParsedLine {
        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return word().length();
        }

        @Override
        public String word() {
            return line.substring(from, cursor);
        }

        @Override
        public int wordCursor() {
            return cursor - from;
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word());
        }
    }

    /// What the reader would add by itself is a line; kept are whole statements.
    private static final class Remembered extends DefaultHistory {
        @Override
        public void add(Instant time, String line) {
            // a line of its own says too little: see keep
        }

        void keep(String typed) {
            super.add(Instant.now(), typed);
        }
    }

    @Override
    public void close() throws IOException {
        work.close();
        terminal.close();
    }
}
