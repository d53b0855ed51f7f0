package dev.howdah.ui.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Times as people type them. Bad inputs tried: nothing, words, hours and minutes out of range, days that do not exist, a zone that
/// does not, a local time that daylight saving skipped, one that it had twice, a time that is still to come today.
final class TypedTimeTest {
    private static final Instant LATEST = Instant.parse("2026-11-22T10:47:55Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({"10:41:58, 2026-11-22T10:41:58Z", "10:41, 2026-11-22T10:41:00Z", "2026-11-21 23:59:59, 2026-11-21T23:59:59Z",
            "2026-11-21T23:59:59Z, 2026-11-21T23:59:59Z", "19:41:58 +09:00, 2026-11-22T10:41:58Z", "10:41:58 utc, 2026-11-22T10:41:58Z",
            "10:41:58.900, 2026-11-22T10:41:58Z", "  10:41:58  , 2026-11-22T10:41:58Z", "2026-1-2 3:04:05, 2026-01-02T03:04:05Z"})
    void readsWhatPeopleType(String typed, Instant at) {
        assertThat(TypedTime.of(typed, ZoneOffset.UTC, LATEST)).isEqualTo(new TypedTime(at, ""));
    }

    @Test
    void aTimeThatIsStillToComeIsOfYesterdayAndSaysSo() {
        TypedTime read = TypedTime.of("23:00:00", ZoneOffset.UTC, LATEST);
        assertThat(read.at()).isEqualTo("2026-11-21T23:00:00Z");
        assertThat(read.words()).contains("yesterday");
    }

    @Test
    void localTimesAreOfTheirZone() {
        assertThat(TypedTime.of("2026-11-22 19:41:58", ZoneId.of("Asia/Seoul"), LATEST).at()).isEqualTo("2026-11-22T10:41:58Z");
        assertThat(TypedTime.of("2026-11-22 10:41:58Z", ZoneId.of("Asia/Seoul"), LATEST).at()).isEqualTo("2026-11-22T10:41:58Z");
    }

    @Test
    void aTimeThatDaylightSavingSkippedDoesNotExist() {
        TypedTime read = TypedTime.of("2026-03-29 02:30:00", BERLIN, LATEST);
        assertThat(read.at()).isNull();
        assertThat(read.words()).contains("there was no 2026-03-29 02:30:00");
    }

    @Test
    void aTimeThatWasTwiceNamesBoth() {
        TypedTime read = TypedTime.of("2026-10-25 02:30:00", BERLIN, LATEST);
        assertThat(read.at()).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(read.words()).contains("2026-10-25 00:30:00 UTC is taken", "2026-10-25 01:30:00 UTC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "25:00:00", "10:61:00", "2026-02-30 10:00:00", "2026-13-01 10:00:00", "10:00:00 +99:00", "10",
            "-1:00:00",
            "10:00:00 CEST", "2026-11-22", "١٠:٤١:٥٨"})
    void whatIsNoTimeIsNotGuessed(String typed) {
        TypedTime read = TypedTime.of(typed, ZoneOffset.UTC, LATEST);
        assertThat(read.at()).isNull();
        assertThat(read.words()).isNotEmpty();
    }

    @Test
    void whatIsShownIsReadBack() {
        for (ZoneId zone : new ZoneId[]{ZoneOffset.UTC, ZoneId.of("Asia/Seoul"), BERLIN}) {
            assertThat(TypedTime.of(TypedTime.text(LATEST, zone), zone, LATEST).at()).isEqualTo(LATEST);
        }
    }
}
