package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.aws.session.AwsSettings;
import dev.howdah.ops.reach.Reached;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// What the package is made of agrees with itself, without building one.
final class PackagingTest {
    /// The cipher's loops (GaloisCounterMode, GCTR, GHASH) are compiled after a hundredth of the calls.
    private static final String SOONER = "-XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.G*::*,0.01";
    private static final String DIGEST = "-XX:CompileCommand=CompileThresholdScaling,sun.security.provider.SHA2::implCompress,0.01";
    private static final List<String> LATER = List.of("-XX:Tier3InvocationThreshold=2000", "-XX:Tier3MinInvocationThreshold=1000",
            "-XX:Tier3CompileThreshold=10000");
    private static final Path PACKAGING = Path.of(System.getProperty("howdah.launcher")).resolveSibling("");
    /// Where a plain session does not go: `--instance`, and who is signed in.
    private static final List<String> THROUGH_AWS = List.of(Through.class.getName(), Reached.class.getName(), AwsSettings.class.getName());
    private static final Path ASSETS = PACKAGING.resolve("../assets");

    @Test
    void theDesktopEntryNamesAProgramAndAPictureThatThePackageHas() throws IOException {
        List<String> entry = Files.readAllLines(PACKAGING.resolve("howdah.desktop"));
        assertThat(entry).startsWith("[Desktop Entry]").contains("Type=Application", "Exec=howdah", "Icon=howdah", "Terminal=false");
        assertThat(ASSETS.resolve("howdah.svg")).isRegularFile();
    }

    @Test
    void anInstalledProgramStartsWithTheOptionsOfACheckout() throws IOException {
        String checkout = Files.readString(PACKAGING.resolve("howdah"));
        String installed = Files.readString(PACKAGING.resolve("howdah-installed"));
        assertThat(options(installed)).isEqualTo(options(checkout)).isNotEmpty();
        assertThat(installed).containsOnlyOnce("@CLASSPATH@").contains("howdah-sql.aot", "howdah-status.aot", "howdah-window.aot");
    }

    /// A provider whose module is missing is looked for in every archive of the class path by each process that speaks TLS: it would load
    /// a library with a provider of its own that only the drill uses, which took half a second.
    @Test
    void thePackedRuntimeHasEveryProviderThatTheJvmLooksFor() throws IOException {
        var roots = new TreeSet<String>();
        Pattern.compile("^modules=(\\S+)", Pattern.MULTILINE).matcher(Files.readString(PACKAGING.resolve("build"))).results()
                .forEach(line -> roots.addAll(List.of(line.group(1).replace("$modules,", "").split(","))));
        var packed = Configuration.resolve(ModuleFinder.ofSystem(), List.of(Configuration.empty()), ModuleFinder.of(), roots);
        assertThat(Security.getProviders()).hasSizeGreaterThan(8)
                .extracting(provider -> provider.getClass().getModule().getName())
                .isSubsetOf(packed.modules().stream().map(module -> module.name()).toList());
    }

    /// A record fits only a class path that begins as the one did with which it was made.
    @Test
    void sqlStartsFromTheArchivesThatItsRecordIsMadeWith() throws IOException {
        String few = String.join(" ", Training.FEW);
        assertThat(Files.readString(PACKAGING.resolve("build"))).contains("for name in " + few + ";");
        assertThat(few).startsWith("howdah ");
        assertThat(Files.readString(PACKAGING.resolve("howdah"))).contains("for name in " + few.substring("howdah ".length()) + ";");
        assertThat(Files.readString(PACKAGING.resolve("howdah-installed"))).containsOnlyOnce("@SQL@");
    }

    /// What can be reached from `sql` in code, short of the way through AWS, is in those archives: a prompt, a guarded session and its
    /// journal too.
    @Test
    void aPlainSqlNeedsNoOtherArchive() throws Exception {
        var left = new ArrayDeque<>(List.of(SqlCommand.class.getName(), Ahead.class.getName()));
        var seen = new HashSet<>(left);
        var archives = new TreeSet<String>();
        while (!left.isEmpty()) {
            String name = left.pop();
            if (THROUGH_AWS.stream().anyMatch(way -> name.equals(way) || name.startsWith(way + "$"))) {
                continue;
            }
            for (String next : namedIn(name)) {
                if (!seen.add(next)) {
                    continue;
                }
                if (next.startsWith("dev.howdah.")) {
                    left.push(next);
                } else if (!next.startsWith("java") && !next.startsWith("jdk.")) {
                    var source = Class.forName(next, false, PackagingTest.class.getClassLoader()).getProtectionDomain().getCodeSource();
                    archives.add(Path.of(source.getLocation().toURI()).getFileName().toString().replaceFirst("-\\d.*", ""));
                }
            }
        }
        assertThat(archives).contains("postgresql", "jline-reader", "jackson-core", "picocli").isSubsetOf(Training.FEW);
    }

    /// The classes and interfaces that a class file names: what it calls, holds, takes and gives.
    private static Set<String> namedIn(String type) throws IOException {
        ClassModel read;
        try (var file = Objects.requireNonNull(PackagingTest.class.getResourceAsStream("/" + type.replace('.', '/') + ".class"), type)) {
            read = ClassFile.of().parse(file.readAllBytes());
        }
        var types = new ArrayList<ClassDesc>();
        var signatures = new ArrayList<MethodTypeDesc>();
        for (PoolEntry entry : read.constantPool()) {
            switch (entry) {
                case ClassEntry named -> types.add(named.asSymbol());
                case MethodTypeEntry signature -> signatures.add(signature.asSymbol());
                case MemberRefEntry member when member.type().stringValue().startsWith("(") ->
                    signatures.add(MethodTypeDesc.ofDescriptor(member.type().stringValue()));
                case MemberRefEntry field -> types.add(ClassDesc.ofDescriptor(field.type().stringValue()));
                default -> {
                    // text, numbers, and what the others are made of
                }
            }
        }
        read.fields().forEach(field -> types.add(field.fieldTypeSymbol()));
        read.methods().forEach(method -> signatures.add(method.methodTypeSymbol()));
        signatures.forEach(signature -> {
            types.add(signature.returnType());
            types.addAll(signature.parameterList());
        });
        return types.stream().map(PackagingTest::element).filter(ClassDesc::isClassOrInterface)
                .map(t -> t.packageName() + "." + t.displayName()).collect(Collectors.toSet());
    }

    private static ClassDesc element(ClassDesc type) {
        ClassDesc inner = type.componentType();
        return inner == null ? type : element(inner);
    }

    @Test
    void whatJpackageMakesStartsWithThemToo() throws IOException {
        String made = Files.readString(PACKAGING.resolve("jpackage.options"));
        assertThat(options(made)).isNotEmpty().isSubsetOf(options(Files.readString(PACKAGING.resolve("howdah-installed"))));
        assertThat(made).contains("--main-class " + Main.class.getName(), "-XX:AOTCache=$APPDIR/howdah-window.aot");
        assertThat(Files.readString(PACKAGING.resolve("jpackage-windows.options")))
                .contains("--add-launcher howdah=packaging/jpackage-console.properties");
        assertThat(PACKAGING.resolve("jpackage-console.properties")).isRegularFile();
        assertThat(PACKAGING.resolve("jpackage-mac.options")).isRegularFile();
        assertThat(List.of("png", "ico", "icns")).allSatisfy(kind -> assertThat(ASSETS.resolve("howdah." + kind)).isRegularFile());
    }

    /// Also what the formatter would take for a request of its own is only text.
    @Test
    void theManualHasEveryCommandAndOption() {
        CommandLine program = Main.commandLine(new AwsSettings(Map.of()));
        String page = Manual.page(program);
        String plain = page.replace("\\-", "-");
        assertThat(program.getSubcommands()).isNotEmpty().allSatisfy((name, command) -> {
            assertThat(plain).contains(".SH HOWDAH " + name.toUpperCase(Locale.ROOT)).contains("Usage: howdah " + name);
            assertThat(command.getCommandSpec().options()).allSatisfy(option -> assertThat(plain).contains(option.longestName()));
            assertThat(command.getSubcommands()).allSatisfy((below, _) -> assertThat(plain).contains(".SS howdah " + name + " " + below));
        });
        assertThat(page.lines().filter(line -> line.startsWith(".") || line.startsWith("'"))).allMatch(line -> line
                .matches("\\.(TH|SH|SS|B|I|TP|PP|br|nf|fi)\\b.*"));
    }

    @Test
    void theStoresMetadataNamesTheDesktopEntry() throws IOException {
        assertThat(Files.readString(PACKAGING.resolve("dev.howdah.Howdah.metainfo.xml")))
                .contains("<launchable type=\"desktop-id\">howdah.desktop</launchable>", "<binary>howdah</binary>", "@VERSION@", "@DATE@");
    }

    /// What is left out of the second compiler is told by what it gets: a name that no code has would leave the loops to the first one.
    @Test
    void theSecondCompilerOfSqlIsToldOfCodeThatIsThere() throws Exception {
        Path directives = PACKAGING.resolve("sql.directives");
        List<String> patterns = Pattern.compile("\"([\\w/$]+)(\\*?)\\.([\\w*]+)\"").matcher(Files.readString(directives)).results()
                .map(m -> m.group(1) + m.group(2) + " " + m.group(3)).toList();
        assertThat(patterns).hasSizeGreaterThan(8).anyMatch(p -> p.startsWith("dev/howdah/sql/")).allSatisfy(pattern -> {
            String[] parts = pattern.split(" ");
            String type = parts[0].replace("*", "");
            if (type.endsWith("/")) {
                assertThat(PackagingTest.class.getClassLoader().getResource(type)).as(type).isNotNull();
            } else {
                String method = parts[1].replace("*", "");
                assertThat(Class.forName(type.replace('/', '.'), false, null).getDeclaredMethods())
                        .anyMatch(m -> m.getName().startsWith(method));
            }
        });
        // the JVM does not start where it cannot read them, and would say how many there are among the rows
        var line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UnlockDiagnosticVMOptions", "-XX:-DisplayVMOutput", "-XX:CompilerDirectivesFile=" + directives));
        line.addAll(LATER);
        line.addAll(List.of("-XX:CompileCommand=quiet", SOONER, DIGEST, "-cp", System.getProperty("java.class.path"), Main.class.getName(),
                "sql", "--help"));
        var jvm = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        assertThat(jvm.inputReader().readLine()).startsWith("Usage: howdah sql");
        jvm.inputReader().transferTo(java.io.Writer.nullWriter());
        assertThat(jvm.waitFor()).isZero();
        assertThat(Files.readString(PACKAGING.resolve("build"))).contains(" packaging/sql.directives \"$image/app/\"");
        assertThat(Files.readString(PACKAGING.resolve("howdah"))).contains("directives=$root/packaging/sql.directives", SOONER, DIGEST)
                .contains(LATER);
        assertThat(Files.readString(PACKAGING.resolve("howdah-installed"))).contains("directives=$app/sql.directives", SOONER, DIGEST)
                .contains(LATER);
    }

    private static List<String> options(String script) {
        return Pattern.compile("(?<![\\w-])(-X[\\w:+=*-]+|--enable-native-access=\\S+)").matcher(script).results().map(MatchResult::group)
                .filter(option -> !option.startsWith("-XX:AOTCache") && !option.startsWith("-XshowSettings")).sorted().toList();
    }
}
