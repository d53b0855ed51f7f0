package dev.howdah.ops.insights;

import dev.howdah.insights.Calls;
import dev.howdah.sql.scan.Plannable;
import dev.howdah.sql.session.SqlFailed;
import dev.howdah.sql.session.SqlSession;
import java.util.List;
import java.util.Map;

/// What the Insights screen asks of pg_stat_statements, for tests elsewhere.
public final class StatementsLook {
    private StatementsLook() {}

    /// @return what was counted of one statement
    public static Map<Long, Calls> calls(SqlSession session, long id) throws SqlFailed {
        return ((Statements.Found.Counted) new Statements(session).read(List.of(id))).byId();
    }

    /// The text of a statement without its literals; "" when the role may not see it.
    public static String text(SqlSession session, long id) throws SqlFailed {
        return new Statements(session).text(id).map(Statements.Text::sql).orElse("");
    }

    public static String plan(SqlSession session, String sql) throws SqlFailed {
        return Statements.plan(session, Plannable.of(sql, true).orElseThrow());
    }
}
