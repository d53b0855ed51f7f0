package dev.howdah.ui.activity;

import dev.howdah.ops.activity.Backend;
import dev.howdah.ops.activity.Replication;
import dev.howdah.ops.activity.Sample;
import dev.howdah.ui.kit.Inert;
import dev.howdah.ui.kit.Texts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One who receives WAL, a slot that keeps it, or this server as a replica.
///
/// @param key what it is matched by on a refresh
/// @param behind bytes that it has not applied
/// @param lag the time of that
/// @param kept WAL that is kept for it
record ReplicationRow(String key, String kind, String name, String state, Tone tone, String behind, String lag, String kept, String more) {
    private static final Texts TEXTS = Texts.of(ReplicationRow.class);
    private static final long MUCH = 1L << 30;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String HIDDEN = TEXTS.get("not shown to this role");

    boolean has(String words) {
        String all = (kind + " " + name + " " + state + " " + more).toLowerCase(Locale.ROOT);
        return Stream.of(words.toLowerCase(Locale.ROOT).split("\\s+")).allMatch(all::contains);
    }

    static List<ReplicationRow> of(Replication now, Sample sample) {
        var rows = new ArrayList<ReplicationRow>();
        Replication.Own own = now.own();
        if (own != null) {
            rows.add(own(own));
        }
        Map<Integer, Backend> known = sample.byPid();
        now.receivers().forEach(r -> rows.add(receiver(r, known.get(r.pid()), sample.at())));
        now.slots().forEach(s -> rows.add(slot(s, sample.at())));
        return List.copyOf(rows);
    }

    private static ReplicationRow own(Replication.Own own) {
        Duration age = own.age();
        return new ReplicationRow("own", TEXTS.get("this replica"), own.from() == null ? "" : TEXTS.get("from {0}", own.from()),
                own.paused() ? TEXTS.get("paused") : own.state() == null ? TEXTS.get("no receiver, or not shown") : own.state(),
                own.paused() || own.state() == null ? Tone.WARN : Tone.GOOD, bytes(own.unreplayed()),
                age == null ? "" : Words.duration(age), "",
                TEXTS.get("its lag is the age of the newest transaction applied: on a quiet source it grows"));
    }

    private static ReplicationRow receiver(Replication.Receiver r, @Nullable Backend b, Instant at) {
        String name = b == null ? TEXTS.get("pid {0}", r.pid()) : Inert.line(b.application(), 60);
        var more = new StringJoiner(", ");
        more.add(TEXTS.get("pid {0}", r.pid()));
        if (b != null && b.user() != null) {
            more.add(b.user());
        }
        if (b != null && (b.clientName() != null || b.client() != null)) {
            more.add(TEXTS.get("at {0}", b.clientName() != null ? b.clientName() : b.client()));
        }
        if (r.sync() != null) {
            more.add(r.sync());
        }
        Long unsent = r.unsent();
        if (unsent != null && unsent > 0) {
            more.add(TEXTS.get("{0} not sent yet", Words.bytes(unsent)));
        }
        Instant replied = r.replied();
        if (replied != null) {
            more.add(TEXTS.get("heard of {0}", Words.ago(replied, at)));
        }
        if (r.state() == null) {
            return new ReplicationRow("pid " + r.pid(), TEXTS.get("receiver"), name, HIDDEN, Tone.UNKNOWN, "", "", "", more.toString());
        }
        Duration lag = r.lag();
        boolean late = large(r.unreplayed()) || lag != null && lag.compareTo(LONG) > 0;
        return new ReplicationRow("pid " + r.pid(), TEXTS.get("receiver"), name, r.state(),
                late || !r.state().equals("streaming") ? Tone.WARN : Tone.GOOD, bytes(r.unreplayed()), lag == null ? "" : millis(lag), "",
                more.toString());
    }

    private static ReplicationRow slot(Replication.Slot s, Instant at) {
        String status = s.status();
        boolean lost = "lost".equals(status) || s.invalid() != null;
        var more = new StringJoiner(", ");
        more.add(s.temporary() ? TEXTS.get("{0}, temporary", s.kind()) : s.kind());
        for (String part : new String[]{s.plugin(), s.database() == null ? null : TEXTS.get("of {0}", s.database()),
                s.pid() == null ? null : TEXTS.get("pid {0}", s.pid()),
                status == null || status.equals("reserved") ? null : TEXTS.get("WAL {0}", status),
                s.invalid() == null ? null : TEXTS.get("invalid: {0}", s.invalid()),
                s.left() == null ? null : TEXTS.get("lost after {0} more", Words.bytes(s.left())),
                s.idle() == null ? null : TEXTS.get("read last {0}", Words.ago(s.idle(), at))}) {
            if (part != null) {
                more.add(part);
            }
        }
        return new ReplicationRow("slot " + s.name(), TEXTS.get("slot"), Inert.line(s.name(), 63),
                lost ? TEXTS.get("lost") : s.active() ? TEXTS.get("read") : TEXTS.get("not read"),
                lost || !s.active() && large(s.kept()) ? Tone.BAD : s.active() && !large(s.kept()) ? Tone.GOOD : Tone.WARN, "", "",
                bytes(s.kept()), more.toString());
    }

    private static boolean large(@Nullable Long bytes) {
        return bytes != null && bytes >= MUCH;
    }

    private static String bytes(@Nullable Long bytes) {
        return bytes == null ? "" : Words.bytes(Math.max(0, bytes));
    }

    private static String millis(Duration lag) {
        return lag.toMillis() < 10_000 ? lag.toMillis() + " ms" : Words.duration(lag);
    }
}
