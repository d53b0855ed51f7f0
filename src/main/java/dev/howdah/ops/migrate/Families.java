package dev.howdah.ops.migrate;

import dev.howdah.aws.AwsAccount;
import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds what could migrate: families of task definitions whose name speaks of migrations, each with the service whose network its tasks
/// are given.
public final class Families {
    private Families() {}

    /// A family and its service.
    ///
    /// @param revisions `family:revision`, newest first
    public record Found(EcsService service, String family, List<String> revisions) {}

    /// All of one account and region; the service whose name the family begins with comes first, the longest such name wins.
    ///
    /// @param family the one that is meant; null for all whose name contains `migrat`
    public static List<Found> find(AwsAccount account, @Nullable String family) throws InterruptedException {
        List<EcsService> services = account.tasks().services();
        var found = new ArrayList<Found>();
        List<String> names = account.tasks().revisions(family).stream().map(EcsDefinition::last).toList();
        names.stream().map(Families::family).distinct().filter(f -> f.equals(family) || f.toLowerCase(Locale.ROOT).contains("migrat"))
                .forEach(f -> services.stream().filter(s -> f.startsWith(s.name())).max(Comparator.comparingInt(s -> s.name().length()))
                        .or(() -> services.size() == 1 ? services.stream().findFirst() : java.util.Optional.empty())
                        .ifPresent(s -> found.add(new Found(s, f, names.stream().filter(n -> family(n).equals(f))
                                .sorted(Comparator.comparingInt(Families::revision).reversed()).toList()))));
        return found;
    }

    /// The family in `family:revision`.
    public static String family(String name) {
        int colon = name.lastIndexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    /// The revision in `family:revision`; 0 without one.
    public static int revision(String name) {
        String number = name.substring(name.lastIndexOf(':') + 1);
        return number.matches("\\d{1,9}") ? Integer.parseInt(number) : 0;
    }
}
