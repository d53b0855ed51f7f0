package dev.howdah.drill.ssm;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Page;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.ssm.gateway.Session;
import dev.howdah.drill.ssm.gateway.Sessions;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeSessions.html>
final class DescribeSessions implements Operation {
    private static final int MOST = 200;
    private final Sessions sessions;

    DescribeSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public String name() {
        return "DescribeSessions";
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        String state = input.text("State");
        if (state == null) {
            throw SsmErrors.missing("state");
        }
        if (!state.equals("Active") && !state.equals("History")) {
            throw SsmErrors.invalid("state", "'" + state + "'", "Member must satisfy enum value set: [Active, History]");
        }
        Integer asked = input.integer("MaxResults");
        if (asked != null && (asked < 1 || asked > MOST)) {
            throw SsmErrors.invalid("maxResults", "'" + asked + "'", "Member must have value between 1 and " + MOST);
        }
        Function<Session, String> key = s -> String.format("%020d/%s", s.facts().started().toEpochMilli(), s.facts().id());
        List<Session> rows = sessions.all().stream().filter(s -> s.state().isActive() == state.equals("Active"))
                .filter(s -> input.structs("Filters").stream().allMatch(f -> passes(s, f))).sorted(Comparator.comparing(key)).toList();
        Page<Session> page = Page.of(rows, key, call.operation() + "/" + call.region(), input.text("NextToken"),
                asked == null ? MOST : asked, _ -> SsmErrors.badToken());
        return new Struct().list("Sessions", page.items().stream().map(SessionShape::listed).toList()).put("NextToken", page.next());
    }

    private static boolean passes(Session session, Input filter) {
        String key = filter.text("key", "");
        String value = filter.text("value", "");
        Session.Facts facts = session.facts();
        return switch (key) {
            case "InvokedAfter" -> facts.started().isAfter(time(value));
            case "InvokedBefore" -> facts.started().isBefore(time(value));
            case "Target" -> facts.hop().target().equals(value);
            case "Owner" -> facts.owner().equals(value);
            case "Status" -> session.state().status().equals(value);
            case "SessionId" -> facts.id().equals(value);
            case "AccessType" -> value.equals("Standard");
            default -> throw SsmErrors.badFilter(key);
        };
    }

    private static Instant time(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw SsmErrors.invalid("filters", "'" + value + "'", "Member must be a time such as 2018-08-29T00:00:00Z");
        }
    }
}
