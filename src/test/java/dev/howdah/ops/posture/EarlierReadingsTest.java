package dev.howdah.ops.posture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.model.InstanceRef;
import dev.howdah.ops.posture.Postures.Kept;
import dev.howdah.ops.posture.Postures.Past;
import dev.howdah.posture.Compared;
import dev.howdah.posture.Looked;
import dev.howdah.posture.Made;
import dev.howdah.posture.Part;
import dev.howdah.posture.checks.Checks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is kept of readings. Bad inputs tried: a file of lines cut short, of other JSON, of bytes that are no text; a folder that cannot be
/// made; parts that could not be read.
final class EarlierReadingsTest {
    @TempDir
    private Path state;
    private EarlierReadings readings;
    private InstanceRef ref;

    @BeforeEach
    void anew() {
        readings = new EarlierReadings(state);
        ref = Made.with(m -> m).instance().ref();
    }

    @Test
    void aReadingIsKeptWhenItCameOutOtherwise() {
        Past first = add(0, m -> m);
        assertThat(first.kept()).hasSize(1);
        assertThat(first.other()).isEmpty();
        assertThat(add(1, m -> m).kept()).as("the same").isEqualTo(first.kept());
        Past second = add(2, m -> unprotected(m));
        assertThat(second.kept()).extracting(Kept::at).containsExactly(at(2), at(0));
        assertThat(second.other()).extracting(Kept::at).containsExactly(at(0));
        assertThat(Compared.of(second.kept().getLast().outcomes(), second.kept().getFirst().outcomes()))
                .extracting(Compared.Difference::check).containsExactly("deletion-protection");
        readings = new EarlierReadings(state);
        assertThat(add(3, m -> unprotected(m)).kept()).as("after another start").isEqualTo(second.kept());
    }

    @Test
    void whatCouldNotBeReadIsNoChange() {
        add(0, m -> m);
        assertThat(add(1, m -> {
            m.pending = new Part.Unread<>("Not allowed: rds:DescribePendingMaintenanceActions");
            return m;
        }).kept()).hasSize(1);
        assertThat(add(2, m -> m).kept()).hasSize(1);
    }

    @Test
    void anotherEndpointIsAnotherWorld() {
        add(0, m -> m);
        Past drill = readings.add(ref, "http://127.0.0.1:4566", looked(1, m -> unprotected(m)));
        assertThat(drill.kept()).hasSize(1);
        assertThat(add(2, m -> m).kept()).extracting(Kept::at).containsExactly(at(0));
    }

    @Test
    void onlySoManyAreKept() {
        for (int i = 0; i < EarlierReadings.MOST + 5; i++) {
            boolean odd = i % 2 == 1;
            add(i, m -> odd ? unprotected(m) : m);
        }
        Past past = add(1000, m -> m);
        assertThat(past.kept()).hasSize(EarlierReadings.MOST);
        assertThat(past.kept().getFirst().at()).isEqualTo(at(EarlierReadings.MOST + 4));
    }

    @Test
    void aDamagedFileLosesItsDamagedLinesAlone() throws IOException {
        add(0, m -> m);
        Path file = file();
        byte[] good = Files.readAllBytes(file);
        var all = new java.io.ByteArrayOutputStream();
        for (byte[] each : List.of("[1]\n".getBytes(), "{\"at\":\"yesterday\",\"checks\":{}}\n".getBytes(),
                new byte[]{(byte) 0xff, 0, '\n'},
                good, "{\"at\":\"2026-".getBytes())) {
            all.write(each);
        }
        Files.write(file, all.toByteArray());
        Past past = add(1, m -> unprotected(m));
        assertThat(past.kept()).extracting(Kept::at).containsExactly(at(1), at(0));
        assertThat(past.trouble()).isNull();
        assertThat(add(2, m -> unprotected(m)).kept()).isEqualTo(past.kept());
    }

    @Test
    void aDiskThatRefusesIsSaid() throws IOException {
        Files.writeString(state.resolve("posture"), "a file where the folder should be");
        Past past = add(0, m -> m);
        assertThat(past.kept()).isEmpty();
        assertThat(past.trouble()).isNotNull().contains("posture");
    }

    private Path file() throws IOException {
        var files = new ArrayList<Path>();
        try (var in = Files.newDirectoryStream(state.resolve("posture"))) {
            in.forEach(files::add);
        }
        assertThat(files).hasSize(1);
        return Objects.requireNonNull(files.getFirst());
    }

    private Past add(int hour, UnaryOperator<Made> change) {
        return readings.add(ref, null, looked(hour, change));
    }

    private static Looked looked(int hour, UnaryOperator<Made> change) {
        var facts = Made.with(change);
        return new Looked(facts.instance(), Checks.look(facts), at(hour));
    }

    private static Instant at(int hour) {
        return Made.NOW.plus(Duration.ofHours(hour));
    }

    private static Made unprotected(Made m) {
        m.protection = false;
        return m;
    }
}
