package dev.howdah.app;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.json.Json;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.task.Work;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `howdah status`: what the Overview and the Fleet screen say, for scripts and for machines without a display.
@Command(name = "status", mixinStandardHelpOptions = true, description = "Says what DB instances there are and how they are.", footer = {
        "", "Exit status: 0 all was read; 2 usage; 3 no usable credentials; 4 some part could not be read (what was read is printed)."})
final class StatusCommand implements Callable<Integer> {
    static final int ALL_READ = 0;
    static final int CREDENTIALS = 3;
    static final int PARTLY = 4;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--json", description = "print JSON, as documented in README")
    private boolean json;

    @Option(names = "--instance", paramLabel = "ID", description = "only this DB instance")
    private @Nullable String instance;

    @Option(names = "--profile", paramLabel = "P", description = "profile of ~/.aws (default: AWS_PROFILE, else the default chain)")
    private @Nullable String profile;

    @Option(names = "--region", paramLabel = "R", description = "region (default: AWS_REGION, AWS_DEFAULT_REGION, the profile's)")
    private @Nullable String region;

    @Option(names = "--all-regions", description = "every region that is enabled for the account")
    private boolean allRegions;

    private final AwsSettings settings;

    StatusCommand(AwsSettings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        StatusReport report;
        try {
            report = read();
        } catch (Problem.Thrown e) {
            report = new StatusReport(Optional.empty(), profile, region, List.of(), List.of(e.problem()), Instant.now());
        }
        if (json) {
            out.println(Json.pretty(report.toJson()));
        } else {
            report.toText().forEach(out::println);
        }
        report.problems().stream().map(Sentences::of).distinct().forEach(p -> spec.commandLine().getErr().println("howdah: " + p));
        out.flush();
        return report.exitStatus();
    }

    private StatusReport read() throws InterruptedException {
        if (region != null && !region.matches("[a-z]{2,}(-[a-z]+)+-\\d+")) {
            throw new CommandLine.ParameterException(spec.commandLine(), "'" + region + "' is not a region name such as ap-northeast-2");
        }
        String first = region != null ? region : settings.region(profile).orElse(allRegions ? "us-east-1" : null);
        if (first == null) {
            throw new Problem.Thrown(new Problem.Misconfigured("region", new Problem.Source("configuration", null,
                    "no region is set: pass --region, or set AWS_REGION or the profile's region")), null);
        }
        try (var work = Work.ofCommand("status"); var home = new AwsAccount(new AwsScope(profile, first), settings)) {
            List<String> regions = allRegions ? home.enabledRegions() : List.of(first);
            var asked = new ArrayList<FutureTask<StatusReport>>();
            for (String name : regions) {
                asked.add(work.ask(name, () -> readRegion(name, work)));
            }
            var parts = new ArrayList<StatusReport>();
            for (var part : asked) {
                parts.add(answer(part));
            }
            return StatusReport.merged(parts);
        }
    }

    private StatusReport readRegion(String name, Work work) throws InterruptedException {
        try (var account = new AwsAccount(new AwsScope(profile, name), settings)) {
            var reader = new StatusReader(account, work);
            return reader.read(instance);
        }
    }

    private static <T> T answer(FutureTask<T> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Problem.Thrown known) {
                throw known;
            }
            throw new IllegalStateException("reading ended unexpectedly", e.getCause());
        }
    }
}
