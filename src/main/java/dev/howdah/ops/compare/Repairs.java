package dev.howdah.ops.compare;

import dev.howdah.model.AwsScope;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.ops.reach.Login;
import dev.howdah.sql.session.SqlFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Where repairs come from and where their before-images are kept: the folder `repairs` of the console's state, readable by its owner
/// alone. Each repair has two scripts there: what it runs, and what takes it back.
public final class Repairs {
    private static final Duration STATEMENT = Duration.ofMinutes(2);
    private final Doors doors;
    private final Path folder;

    /// @param state the console's folder
    public Repairs(Doors doors, Path state) {
        this.doors = doors;
        this.folder = state.resolve("repairs");
    }

    /// Where nothing is reached: every repair is refused.
    public static Repairs unreached(Path state) {
        return new Repairs((_, _) -> Optional.empty(), state);
    }

    /// What was found of rows to bring back, or why nothing was.
    public sealed interface Found {
        /// @param where DBNAME, USER, HOST and PORT of live
        record Ready(Rows rows, java.util.Map<String, String> where) implements Found {}

        /// @param fix what to do about it
        record Not(String why, String fix) implements Found {}
    }

    /// Compares chosen tables anew and makes the script. Changes nothing.
    ///
    /// @param missing,changed which rows are wanted
    /// @throws Problem.Thrown when a server does not answer
    public Found find(InstanceRef live, InstanceRef copy, List<String> tables, boolean missing, boolean changed) {
        try (Pair pair = Pair.open(doors, live, copy, Doors.PATIENT)) {
            return new Found.Ready(Rows.script(pair, tables, missing, changed, _ -> {
            }), pair.liveDoor().where());
        } catch (Pair.NotReached e) {
            return new Found.Not(String.valueOf(e.getMessage()), "connect to both, then plan again");
        } catch (RowDiff.NotComparable e) {
            return new Found.Not(e.getMessage() + ".", "leave that table out, or swap the instances instead");
        } catch (SqlFailed e) {
            throw new Problem.Thrown(new Problem.Sql(e.serverMessage().state(), String.valueOf(e.getMessage()),
                    new Problem.Source("postgresql", null, String.valueOf(e.getMessage()))), e);
        }
    }

    /// A session for one repair; empty when there is no way to the instance.
    public Optional<Doors.Opened> open(InstanceRef live) {
        return doors.open(live, STATEMENT);
    }

    /// A session, read-only until it is shown a permit; empty when there is no way to the instance.
    ///
    /// @param statement how long a statement may run
    public Optional<Doors.Opened> open(InstanceRef ref, java.time.Duration statement) {
        return doors.open(ref, statement);
    }

    /// Opens a way to an instance, and waits for it.
    ///
    /// @return why there is none, in words; empty when it is open
    public Optional<String> reach(AwsScope scope, Instance instance) throws InterruptedException {
        return doors.reach(scope, instance);
    }

    /// The same with a login that nothing leads to yet.
    ///
    /// @return why there is none, in words; empty when it is open
    public Optional<String> reach(AwsScope scope, Instance instance, Login login) throws InterruptedException {
        return doors.reach(scope, instance, login);
    }

    /// Ends the way to an instance that is about to go.
    public void leave(InstanceRef ref) {
        doors.leave(ref);
    }

    /// Writes the script of the plan that is looked at, over that of the one before.
    ///
    /// @return the file
    /// @throws Problem.Thrown when it cannot be written
    public String planned(Script script) {
        return write("planned.sql", Script.text(script.forward())).toString();
    }

    /// Keeps a repair and its before-image. When this returns both are on the disk.
    ///
    /// @param id of the plan
    /// @throws Problem.Thrown when they cannot be written: then nothing may be changed
    public void keep(String id, Script script) {
        write(named(id, ".sql"), Script.text(script.forward()));
        write(named(id, ".back.sql"), Script.text(script.back()));
    }

    /// What takes a repair back.
    ///
    /// @throws IllegalArgumentException when the files are not those of a repair
    /// @throws IOException when they are not there or cannot be read
    public Script undoing(String id, String database) throws IOException {
        return new Script(database, Script.read(Files.readString(folder.resolve(named(id, ".back.sql")))),
                Script.read(Files.readString(folder.resolve(named(id, ".sql")))));
    }

    /// Where the before-image of a repair is.
    public Path before(String id) {
        return folder.resolve(named(id, ".back.sql"));
    }

    private static String named(String id, String ending) {
        return UUID.fromString(id) + ending;
    }

    private Path write(String name, String text) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(folder);
            var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Path next = Files.createTempFile(folder, "next", ".sql", mine);
            try (var channel = Files.newByteChannel(next, Set.of(StandardOpenOption.WRITE, StandardOpenOption.SYNC))) {
                var bytes = java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            Files.move(next, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new Problem.Thrown(new Problem.Misconfigured("state folder", new Problem.Source("repairs", null,
                    "the script cannot be kept in " + folder + " (" + (e.getMessage() == null ? e.toString() : e.getMessage()) + ")")), e);
        }
    }
}
