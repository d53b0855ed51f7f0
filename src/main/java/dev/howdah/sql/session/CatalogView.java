package dev.howdah.sql.session;

import dev.howdah.sql.meta.Catalog;
import dev.howdah.sql.meta.Describe;
import dev.howdah.sql.table.Printer;
import dev.howdah.sql.table.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Shows what the `\d` family finds.
final class CatalogView {
    private final Psql psql;

    CatalogView(Psql psql) {
        this.psql = psql;
    }

    boolean show(String command, List<String> patterns) throws IOException, SqlFailed {
        var failure = new SqlFailed[1];
        Catalog catalog = new Catalog() {
            @Override
            public int version() {
                return psql.session.version();
            }

            @Override
            public boolean showsAccessMethods() {
                return !psql.settings.on("HIDE_TABLEAM");
            }

            @Override
            public boolean showsCompression() {
                return !psql.settings.on("HIDE_TOAST_COMPRESSION");
            }

            @Override
            public Table ask(String sql) {
                if (psql.settings.on("ECHO_HIDDEN")) {
                    psql.stdout.println("********* QUERY **********\n" + sql + "\n**************************\n");
                }
                var fields = new ArrayList<Answer.Field>();
                var rows = new ArrayList<List<@Nullable String>>();
                psql.session.run(sql, answer -> {
                    if (answer instanceof Answer.Rows r) {
                        fields.addAll(r.fields());
                        rows.addAll(r.rows());
                    } else if (answer instanceof Answer.Failed f) {
                        failure[0] = new SqlFailed(f.message(), sql);
                    }
                });
                if (failure[0] != null) {
                    throw new Catalog.Stopped();
                }
                return Table.of(Delivery.columns(fields), rows);
            }
        };
        try {
            Describe.Shown shown = new Describe(catalog, psql.settings.on("QUIET")).run(command, patterns);
            var printer = new Printer(psql.look.untitled(), psql.queryOut);
            for (Table table : shown.tables()) {
                printer.print(table);
            }
            if (!shown.text().isEmpty()) {
                psql.queryOut.println(shown.text());
            }
            psql.queryOut.flush();
            if (!shown.trouble().isEmpty()) {
                psql.log.error(shown.trouble());
            }
            return shown.good();
        } catch (Catalog.Stopped e) {
            if (failure[0] == null) {
                throw e;
            }
            if (command.startsWith("s")) {
                ServerMessage message = failure[0].serverMessage();
                psql.log.error(message.severity() + ":  " + message.message());
                return false;
            }
            throw failure[0];
        }
    }
}
