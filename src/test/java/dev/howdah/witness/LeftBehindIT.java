package dev.howdah.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.drill.Drill;
import dev.howdah.drill.postgres.Password;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a whole run of the tests left behind: whom it talked to, what it wrote, and who may read that.
final class LeftBehindIT {
    private static final Path FILES = Path.of("target/tmp");
    private static final List<Path> WRITTEN = List.of(FILES, Path.of("target/surefire-reports"));
    /// An endpoint: the stopwatch asks the machine's resolver for it, and the driver when it connects, whatever way it then takes.
    private static final Pattern ENDPOINT = Pattern.compile("[a-z0-9.-]+\\.rds\\.amazonaws\\.com");
    /// Names that nobody has (RFC 2606), for tests of what is said of a name that nobody has.
    private static final String NOWHERE = ".invalid";
    private static final Pattern SECRET = Pattern.compile(Pattern.quote(Password.MARK) + "[A-Za-z0-9_-]{32}"
            + "|" + Pattern.quote(Drill.SECRET_KEY) + "|AAEAA[A-Za-z0-9+/]{120}"
            + "|drill-token/[0-9A-F]{16}|drill-(?:access|refresh|client)-[0-9a-f]{20,24}");
    /// The `aws` client's own folders: two whose tokens are shared with it, and one that it alone writes, where tests run it.
    private static final List<Path> CLIENTS = List.of(Path.of(".aws/sso/cache"), Path.of(".aws/login/cache"), Path.of(".aws/cli/cache"));
    /// What `security.md` says that its owner alone may read.
    private static final Predicate<String> PRIVATE = Pattern.compile(
            "(?:.*/)?(?:journal(?:-.*)?\\.jsonl|journal\\.head|timeline/.*\\.jsonl|drafts/.*\\.json|repairs/.*\\.sql|sql_history|sessions\\.jsonl|agreed-programs)")
            .asMatchPredicate();

    @Test
    void nobodyWasAskedButThisMachine() throws IOException {
        var asked = new ArrayList<String>();
        String own = InetAddress.getLocalHost().getHostName();
        try (Stream<Path> reports = Files.list(Witness.FOLDER)) {
            for (Path report : reports.toList()) {
                asked.addAll(Files.readAllLines(report));
            }
        }
        assertThat(asked).as("the tests ran before, and were looked at").anyMatch(line -> line.startsWith("127.0.0.1\t"));
        assertThat(asked).filteredOn(line -> {
            String host = line.split("\t")[0];
            return !host.equals("localhost") && !host.equals(own) && !here(host) && !ENDPOINT.matcher(host).matches()
                    && !host.endsWith(NOWHERE);
        }).as("hosts that are neither the drill nor an instance's endpoint, and who asked for them").isEmpty();
    }

    /// Whether it is an address of this machine: a test tries all of them, to see that a port is not open there.
    private static boolean here(String host) {
        try {
            InetAddress address = InetAddress.ofLiteral(bare(host));
            return address.isLoopbackAddress() || NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                    .anyMatch(own -> bare(own.getHostAddress()).equals(address.getHostAddress()));
        } catch (IllegalArgumentException e) {
            // it is a name
            return false;
        } catch (SocketException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Without brackets and the name of an interface.
    private static String bare(String address) {
        return address.replaceAll("^\\[|]$", "").replaceFirst("%.*", "");
    }

    @Test
    void noSecretIsInWhatWasWritten() throws IOException {
        assertThat(Password.random().value()).as("what is looked for is what the drill makes").matches(SECRET);
        var found = new ArrayList<String>();
        long looked = 0;
        for (Path file : files(WRITTEN)) {
            looked++;
            if (CLIENTS.stream().anyMatch(file.getParent()::endsWith)) {
                continue;
            }
            Matcher match = SECRET.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (match.find()) {
                found.add(file + " at " + match.start());
            }
        }
        assertThat(looked).as("files to look at").isPositive();
        assertThat(found).as("files with a password, a key or a token of the drill").isEmpty();
    }

    @Test
    void whatIsPrivateIsItsOwnersAlone() throws IOException {
        var open = new TreeSet<String>();
        int looked = 0;
        for (Path file : files(List.of(FILES))) {
            String name = FILES.relativize(file).toString();
            if (PRIVATE.test(name)) {
                looked++;
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                if (!mode.equals("rw-------")) {
                    open.add(mode + " " + name);
                }
            }
        }
        assertThat(looked).as("private files to look at").isPositive();
        assertThat(open).as("files that somebody else may read").isEmpty();
    }

    private static List<Path> files(List<Path> folders) throws IOException {
        var all = new ArrayList<Path>();
        for (Path folder : folders) {
            try (Stream<Path> below = Files.walk(folder)) {
                below.filter(Files::isRegularFile).forEach(all::add);
            }
        }
        return all;
    }
}
