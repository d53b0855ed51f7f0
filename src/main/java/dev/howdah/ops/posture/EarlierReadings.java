package dev.howdah.ops.posture;

import dev.howdah.fleet.WorldFile;
import dev.howdah.json.Json;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.posture.Postures.Kept;
import dev.howdah.ops.posture.Postures.Past;
import dev.howdah.posture.Compared;
import dev.howdah.posture.Compared.Outcome;
import dev.howdah.posture.Looked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the checks of each instance came out as, kept on disk because AWS tells only what is now. A reading is kept when it came out
/// otherwise than the last that was: one JSON line each, the oldest first. The file is written anew as a whole; a line of it that is no
/// reading is skipped and said.
final class EarlierReadings {
    private static final System.Logger LOG = System.getLogger(EarlierReadings.class.getName());
    /// Kept of an instance.
    static final int MOST = 60;
    private final Path folder;

    /// @param state the folder of the console's state
    EarlierReadings(Path state) {
        folder = state.resolve("posture");
    }

    /// Keeps this reading if it is another than the last.
    ///
    /// @param endpoint the endpoint that stands in for AWS's own, null for AWS
    /// @return all that are kept, also when the disk refuses this one
    Past add(InstanceRef ref, @Nullable String endpoint, Looked looked) {
        Path file = WorldFile.of(folder, ref.account() + "-" + ref.region() + "-" + ref.id(), endpoint);
        List<Kept> kept = List.of();
        try {
            kept = read(file);
            var now = new Kept(looked.at(), Compared.outcomes(looked));
            if (kept.isEmpty() || differs(kept.getLast(), now)) {
                if (kept.isEmpty()) {
                    WorldFile.forgetForeign(file);
                }
                kept = write(file, kept, now);
            }
            return new Past(kept.reversed(), null);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the posture of {0} is not remembered: {1}", ref.id(), e);
            return new Past(kept.reversed(), e.toString());
        }
    }

    /// What could not be read now says nothing about what it was.
    private static boolean differs(Kept before, Kept now) {
        return Compared.of(before.outcomes(), now.outcomes()).stream()
                .anyMatch(d -> d.after() == null || !d.after().word().equals(Outcome.UNKNOWN));
    }

    private static List<Kept> read(Path file) throws IOException {
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        var all = new ArrayList<Kept>();
        text.lines().forEach(line -> {
            try {
                all.add(of(Json.readObject(line)));
            } catch (Json.Malformed | DateTimeException e) {
                LOG.log(System.Logger.Level.WARNING, "{0} has a line that is no reading, which is skipped: {1}", file, e.getMessage());
            }
        });
        return all;
    }

    private static List<Kept> write(Path file, List<Kept> kept, Kept now) throws IOException {
        var all = new ArrayList<>(kept);
        all.add(now);
        List<Kept> last = all.subList(Math.max(0, all.size() - MOST), all.size());
        Files.createDirectories(file.getParent());
        Path next = Files.createTempFile(file.getParent(), "posture", ".new");
        try {
            Files.writeString(next, String.join("", last.stream().map(EarlierReadings::line).toList()));
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            // there only when the disk refused
            Files.deleteIfExists(next);
        }
        return last;
    }

    private static String line(Kept kept) {
        var outcomes = new LinkedHashMap<String, @Nullable Object>();
        kept.outcomes().forEach((check, o) -> outcomes.put(check, Json.object("word", o.word(), "saw", o.saw())));
        return Json.line(Json.object("at", kept.at(), "checks", outcomes)) + "\n";
    }

    private static Kept of(Map<String, @Nullable Object> json) {
        var outcomes = new LinkedHashMap<String, Outcome>();
        if (json.get("checks") instanceof Map<?, ?> checks) {
            checks.forEach((check, each) -> {
                if (each instanceof Map<?, ?> o) {
                    outcomes.put(String.valueOf(check), new Outcome(String.valueOf(o.get("word")), String.valueOf(o.get("saw"))));
                }
            });
        }
        return new Kept(Instant.parse(String.valueOf(json.get("at"))), outcomes);
    }
}
