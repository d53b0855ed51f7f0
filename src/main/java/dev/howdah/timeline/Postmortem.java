package dev.howdah.timeline;

import dev.howdah.insights.LoadChart;
import dev.howdah.model.InstanceRef;
import dev.howdah.sql.scan.Redaction;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that goes into a post-mortem. Texts are scrubbed of secrets here, so that each way of writing it down has only what may leave the
/// machine; statements lose their literals also where the journal keeps them.
///
/// @param environment the band's word
/// @param sources also those that could not be read
/// @param load null where none is known
/// @param vcpus 0 where not known
/// @param zone the second column of times
public record Postmortem(InstanceRef ref, String environment, Timeline timeline, List<Note> notes, List<Told> sources,
        @Nullable LoadChart load, double vcpus, ZoneId zone, Instant madeAt, String madeBy) {

    public Postmortem {
        timeline = new Timeline(timeline.span(), timeline.marks().stream().map(Postmortem::scrubbed).toList(), timeline.behind());
        notes = notes.stream().map(n -> new Note(n.id(), n.at(), n.by(), n.stage(), Scrub.of(n.text()))).toList();
        sources = sources.stream().map(t -> new Told(t.source(), t.count(), t.asOf(), t.trouble() == null ? null : Scrub.of(t.trouble())))
                .toList();
    }

    private static Mark scrubbed(Mark m) {
        String title = m.title();
        String detail = m.detail();
        if (m.kind() == Mark.Kind.STATEMENT) {
            int came = title.lastIndexOf(" — ");
            title = came < 0 ? Redaction.of(title, true) : Redaction.of(title.substring(0, came), true) + title.substring(came);
            int who = detail.lastIndexOf('\n');
            detail = who < 0 ? detail : Redaction.of(detail.substring(0, who), true) + detail.substring(who);
        }
        return new Mark(m.at(), m.until(), m.going(), m.kind(), m.weight(), m.clock(), Scrub.of(title), Scrub.of(detail), m.source());
    }

    /// Read off the scrubbed timeline: what it quotes has no secrets either.
    public Summary summary() {
        return Summary.of(timeline, notes);
    }

    /// `Post-mortem: blog-db, 2026-11-29 03:00:00 to 03:15:00 UTC`.
    public String title() {
        return "Post-mortem: " + ref.id() + ", " + Moments.utc(timeline.span().from()) + " to " + Moments.utc(timeline.span().to())
                + " UTC";
    }

    /// A name for its files, without an ending: `post-mortem-blog-db-20261129T030000Z`.
    public String name() {
        return "post-mortem-" + ref.id() + "-" + timeline.span().from().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString()
                .replaceAll("[-:]", "");
    }

    /// Which instance, where, and by whom this was made.
    public List<String> head() {
        return List.of(ref.id() + " · account " + ref.account() + " · " + ref.region() + " · " + environment,
                "Made " + Moments.utc(madeAt) + " UTC by " + madeBy + " from what was known then.");
    }
}
