package dev.howdah.ui.backup;

import dev.howdah.ui.kit.Texts;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A point in time as people type it at night: `10:41:58`, `2026-11-22 10:41:58`, with or without a zone behind it.
///
/// @param at null when it cannot be read
/// @param words what is wrong, or what a person should know about it; empty when there is nothing to say
public record TypedTime(@Nullable Instant at, String words) {
    private static final Texts TEXTS = Texts.of(TypedTime.class);
    private static final Pattern FORM = Pattern.compile(
            "(?:(\\d{4}-\\d{1,2}-\\d{1,2})[ T])?(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?\\s*(Z|UTC|[+-]\\d{2}:?\\d{2})?",
            Pattern.CASE_INSENSITIVE);
    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /// Reads what was typed.
    ///
    /// @param zone that it is in, unless it names one
    /// @param latest a time without a date is of the last day on which it is not after this
    public static TypedTime of(String typed, ZoneId zone, Instant latest) {
        Matcher form = FORM.matcher(typed.strip());
        if (!form.matches()) {
            return new TypedTime(null, TEXTS.get("Type a time such as 10:41:58 or 2026-11-22 10:41:58."));
        }
        try {
            String named = form.group(5);
            ZoneId in = named == null
                    ? zone
                    : named.equalsIgnoreCase("Z") || named.equalsIgnoreCase("UTC") ? ZoneOffset.UTC : ZoneOffset.of(named);
            LocalTime time = LocalTime.of(Integer.parseInt(form.group(2)), Integer.parseInt(form.group(3)),
                    form.group(4) == null ? 0 : Integer.parseInt(form.group(4)));
            if (form.group(1) != null) {
                String[] parts = form.group(1).split("-");
                return placed(LocalDate.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])).atTime(time),
                        in);
            }
            LocalDateTime last = latest.atZone(in).toLocalDateTime();
            LocalDate day = time.isAfter(last.toLocalTime()) ? last.toLocalDate().minusDays(1) : last.toLocalDate();
            TypedTime read = placed(day.atTime(time), in);
            return read.at() == null || !read.words().isEmpty() || day.equals(last.toLocalDate())
                    ? read
                    : new TypedTime(read.at(), TEXTS.get("That is yesterday: today it would be in the future of what can be restored."));
        } catch (DateTimeException e) {
            return new TypedTime(null, TEXTS.get("There is no such time: {0}.", e.getMessage()));
        }
    }

    /// Where clocks were set forward a local time may not exist; where they were set back it exists twice.
    private static TypedTime placed(LocalDateTime local, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) {
            ZoneOffsetTransition gap = rules.getTransition(local);
            return new TypedTime(null, TEXTS.get("In {0} the clocks went from {1} to {2}: there was no {3}.", zone, gap.getDateTimeBefore(),
                    gap.getDateTimeAfter(), TEXT.format(local)));
        }
        Instant at = local.toInstant(offsets.getFirst());
        return new TypedTime(at, offsets.size() == 1
                ? ""
                : TEXTS.get("In {0} that was twice: {1} UTC is taken, the other was {2} UTC.", zone, TEXT.format(at.atZone(ZoneOffset.UTC)),
                        TEXT.format(local.toInstant(offsets.getLast()).atZone(ZoneOffset.UTC))));
    }

    /// The text that [#of] reads back.
    public static String text(Instant at, ZoneId zone) {
        return TEXT.format(at.atZone(zone));
    }
}
