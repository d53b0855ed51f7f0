package dev.howdah.sql.session;

import dev.howdah.sql.table.RawRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.net.Socket;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Notification;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutorBase;
import org.postgresql.core.TransactionState;
import org.postgresql.core.v3.QueryExecutorImpl;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/// One message of the simple protocol, or a statement of the extended one, read from the driver's own stream while it comes. The driver's executor keeps a whole
/// result before it hands on its first row (decision 0021); here rows go on in portions, as the bytes that came.
///
/// Message formats: PostgreSQL's documentation, chapter "Frontend/Backend Protocol".
final class Wire {
    /// Bytes of rows after which a portion is handed on. The first may be larger, so that a result that fails early prints
    /// nothing, as psql prints nothing of a result that fails.
    private static final int FIRST = 4 << 20;
    private static final int NEXT = 256 << 10;
    private static final VarHandle STREAM = stream();
    private final QueryExecutorImpl executor;
    private final PGStream stream;
    private final Consumer<Answer> answers;
    private @Nullable OutputStream copied;
    private @Nullable Copies copies;
    /// Bytes of rows that may come for the message; 0: any number.
    private long most;
    private long came;
    private @Nullable IOException notWritten;
    private List<Answer.Field> fields = List.of();
    private byte[] data = {};
    private int used;
    private int rows;
    private boolean first;
    private boolean inResult;
    private boolean failed;

    private Wire(QueryExecutorImpl executor, @Nullable OutputStream copied, Consumer<Answer> answers) {
        this.executor = executor;
        stream = (PGStream) STREAM.get(executor);
        this.copied = copied;
        this.answers = answers;
    }

    /// The driver keeps its stream to itself. It is on the class path, so a look inside needs no flag; a driver that names it
    /// otherwise stops the first test that opens a session.
    private static VarHandle stream() {
        try {
            return MethodHandles.privateLookupIn(QueryExecutorBase.class, MethodHandles.lookup()).findVarHandle(QueryExecutorBase.class,
                    "pgStream", PGStream.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /// What the session's bytes go through.
    static Socket socket(BaseConnection connection) {
        return ((PGStream) STREAM.get((QueryExecutorImpl) connection.getQueryExecutor())).getSocket();
    }

    /// Runs one message that does no COPY.
    ///
    /// @return whether no error came
    static boolean run(BaseConnection connection, String sql, Consumer<Answer> answers) {
        return of(connection, null, answers).run(connection, wire -> wire.send('Q', new Body().text(sql)));
    }

    private static Wire of(BaseConnection connection, @Nullable OutputStream copied, Consumer<Answer> answers) {
        return new Wire((QueryExecutorImpl) connection.getQueryExecutor(), copied, answers);
    }

    /// Runs one statement with values, by the extended protocol.
    ///
    /// @param sql its text, where it has no name
    /// @return whether no error came
    static boolean bound(BaseConnection connection, String sql, Bound bound, Consumer<Answer> answers) {
        return of(connection, null, answers).run(connection, wire -> {
            String name = bound.name();
            if (name == null) {
                wire.send('P', new Body().text("").text(sql).number(0, 2));
            }
            var body = new Body().text("").text(name == null ? "" : name).number(0, 2).number(bound.values().size(), 2);
            for (String value : bound.values()) {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                body.number(bytes.length, 4).bytes(bytes);
            }
            wire.send('B', body.number(0, 2));
            wire.send('D', new Body().bytes(new byte[]{'P'}).text(""));
            wire.send('E', new Body().text("").number(0, 4));
            wire.send('S', new Body());
        });
    }

    /// Prepares a statement.
    static boolean parse(BaseConnection connection, String name, String sql, Consumer<Answer> answers) {
        return of(connection, null, answers).run(connection, wire -> {
            wire.send('P', new Body().text(name).text(sql).number(0, 2));
            wire.send('S', new Body());
        });
    }

    /// Asks for the columns of what a statement would give.
    ///
    /// @param columns are told where there are any
    static boolean describe(BaseConnection connection, String sql, Consumer<Answer> answers, Consumer<List<Answer.Field>> columns) {
        Wire it = of(connection, null, answers);
        boolean good = it.run(connection, wire -> {
            wire.send('P', new Body().text("").text(sql).number(0, 2));
            wire.send('D', new Body().bytes(new byte[]{'S'}).text(""));
            wire.send('S', new Body());
        });
        if (good) {
            columns.accept(it.fields);
        }
        return good;
    }

    /// Closes a prepared statement.
    static boolean close(BaseConnection connection, String name, Consumer<Answer> answers) {
        return of(connection, null, answers).run(connection, wire -> {
            wire.send('C', new Body().bytes(new byte[]{'S'}).text(name));
            wire.send('S', new Body());
        });
    }

    /// Where the data of a COPY comes from and goes to. Asked for once for each COPY.
    interface Copies {
        InputStream in() throws IOException;

        OutputStream out();
    }

    /// Runs one message of several statements.
    ///
    /// @param most bytes of rows after which the session is given up, because whoever asks keeps them all; 0: any number
    /// @return whether no error came
    /// @throws IOException when data could not be written; the rest was read and dropped, so that the session goes on. One whose data
    /// could not be read is given up
    static boolean mixed(BaseConnection connection, String sql, Copies copies, long most, Consumer<Answer> answers) throws IOException {
        Wire wire = of(connection, null, answers);
        wire.most = most;
        wire.copies = copies;
        boolean good = wire.run(connection, w -> w.send('Q', new Body().text(sql)));
        if (wire.notWritten != null) {
            throw wire.notWritten;
        }
        return good;
    }

    /// What is sent before the answer is read.
    private interface Request {
        void send(Wire wire) throws IOException;
    }

    /// What follows a message's length.
    private static final class Body {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Body bytes(byte[] more) {
            bytes.writeBytes(more);
            return this;
        }

        /// With the zero at its end.
        Body text(String text) {
            bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            bytes.write(0);
            return this;
        }

        Body number(int number, int width) {
            for (int shift = (width - 1) * 8; shift >= 0; shift -= 8) {
                bytes.write(number >> shift);
            }
            return this;
        }
    }

    /// Runs one message whose `COPY … TO STDOUT` goes to `copied` as it comes.
    ///
    /// @return whether no error came
    /// @throws IOException when `copied` did not take it; the rest was read and dropped, as psql does, so that the session goes on
    static boolean copyOut(BaseConnection connection, String sql, OutputStream copied, Consumer<Answer> answers) throws IOException {
        Wire wire = of(connection, copied, answers);
        boolean good = wire.run(connection, w -> w.send('Q', new Body().text(sql)));
        if (wire.notWritten != null) {
            throw wire.notWritten;
        }
        return good;
    }

    private boolean run(BaseConnection connection, Request request) {
        try {
            if (connection.isClosed()) {
                throw new PSQLException("This connection has been closed.", PSQLState.CONNECTION_DOES_NOT_EXIST);
            }
            request.send(this);
            stream.flush();
            receive();
        } catch (IOException e) {
            executor.abort();
            failed(new PSQLException("An I/O error occurred while sending to the backend.", PSQLState.CONNECTION_FAILURE, e));
        } catch (SQLException e) {
            failed(e);
        } catch (RuntimeException | Error e) {
            // what is left of the answer would be taken for the next one's
            executor.abort();
            throw e;
        }
        return !failed;
    }

    private void failed(SQLException e) {
        failed = true;
        inResult = false;
        used = 0;
        rows = 0;
        answers.accept(new Answer.Failed(ServerMessage.of(e)));
    }

    private void send(char kind, Body body) throws IOException {
        stream.sendChar(kind);
        stream.sendInteger4(body.bytes.size() + 4);
        stream.send(body.bytes.toByteArray());
    }

    private void receive() throws IOException, SQLException {
        while (true) {
            int kind = stream.receiveChar();
            switch (kind) {
                case 'D' -> row();
                case 'T' -> fields();
                case 'C' -> {
                    int length = stream.receiveInteger4();
                    String tag = stream.receiveString(length - 5);
                    stream.skip(1);
                    if (inResult) {
                        portion(true);
                        inResult = false;
                    }
                    answers.accept(new Answer.Done(tag));
                }
                case 'I' -> {
                    stream.skip(4);
                    answers.accept(new Answer.Done(""));
                }
                case 'E' -> {
                    int length = stream.receiveInteger4();
                    failed(new PSQLException(new ServerErrorMessage(stream.receiveErrorString(length - 4))));
                }
                case 'N' -> {
                    int length = stream.receiveInteger4();
                    var warning = new PSQLWarning(new ServerErrorMessage(stream.receiveString(length - 4)));
                    answers.accept(new Answer.Notice(ServerMessage.of(warning)));
                }
                case 'A' -> {
                    stream.skip(4);
                    int pid = stream.receiveInteger4();
                    String channel = stream.receiveString();
                    executor.addNotification(new Notification(channel, pid, stream.receiveString()));
                }
                case 'G' -> copying();
                case 'H' -> {
                    copied = copies == null ? copied : copies.out();
                    if (copied == null) {
                        throw new IOException("COPY TO STDOUT where no data was expected");
                    }
                    stream.skip(stream.receiveInteger4() - 4);
                }
                case 'd' -> copied();
                // end of COPY's data; parsed, bound, closed, no columns
                case 'c', '1', '2', '3', 'n' -> stream.skip(4);
                // the types of a statement's values
                case 't' -> stream.skip(stream.receiveInteger4() - 4);
                case 'S' -> executor.receiveParameterStatus();
                case 'Z' -> {
                    stream.skip(4);
                    executor.setTransactionState(switch (stream.receiveChar()) {
                        case 'I' -> TransactionState.IDLE;
                        case 'T' -> TransactionState.OPEN;
                        case 'E' -> TransactionState.FAILED;
                        default -> throw new IOException("a transaction state that the protocol does not have");
                    });
                    return;
                }
                default -> throw new IOException("unexpected message \"" + (char) kind + "\" of the server");
            }
        }
    }

    /// The server waits for data.
    private void copying() throws IOException {
        if (copies == null) {
            throw new IOException("COPY FROM STDIN where no data was expected");
        }
        stream.skip(stream.receiveInteger4() - 4);
        InputStream from = copies.in();
        byte[] piece = new byte[65_536];
        for (int n = from.read(piece); n >= 0; n = from.read(piece)) {
            stream.sendChar('d');
            stream.sendInteger4(n + 4);
            stream.send(Arrays.copyOf(piece, n));
        }
        send('c', new Body());
        stream.flush();
    }

    private void copied() throws IOException {
        int length = stream.receiveInteger4() - 4;
        if (copied == null || notWritten != null) {
            stream.skip(length);
            return;
        }
        if (length > data.length) {
            data = new byte[Math.max(length, 16_384)];
        }
        stream.receive(data, 0, length);
        try {
            copied.write(data, 0, length);
        } catch (IOException e) {
            notWritten = e;
        }
    }

    private void fields() throws IOException {
        stream.skip(4);
        int count = stream.receiveInteger2();
        var columns = new ArrayList<Answer.Field>(count);
        for (int i = 0; i < count; i++) {
            String name = stream.receiveString();
            stream.skip(6);
            int type = stream.receiveInteger4();
            stream.skip(2);
            int modifier = stream.receiveInteger4();
            stream.skip(2);
            columns.add(new Answer.Field(name, type, modifier));
        }
        fields = columns;
        inResult = true;
        first = true;
        used = 0;
        rows = 0;
    }

    private void row() throws IOException, SQLException {
        int length = stream.receiveInteger4() - 4;
        came += length;
        if (most > 0 && came > most) {
            executor.abort();
            throw new PSQLException("the results of one message are larger than " + (most >> 20) + " MiB; run its statements one by one",
                    PSQLState.CONNECTION_FAILURE);
        }
        if (failed) {
            stream.skip(length);
            return;
        }
        if (used > 0 && used + 4L + length > (first ? FIRST : NEXT)) {
            portion(false);
        }
        try {
            if (used + 4L + length > data.length) {
                int wanted = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(used + 4L + length, Math.max(16_384, data.length * 2L)));
                data = Arrays.copyOf(data, used == 0 && !first ? Math.max(NEXT, 4 + length) : wanted);
            }
        } catch (OutOfMemoryError e) {
            stream.skip(length);
            failed(new PSQLException("out of memory for query result", PSQLState.OUT_OF_MEMORY, e));
            return;
        }
        data[used] = (byte) (length >> 24);
        data[used + 1] = (byte) (length >> 16);
        data[used + 2] = (byte) (length >> 8);
        data[used + 3] = (byte) length;
        stream.receive(data, used + 4, length);
        used += 4 + length;
        rows++;
    }

    private void portion(boolean last) {
        answers.accept(new Answer.Rows(fields, new RawRows(data, used, rows), first, last));
        first = false;
        data = new byte[0];
        used = 0;
        rows = 0;
    }
}
