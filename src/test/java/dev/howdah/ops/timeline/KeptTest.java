package dev.howdah.ops.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.timeline.Incident;
import dev.howdah.timeline.Mark;
import dev.howdah.timeline.Note;
import dev.howdah.timeline.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bad inputs tried: a line that a crash cut short, a line of something else, a file in the way of the folder, a note taken back twice, a
/// text with line ends and quotes.
final class KeptTest {
    private static final Note NOTE = new Note("n1", Incident.at(3, 7), "on-call", Stage.DETECTED, "customers \"call\":\nno comments");
    @TempDir
    private Path folder;

    private Kept kept() {
        return new Kept(folder, Incident.BLOG);
    }

    private Path file() throws IOException {
        try (var files = Files.list(folder.resolve("timeline"))) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void whatWasKeptIsThereForTheNextProcessAndForItsOwnerAlone() throws IOException {
        Mark seen = new Mark(Incident.at(1, 0), Incident.at(2, 0), false, Mark.Kind.LOCKS, Mark.Weight.TROUBLE, Mark.Clock.HERE, "9 waited",
                "for posts", Queue.SOURCE);
        Kept first = kept();
        first.add(NOTE);
        first.add(seen);
        assertThat(kept().notes()).containsExactly(NOTE);
        assertThat(kept().seen()).containsExactly(seen);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
    }

    @Test
    void aNoteThatWasTakenBackIsGone() throws IOException {
        Kept first = kept();
        first.add(NOTE);
        first.remove("n1");
        first.remove("n1");
        assertThat(first.notes()).isEmpty();
        assertThat(kept().notes()).isEmpty();
        assertThat(Files.readAllLines(file())).hasSize(2);
    }

    @Test
    void aLineThatACrashCutShortIsSkippedAndSwallowsNoOther() throws IOException {
        kept().add(NOTE);
        Files.writeString(file(), "nonsense\n{\"note\":\"n2\",\"at\":\"2026-11-", StandardOpenOption.APPEND);
        Kept next = kept();
        assertThat(next.notes()).containsExactly(NOTE);
        var third = new Note("n3", Incident.at(4, 0), "on-call", null, "it goes on");
        next.add(third);
        assertThat(kept().notes()).containsExactly(NOTE, third);
    }

    @Test
    void whereTheDiskRefusesNothingIsKept() throws IOException {
        Files.writeString(folder.resolve("timeline"), "in the way");
        Kept refused = kept();
        assertThatThrownBy(() -> refused.add(NOTE)).isInstanceOf(IOException.class);
        assertThat(Files.readString(folder.resolve("timeline"))).isEqualTo("in the way");
    }
}
