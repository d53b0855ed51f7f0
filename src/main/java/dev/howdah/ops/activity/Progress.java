package dev.howdah.ops.activity;

import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// How far a long command is, as the `pg_stat_progress_…` views have it (PostgreSQL manual, "Progress Reporting").
///
/// @param command `vacuum`, `create index`, `copy`, …
/// @param on the table; "" for none (a base backup), and where the role may not see it
/// @param phase in the server's own words; null where the role may not see it
/// @param share of this phase that is done, of 1; null where the server does not know the end
/// @param done what is counted in this phase
public record Progress(int pid, String command, String on, @Nullable String phase, @Nullable Double share, String done) {

    /// A row of a view, whose columns differ by version: what is not there is not said.
    ///
    /// @param view without `pg_stat_progress_`
    /// @param row column → value
    static Progress of(String view, String on, Map<String, @Nullable Object> row) {
        int pid = (int) number(row, "pid");
        String command = row.get("command") instanceof String told && !told.isEmpty()
                ? told.toLowerCase(Locale.ROOT)
                : view.replace('_', ' ');
        if (!(row.get("phase") instanceof String) && !view.equals("copy") || view.equals("copy") && row.get("command") == null) {
            return new Progress(pid, command, on, null, null, "");
        }
        String phase = row.get("phase") instanceof String told ? told : row.get("type") instanceof String type ? "through " + type : "";
        Counted counted = counted(view, phase, row);
        var words = new StringJoiner(", ");
        if (counted != null) {
            words.add(counted.words());
        }
        more(view, row, words);
        return new Progress(pid, command, on, phase, counted == null ? null : counted.share(), words.toString());
    }

    /// @param all 0 where the end is not known
    private record Counted(double done, double all, String what) {
        @Nullable
        Double share() {
            return all > 0 ? Math.min(1, done / all) : null;
        }

        String words() {
            return what.equals("bytes")
                    ? bytes(done) + (all > 0 ? " of " + bytes(all) : "")
                    : count(done) + (all > 0 ? " of " + count(all) : "") + " " + what;
        }
    }

    /// What the phase goes through.
    private static @Nullable Counted counted(String view, String phase, Map<String, @Nullable Object> row) {
        return switch (view) {
            case "vacuum" -> switch (phase) {
                case "scanning heap" -> counted(row, "heap_blks_scanned", "heap_blks_total", "pages");
                case "vacuuming heap" -> counted(row, "heap_blks_vacuumed", "heap_blks_total", "pages");
                // since 17
                case "vacuuming indexes", "cleaning up indexes" -> row.containsKey("indexes_total")
                        ? counted(row, "indexes_processed", "indexes_total", "indexes")
                        : null;
                default -> null;
            };
            case "create_index" -> phase.startsWith("waiting")
                    ? counted(row, "lockers_done", "lockers_total", "transactions waited for")
                    : phase.contains("tuples")
                            ? counted(row, "tuples_done", "tuples_total", "rows")
                            : number(row, "blocks_total") > 0 ? counted(row, "blocks_done", "blocks_total", "pages") : null;
            case "analyze" -> phase.startsWith("acquiring")
                    ? counted(row, "sample_blks_scanned", "sample_blks_total", "pages of the sample")
                    : null;
            case "copy" -> counted(row, "bytes_processed", "bytes_total", "bytes");
            case "basebackup" -> number(row, "backup_streamed") > 0 ? counted(row, "backup_streamed", "backup_total", "bytes") : null;
            default -> phase.contains("scanning heap") && number(row, "heap_blks_total") > 0
                    ? counted(row, "heap_blks_scanned", "heap_blks_total", "pages")
                    : number(row, "heap_tuples_written") > 0
                            ? counted(row, "heap_tuples_written", "heap_tuples_scanned", "rows written")
                            : null;
        };
    }

    private static Counted counted(Map<String, @Nullable Object> row, String done, String all, String what) {
        return new Counted(number(row, done), number(row, all), what);
    }

    /// What is worth a word in any phase.
    private static void more(String view, Map<String, @Nullable Object> row, StringJoiner words) {
        if (number(row, "index_vacuum_count") > 0) {
            words.add("indexes gone through " + count(number(row, "index_vacuum_count")) + " times");
        }
        if (number(row, "index_rebuild_count") > 0) {
            words.add(count(number(row, "index_rebuild_count")) + " indexes rebuilt");
        }
        if (number(row, "partitions_total") > 0) {
            words.add(count(number(row, "partitions_done")) + " of " + count(number(row, "partitions_total")) + " partitions");
        }
        if (number(row, "child_tables_total") > 0) {
            words.add(count(number(row, "child_tables_done")) + " of " + count(number(row, "child_tables_total")) + " child tables");
        }
        if (number(row, "current_locker_pid") > 0) {
            words.add("waits for pid " + (long) number(row, "current_locker_pid"));
        }
        if (view.equals("copy")) {
            words.add(count(number(row, "tuples_processed")) + " rows");
            if (number(row, "tuples_excluded") > 0) {
                words.add(count(number(row, "tuples_excluded")) + " left out");
            }
            if (number(row, "tuples_skipped") > 0) {
                words.add(count(number(row, "tuples_skipped")) + " skipped");
            }
        }
        if (number(row, "tablespaces_total") > 1) {
            words.add(count(number(row, "tablespaces_streamed")) + " of " + count(number(row, "tablespaces_total")) + " tablespaces");
        }
    }

    private static double number(Map<String, @Nullable Object> row, String column) {
        return row.get(column) instanceof Number n ? n.doubleValue() : 0;
    }

    private static String count(double number) {
        return String.format(Locale.ROOT, "%,d", Math.round(number));
    }

    private static String bytes(double bytes) {
        return dev.howdah.health.Amount.bytes(bytes);
    }
}
