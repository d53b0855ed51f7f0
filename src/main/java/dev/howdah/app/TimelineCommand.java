package dev.howdah.app;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.config.Environments;
import dev.howdah.config.Folders;
import dev.howdah.config.Settings;
import dev.howdah.insights.Span;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Identity;
import dev.howdah.model.Instance;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.ops.timeline.Once;
import dev.howdah.ops.timeline.PostmortemFiles;
import dev.howdah.timeline.Html;
import dev.howdah.timeline.JsonExport;
import dev.howdah.timeline.Markdown;
import dev.howdah.timeline.Postmortem;
import dev.howdah.timeline.Told;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `howdah timeline`: what happened to an instance, as a post-mortem. It reads and changes nothing at AWS.
@Command(name = "timeline", mixinStandardHelpOptions = true, description = "Says what happened to a DB instance, on one clock: events, failovers, alarms, load, deployments, and what was done from "
        + "this machine. Changes nothing.", footer = {"",
                "Exit status: 0 all was read; 1 a file could not be written; 2 usage; 3 no usable credentials; 4 some part could not be read "
                        + "(the post-mortem says which)."})
final class TimelineCommand implements Callable<Integer> {
    private static final int UNWRITTEN = 1;
    private static final Pattern AGE = Pattern.compile("(\\d{1,5})([smhd])");

    enum Format {
        MD, HTML, JSON
    }

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--instance", paramLabel = "ID", required = true, description = "the DB instance")
    private String instance = "";

    @Option(names = "--since", paramLabel = "T", description = "an age such as 90m, 2h or 3d, or a time such as 2026-11-29T03:00:00Z (default: "
            + "${DEFAULT-VALUE})", defaultValue = "1h")
    private String since = "1h";

    @Option(names = "--until", paramLabel = "T", description = "the same (default: now)")
    private @Nullable String until;

    @Option(names = "--format", paramLabel = "F", description = "md, html or json, to standard output (default: md)")
    private Format format = Format.MD;

    @Option(names = "--into", paramLabel = "DIR", description = "write all three formats into this folder instead; nothing is overwritten")
    private @Nullable Path into;

    @Mixin
    private Where where = new Where();

    private final AwsSettings settings;
    private final Folders folders;

    TimelineCommand(AwsSettings settings) {
        this(settings, Folders.ofProcess());
    }

    TimelineCommand(AwsSettings settings, Folders folders) {
        this.settings = settings;
        this.folders = folders;
    }

    @Override
    public Integer call() throws InterruptedException {
        Instant now = Instant.now();
        Span span = span(now);
        PrintWriter err = spec.commandLine().getErr();
        try {
            Postmortem postmortem = read(span, now);
            postmortem.sources().stream().filter(t -> t.trouble() != null)
                    .forEach(t -> err.println("howdah: " + t.source() + ": " + t.trouble()));
            return written(postmortem, err);
        } catch (Problem.Thrown e) {
            err.println("howdah: " + Sentences.of(e.problem()));
            return e.problem() instanceof Problem.SignIn ? StatusCommand.CREDENTIALS : StatusCommand.PARTLY;
        }
    }

    private Postmortem read(Span span, Instant now) throws InterruptedException {
        AwsScope scope = where.scope(settings);
        try (var account = new AwsAccount(scope, settings)) {
            Identity me = account.identity();
            Instance found = account.rds().instances(me.account()).stream().filter(i -> i.ref().id().equals(instance)).findFirst()
                    .orElseThrow(() -> new Problem.Thrown(new Problem.Missing("DB instance " + instance, new Problem.Source(
                            "rds:DescribeDBInstances", null, "no DB instance of that name in " + scope.region())), null));
            return Once.read(account, folders.state(), found, environment(scope), span, ZoneId.systemDefault(), now, me.shortName());
        }
    }

    private String environment(AwsScope scope) {
        try {
            return Environments.load(folders.settings()).is(scope, Settings.load(folders.settings())).band();
        } catch (Settings.Unreadable e) {
            spec.commandLine().getErr().println("howdah: " + e.getMessage());
            return Settings.FIRST.environment(scope.profile()).band();
        }
    }

    private int written(Postmortem postmortem, PrintWriter err) {
        PrintWriter out = spec.commandLine().getOut();
        boolean whole = postmortem.sources().stream().map(Told::asOf).allMatch(at -> at != null);
        if (into != null) {
            switch (PostmortemFiles.write(postmortem, into)) {
                case PostmortemFiles.End.Written(var html, var markdown, var json) -> {
                    out.println(html);
                    out.println(markdown);
                    out.println(json);
                }
                case PostmortemFiles.End.Failed(var why) -> {
                    err.println("howdah: the post-mortem is not written: " + why);
                    return UNWRITTEN;
                }
            }
        } else {
            out.print(switch (format) {
                case MD -> Markdown.of(postmortem);
                case HTML -> Html.of(postmortem);
                case JSON -> JsonExport.of(postmortem);
            });
        }
        out.flush();
        return whole ? StatusCommand.ALL_READ : StatusCommand.PARTLY;
    }

    private Span span(Instant now) {
        where.check(spec);
        Instant from = time("--since", since, now);
        Instant to = until == null ? now : time("--until", until, now);
        if (!from.isBefore(to)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--since " + from + " is not before --until " + to);
        }
        return new Span(from, to);
    }

    private Instant time(String option, String text, Instant now) {
        Matcher age = AGE.matcher(text.toLowerCase(Locale.ROOT));
        if (age.matches()) {
            long n = Long.parseLong(age.group(1));
            return now.minus(switch (age.group(2)) {
                case "s" -> Duration.ofSeconds(n);
                case "m" -> Duration.ofMinutes(n);
                case "h" -> Duration.ofHours(n);
                default -> Duration.ofDays(n);
            });
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new CommandLine.ParameterException(spec.commandLine(),
                    option + ": '" + text
                            + "' is neither an age such as 90m, 2h or 3d nor a time with its offset such as 2026-11-29T03:00:00Z",
                    e);
        }
    }
}
