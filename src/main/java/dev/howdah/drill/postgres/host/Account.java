package dev.howdah.drill.postgres.host;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who runs the servers. PostgreSQL refuses to run as root, so a root process hands them to an unprivileged account that
/// exists on the machine; anybody else runs them as themselves.
public final class Account {
    private static final boolean POSIX = java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    /// `nobody` first: it owns nothing, whereas `postgres` may own a database that is none of ours.
    private static final List<String> CANDIDATES = List.of("nobody", "postgres", "daemon");
    private final List<String> prefix;
    private final Optional<Owner> owner;

    private record Owner(String name, int user, int group, UserPrincipal userPrincipal, GroupPrincipal groupPrincipal) {}

    private Account(List<String> prefix, Optional<Owner> owner) {
        this.prefix = prefix;
        this.owner = owner;
    }

    /// The account for this process; the error says what to do when there is none.
    public static Account forServers() throws IOException {
        if (!POSIX || !isRoot()) {
            return new Account(List.of(), Optional.empty());
        }
        Optional<Owner> found = Optional.empty();
        for (String name : CANDIDATES) {
            found = found.or(() -> entry(name));
        }
        Owner owner = found.orElseThrow(() -> new IOException("PostgreSQL does not run as root, and this machine has none of the accounts "
                + String.join(", ", CANDIDATES) + " to run it as. Start the drill as an ordinary user."));
        Optional<Path> setpriv = tool("setpriv");
        if (setpriv.isPresent()) {
            return new Account(List.of(setpriv.get().toString(), "--reuid=" + owner.user, "--regid=" + owner.group, "--clear-groups",
                    "--no-new-privs", "--"), Optional.of(owner));
        }
        Path runuser = tool("runuser").orElseThrow(() -> new IOException("PostgreSQL does not run as root, and neither setpriv nor runuser "
                + "(package util-linux) is installed to change to " + owner.name
                + ". Install it, or start the drill as an ordinary user."));
        return new Account(List.of(runuser.toString(), "-u", owner.name, "--"), Optional.of(owner));
    }

    /// The command as it must be started so that this account runs it.
    public List<String> command(List<String> command) {
        var all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    /// Gives `path` itself to this account and to nobody else (0700 or 0600).
    public void own(Path path) throws IOException {
        if (!POSIX) {
            return;
        }
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (Files.isSymbolicLink(path)) {
            return;
        }
        view.setPermissions(PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        if (owner.isPresent()) {
            view.setOwner(owner.get().userPrincipal);
            view.setGroup(owner.get().groupPrincipal);
        }
    }

    /// A new directory of this account's own.
    public Path directory(Path path) throws IOException {
        own(Files.createDirectories(path));
        return path;
    }

    /// A small file that only this account can read. It is empty until it belongs to the account, so its content is never
    /// readable by others.
    public Path file(Path path, String content) throws IOException {
        if (Files.notExists(path)) {
            if (POSIX) {
                Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(path);
            }
        }
        own(path);
        return Files.writeString(path, content);
    }

    /// Refuses a place that this account cannot reach, by name of the directory that is in the way.
    public void mustReach(Path directory) throws IOException {
        if (owner.isEmpty()) {
            return;
        }
        for (Path at = directory.toRealPath(); at != null; at = at.getParent()) {
            var attributes = Files.readAttributes(at, java.nio.file.attribute.PosixFileAttributes.class);
            boolean own = attributes.owner().equals(owner.get().userPrincipal);
            if (!own && !attributes.permissions().contains(java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE)) {
                throw new FileSystemException(directory.toString(), null, "the drill's servers run as " + owner.get().name
                        + ", which may not pass through " + at + "; choose a home for the drill elsewhere");
            }
        }
    }

    @Override
    public String toString() {
        return owner.map(Owner::name).orElse(System.getProperty("user.name"));
    }

    private static boolean isRoot() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self)
                ? Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"))
                : "root".equals(System.getProperty("user.name"));
    }

    private static Optional<Owner> entry(String name) {
        try (var lines = Files.lines(Path.of("/etc/passwd"))) {
            return lines.map(line -> line.split(":", -1)).filter(fields -> fields.length > 3 && fields[0].equals(name)).findFirst()
                    .map(fields -> owner(name, Integer.parseInt(fields[2]), Integer.parseInt(fields[3])));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Owner owner(String name, int user, int group) {
        var lookup = java.nio.file.FileSystems.getDefault().getUserPrincipalLookupService();
        try {
            return new Owner(name, user, group, lookup.lookupPrincipalByName(name),
                    lookup.lookupPrincipalByGroupName(String.valueOf(group)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Optional<Path> tool(String name) {
        return List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin").stream().map(dir -> Path.of(dir, name)).filter(Files::isExecutable)
                .findFirst();
    }
}
