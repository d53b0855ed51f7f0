package dev.howdah.app;

import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import dev.howdah.drill.postgres.Password;
import dev.howdah.drill.postgres.Servers;
import dev.howdah.drill.postgres.Spec;
import dev.howdah.drill.tls.DrillCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs the commands for the JVM to learn from: the build records here which classes a command needs and which methods it
/// spends its time in, and the launcher starts from that record (JEP 514, JEP 515). There is a record for each command, so that
/// none loads what only another needs. `status` is asked of a drill without servers, which the window looks at too, `sql` of a server of
/// the drill; none needs an account or a network.
///
/// Before that it makes the one library new enough to be in a record ([Renewal]).
///
/// A record that cannot be made is left out: the launcher then starts without, more slowly.
final class Training {
    /// What `sql` needs without `--instance`; packaging/howdah and packaging/build name the same.
    static final List<String> FEW = List.of("howdah", "jackson-core", "jline-native", "jline-reader", "jline-terminal",
            "jline-terminal-ffm", "jspecify", "picocli", "postgresql");
    private static final String ALL = System.getProperty("java.class.path");
    private final Path directory;
    private boolean missing;

    private Training(Path directory) {
        this.directory = directory;
    }

    /// @param args the directory for `howdah-<command>.aot`
    static void main(String[] args) throws IOException, InterruptedException {
        var training = new Training(Path.of(args[0]));
        training.renew();
        training.status();
        training.window();
        training.sql();
        if (training.missing) {
            System.out.println("howdah: not every command has its record; it starts more slowly without");
        }
        System.exit(0);
    }

    /// Where the archive cannot be replaced (some systems keep the files of a running program) it stays as it is, and commands start
    /// more slowly.
    private void renew() {
        var renewal = new Renewal();
        try (var archives = Files.newDirectoryStream(directory.resolve("lib"), "picocli-*.jar")) {
            for (Path archive : archives) {
                renewal.renew(archive);
            }
        } catch (IOException e) {
            System.out.println("howdah: an older library stays as it is, commands start more slowly: " + e.getMessage());
        }
    }

    private void status() throws IOException, InterruptedException {
        try (Drill drill = Drill.start(DrillOptions.standard().withoutServers().withFleet(150), _ -> {})) {
            record("status", ALL, List.of("-XX:TieredStopAtLevel=1"), environment(drill), List.of("status"));
        }
    }

    /// The window, on JavaFX's headless platform: a build has no screen. What a real one needs besides is little, and read as without
    /// a record. With the first compiler tier, so that no profiles are recorded: from them the second tier would compile at once, on the
    /// processor that the first frame waits for.
    private void window() throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("howdah-training");
        try (Drill drill = Drill.start(DrillOptions.standard().withoutServers(), _ -> {})) {
            var environment = environment(drill);
            environment.put("HOWDAH_HOME", work.resolve("home").toString());
            record("window", ALL, List.of("-XX:TieredStopAtLevel=1", "-Dglass.platform=Headless", "-Dprism.order=sw"), environment,
                    List.of("--region", drill.region(), "--instance", "blog-db", "--glance"));
        } finally {
            delete(work);
        }
    }

    private static HashMap<String, String> environment(Drill drill) {
        var environment = new HashMap<>(drill.variables());
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("AWS_CONFIG_FILE", "none");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "none");
        return environment;
    }

    private void sql() throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("howdah-training");
        Password password = Password.random();
        DrillCa ca = DrillCa.create(work);
        String host = "training.cdrill0000.ap-northeast-2.rds.amazonaws.com";
        var spec = new Spec(Spec.standardHome().resolveSibling("howdah-drill-training"), new Spec.Endpoint(host, 5432),
                new Spec.Database("blogdb", "blog_admin", password), new Spec.Zones("ap-northeast-2a", Optional.empty()),
                Spec.Size.small(Spec.Size.BRISK), ca);
        try (Servers servers = Servers.create(spec, _ -> {})) {
            var environment = Map.of("PGHOST", "127.0.0.1", "PGPORT", String.valueOf(servers.endpointPort()), "PGUSER", "blog_admin",
                    "PGDATABASE", "blogdb", "PGPASSWORD", password.value(), "PGSSLMODE", "verify-ca", "PGSSLROOTCERT",
                    ca.caPem().toString(), "HOWDAH_HOME", work.resolve("home").toString());
            Path script = Files.writeString(work.resolve("script.sql"), script(work.resolve("rows.csv")));
            record("sql", few(), List.of(), environment, List.of("sql", "-q", "-f", script.toString()));
        } catch (IOException e) {
            missing = true;
            System.out.println("howdah: no server to learn from: " + e.getMessage());
        } finally {
            delete(work);
        }
    }

    /// What scripts are made of: many small statements, large results in the usual formats, a copy to a file.
    private static String script(Path file) {
        String rows = "select i as id, md5(i::text) as token, 'name '||i%1000 as name, (i*1.37)::numeric(12,2) as amount, now() as at, "
                + "i%3=0 as good, case when i%10=0 then null else repeat('comment ', i%8+1) end as note from generate_series(1,30000) i";
        var script = new StringBuilder("\\timing off\n\\d pg_class\n\\pset format csv\n" + rows + ";\n\\pset format unaligned\n" + rows
                + ";\n\\pset format aligned\n" + rows + ";\n\\copy (" + rows + ") to '" + file + "' csv header\n");
        // the other way of TLS: libpq's "require", which looks at no certificate
        script.append("\\c 'dbname=blogdb sslmode=require'\n");
        for (int i = 0; i < 3_000; i++) {
            script.append("select ").append(i).append(" as n, 'text' as t;\n");
        }
        return script.toString();
    }

    /// The class path of a plain `sql`: its archives in the order in which the launchers name them, which a record must begin with. With
    /// few archives services are looked for in few.
    private static String few() {
        var few = new ArrayList<String>();
        List<String> all = List.of(ALL.split(java.io.File.pathSeparator));
        for (String name : FEW) {
            all.stream().filter(p -> Path.of(p).getFileName().toString().matches(name + "-\\d.*\\.jar")).forEach(few::add);
        }
        return String.join(java.io.File.pathSeparator, few);
    }

    private void record(String command, String classPath, List<String> flags, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        Path cache = directory.resolve("howdah-" + command + ".aot");
        Files.deleteIfExists(cache);
        var line = new ArrayList<String>();
        line.add(ProcessHandle.current().info().command().orElse("java"));
        line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xlog:aot*=off", "-XX:AOTCacheOutput=" + cache));
        line.addAll(flags);
        line.addAll(List.of("-cp", classPath, Main.class.getName()));
        line.addAll(arguments);
        var builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        if (builder.start().waitFor() != 0) {
            missing = true;
            Files.deleteIfExists(cache);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
