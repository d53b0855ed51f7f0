package dev.howdah.sql.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `\c`: the same server's other database, or another server where the door leads there.
final class Connect {
    private static final List<String> KEYWORDS = List.of("dbname", "user", "host", "port");
    private static final List<String> VARIABLES = List.of("DBNAME", "USER", "HOST", "PORT");
    private final Psql psql;

    Connect(Psql psql) {
        this.psql = psql;
    }

    Psql.Next run(List<String> arguments) {
        if (arguments.size() > KEYWORDS.size()) {
            psql.log.warning("\\connect: extra argument \"" + arguments.get(KEYWORDS.size()) + "\" ignored");
        }
        var wanted = new LinkedHashMap<String, String>();
        for (int i = 0; i < Math.min(arguments.size(), KEYWORDS.size()); i++) {
            if (!arguments.get(i).equals("-") && !arguments.get(i).isEmpty()) {
                wanted.put(KEYWORDS.get(i), arguments.get(i));
            }
        }
        Door.Opened opened;
        try {
            opened = psql.door.open(wanted);
        } catch (Door.Shut e) {
            boolean stays = psql.inWindow || psql.input != null && psql.input.isInteractive();
            psql.log.error((stays ? "" : "\\connect: ") + e.getMessage());
            if (stays) {
                psql.log.info("Previous connection kept");
            } else {
                psql.session.close();
            }
            return Psql.Next.ERROR;
        }
        Map<String, String> before = new LinkedHashMap<>();
        VARIABLES.forEach(v -> before.put(v, psql.settings.text(v)));
        psql.moved(opened);
        if (!psql.settings.on("QUIET")) {
            boolean elsewhere = List.of("HOST", "PORT").stream().anyMatch(v -> !psql.settings.text(v).equals(before.get(v)));
            psql.stdout.println("You are now connected to database \"" + psql.settings.text("DBNAME") + "\" as user \""
                    + psql.settings.text("USER") + "\""
                    + (elsewhere
                            ? " on " + psql.session.peer().server(psql.settings.text("HOST")) + " at port \"" + psql.settings.text("PORT")
                                    + "\""
                            : "")
                    + ".");
        }
        return Psql.Next.GO_ON;
    }
}
