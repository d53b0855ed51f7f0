package dev.howdah.app;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Configuration;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.SecurityGroup;
import dev.howdah.model.Sentences;
import dev.howdah.model.SubnetGroup;
import dev.howdah.terraform.Companion;
import dev.howdah.terraform.Standing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `howdah terraform`: an instance that exists, as Terraform with `import` blocks. It reads, and writes one file where it was told to.
@Command(name = "terraform", mixinStandardHelpOptions = true, description = "Writes a DB instance as Terraform, with import blocks and its protections on. Changes nothing in AWS.", footer = {
        "",
        "Exit status: 0 all was read; 1 nothing was written; 2 usage; 3 no usable credentials; 4 written, but some part could not be read: the file says which."})
final class TerraformCommand implements Callable<Integer> {
    private static final int NOTHING = 1;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--instance", required = true, paramLabel = "ID", description = "the DB instance")
    @SuppressWarnings("NullAway.Init")
    private String instance;

    @Option(names = {"-o",
            "--out"}, paramLabel = "FILE", description = "file to write, which must not be there yet (default: standard output)")
    private @Nullable Path out;

    @Mixin
    private Where where = new Where();

    private final AwsSettings settings;
    private final List<Problem> problems = new ArrayList<>();

    TerraformCommand(AwsSettings settings) {
        this.settings = settings;
    }

    private interface Read<T> {
        @Nullable
        T read() throws InterruptedException;
    }

    @Override
    public Integer call() throws InterruptedException {
        where.check(spec);
        PrintWriter err = spec.commandLine().getErr();
        try {
            try (var account = new AwsAccount(where.scope(settings), settings)) {
                write(Companion.of(standing(account)));
            }
        } catch (Problem.Thrown e) {
            err.println("howdah: " + Sentences.of(e.problem()));
            return e.problem() instanceof Problem.SignIn ? StatusCommand.CREDENTIALS : NOTHING;
        } catch (FileAlreadyExistsException e) {
            err.println("howdah: " + e.getFile() + " is there already, and was left as it is");
            return NOTHING;
        } catch (IOException e) {
            err.println("howdah: " + out + " could not be written: " + e.getMessage());
            return NOTHING;
        } catch (IllegalArgumentException e) {
            err.println("howdah: " + e.getMessage());
            return NOTHING;
        }
        problems.forEach(p -> err.println("howdah: " + Sentences.of(p)));
        return problems.isEmpty() ? StatusCommand.ALL_READ : StatusCommand.PARTLY;
    }

    private void write(String text) throws IOException {
        if (out == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            Files.writeString(out, text, StandardOpenOption.CREATE_NEW);
        }
    }

    private Standing standing(AwsAccount account) throws InterruptedException {
        var ref = new InstanceRef(account.identity().account(), account.scope().region(), instance);
        Configuration configuration = account.rdsWatch().configuration(ref)
                .orElseThrow(() -> new Problem.Thrown(new Problem.Missing("DB instance " + instance,
                        new Problem.Source("rds:DescribeDBInstances", null, "no DB instance of that name in " + ref.region())), null));
        String subnetGroup = configuration.instance().placement().subnetGroup();
        SubnetGroup subnets = subnetGroup == null ? null : part(() -> account.rds().subnetGroup(subnetGroup));
        List<String> ids = configuration.instance().security().groups().stream().map(Instance.SecurityGroup::id).toList();
        List<SecurityGroup> groups = part(() -> account.network().groups(ids));
        return new Standing(configuration, subnets, groups, Instant.now());
    }

    private <T> @Nullable T part(Read<T> read) throws InterruptedException {
        try {
            return read.read();
        } catch (Problem.Thrown e) {
            problems.add(e.problem());
            return null;
        }
    }
}
