package dev.howdah.sql.session;

import dev.howdah.sql.scan.Quoting;
import dev.howdah.sql.table.Format;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `\lo_import`, `\lo_export` and `\lo_unlink`, in one transaction each where none is open (PostgreSQL manual, chapter 35). The content
/// goes in pieces, so that none is held whole.
final class LargeObjects {
    private static final int PIECE = 256 << 10;
    private final Psql psql;

    LargeObjects(Psql psql) {
        this.psql = psql;
    }

    /// What one of them does inside its transaction.
    private interface Work {
        void run() throws IOException, SqlFailed;
    }

    boolean run(String command, List<String> arguments) throws IOException {
        boolean two = command.equals("lo_export");
        if (arguments.size() < (two ? 2 : 1)) {
            psql.log.error("\\" + command + ": missing required argument");
            return false;
        }
        String first = arguments.getFirst();
        String second = arguments.size() > 1 ? arguments.get(1) : null;
        if (!command.equals("lo_import") && !first.matches("\\d{1,10}")) {
            psql.log.error("\\" + command + ": \"" + first + "\" is not the number of a large object");
            return false;
        }
        if (psql.session.state() == SqlSession.State.FAILED) {
            psql.log.error("\\" + command + ": current transaction is aborted");
            return false;
        }
        var recorded = new Recorded(psql, "\\" + command + " " + String.join(" ", arguments));
        return recorded.run(answer -> {
            if (answer instanceof Answer.Failed(ServerMessage why)) {
                psql.failed(why, "");
            }
        }, () -> within(recorded, switch (command) {
            case "lo_import" -> () -> imported(psql.file(first), second);
            case "lo_export" -> () -> exported(first, psql.file(String.valueOf(second)));
            default -> () -> {
                ask("SELECT pg_catalog.lo_unlink(" + first + ")");
                tell("lo_unlink " + first);
            };
        }));
    }

    private boolean within(Recorded recorded, Work work) {
        boolean own = psql.session.state() == SqlSession.State.IDLE;
        boolean done = false;
        try {
            if (own) {
                ask("BEGIN");
            }
            work.run();
            if (own && psql.settings.on("AUTOCOMMIT")) {
                ask("COMMIT");
            }
            done = true;
        } catch (SqlFailed e) {
            recorded.saw(new Answer.Failed(e.serverMessage()));
            psql.failed(e.serverMessage(), e.query());
        } catch (FileSystemException e) {
            psql.log.info("could not open file \"" + psql.typed(String.valueOf(e.getFile())) + "\": " + FileTrouble.words(e));
        } catch (IOException e) {
            psql.log.info("the file could not be read or written: " + e.getMessage());
        } finally {
            if (own && !done && psql.session.isOpen()) {
                psql.own("ROLLBACK");
            }
        }
        return done;
    }

    private String ask(String sql) throws SqlFailed {
        List<List<@Nullable String>> rows = psql.session.ask(sql);
        return rows.isEmpty() ? "" : String.valueOf(rows.getFirst().getFirst());
    }

    private void imported(Path file, @Nullable String comment) throws IOException, SqlFailed {
        try (InputStream content = Files.newInputStream(file)) {
            String number = ask("SELECT pg_catalog.lo_create(0)");
            long at = 0;
            for (byte[] piece = content.readNBytes(PIECE); piece.length > 0; piece = content.readNBytes(PIECE)) {
                ask("SELECT pg_catalog.lo_put(" + number + ", " + at + ", '\\x" + HexFormat.of().formatHex(piece) + "'::pg_catalog.bytea)");
                at += piece.length;
            }
            if (comment != null) {
                ask("COMMENT ON LARGE OBJECT " + number + " IS " + Quoting.literal(comment));
            }
            tell("lo_import " + number);
            psql.settings.tell("LASTOID", number);
        }
    }

    private void exported(String number, Path file) throws IOException, SqlFailed {
        // before the file is made: it may be there, and an error must not empty it
        String piece = piece(number, 0);
        try (OutputStream content = new BufferedOutputStream(Files.newOutputStream(file), PIECE)) {
            for (long at = PIECE; !piece.isEmpty(); at += PIECE) {
                content.write(HexFormat.of().parseHex(piece));
                piece = piece(number, at);
            }
        }
        tell("lo_export");
    }

    private String piece(String number, long at) throws SqlFailed {
        return ask("SELECT pg_catalog.encode(pg_catalog.lo_get(" + number + ", " + at + ", " + PIECE + "), 'hex')");
    }

    private void tell(String words) {
        if (!psql.settings.on("QUIET")) {
            psql.queryOut.println(psql.look.format() == Format.HTML ? "<p>" + words + "</p>" : words);
        }
    }
}
