package dev.howdah.sql.session;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.Tuple;

/// Takes what the driver reads from the wire, message by message.
final class Collector extends ResultHandlerBase {
    private final BaseConnection connection;
    private final Consumer<Answer> answers;
    private boolean failed;

    Collector(BaseConnection connection, Consumer<Answer> answers) {
        this.connection = connection;
        this.answers = answers;
    }

    boolean failed() {
        return failed;
    }

    @Override
    public void handleResultRows(Query from, Field[] fields, List<Tuple> tuples, @Nullable ResultCursor cursor) {
        var columns = new ArrayList<Answer.Field>();
        for (Field field : fields) {
            columns.add(new Answer.Field(field.getColumnLabel(), field.getOID(), field.getMod()));
        }
        var rows = new ArrayList<List<@Nullable String>>(tuples.size());
        for (Tuple tuple : tuples) {
            var row = new ArrayList<@Nullable String>(fields.length);
            for (int i = 0; i < fields.length; i++) {
                byte[] value = tuple.get(i);
                row.add(value == null ? null : SqlSession.text(value));
            }
            rows.add(row);
        }
        answers.accept(new Answer.Rows(columns, rows, true, true));
    }

    @Override
    public void handleCommandStatus(String status, long count, long oid) {
        answers.accept(new Answer.Done(status.equals("EMPTY") ? "" : status));
    }

    @Override
    public void handleWarning(SQLWarning warning) {
        answers.accept(new Answer.Notice(ServerMessage.of(warning)));
    }

    @Override
    public void handleError(SQLException error) {
        failed = true;
        answers.accept(new Answer.Failed(ServerMessage.of(error)));
    }

    /// Whatever went wrong was handed on when it came.
    @Override
    public void handleCompletion() {
        if (connection.getTransactionState() == null) {
            throw new IllegalStateException("a session without a transaction state");
        }
    }
}
