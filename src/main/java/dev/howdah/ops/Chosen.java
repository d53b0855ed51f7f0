package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.model.Instance;
import dev.howdah.model.PendingAction;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What it comes to when maintenance is chosen for the next window, before RDS forces it. Source: Amazon RDS user guide, "Maintaining a DB
/// instance".
final class Chosen {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Chosen() {}

    static List<Guard> guards(AwsAccount account, Request.ChooseWindow request, Instance db) throws InterruptedException {
        var guards = new ArrayList<Guard>();
        Optional<PendingAction> waiting = account.rds().pendingMaintenance(request.resource()).stream()
                .filter(a -> a.action().equals(request.action())).findFirst();
        if (waiting.isEmpty()) {
            guards.add(new Guard.Block(request.action() + " does not wait for " + db.ref().id() + " any more.",
                    "close this; nothing is to be done"));
            return guards;
        }
        PendingAction action = waiting.get();
        if (action.optIn() != null && !action.optIn().equals("undo-opt-in")) {
            guards.add(new Guard.Block("It is chosen already: " + action.optIn() + ".", "close this; nothing is to be done"));
        }
        guards.add(new Guard.Pass(action.action() + (action.description() == null ? "" : ", " + action.description())
                + (action.forcedApply() == null ? "" : ", is forced on " + DAY.format(action.forcedApply())) + "."));
        guards.add(db.maintenance().windowUtc() == null
                ? new Guard.Warn("When its maintenance window is was not told.")
                : new Guard.Pass("Its window is " + db.maintenance().windowUtc() + " UTC."));
        return guards;
    }

    static String radius(Request.ChooseWindow request, Instance db) {
        String id = db.ref().id();
        return "In that window "
                + (request.action().equals("db-upgrade")
                        ? id + " is away for minutes, its standby too, and every connection drops."
                        : Boolean.TRUE.equals(db.placement().multiAz())
                                ? id + " fails over to its standby once, and every connection drops."
                                : id + " may be away for minutes, and every connection drops.")
                + " Until then nothing happens.";
    }
}
