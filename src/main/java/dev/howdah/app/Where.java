package dev.howdah.app;

import dev.howdah.aws.session.AwsSettings;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Problem;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// The options that say which account and region a command reads.
final class Where {
    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-\\d+");

    @Option(names = "--profile", paramLabel = "P", description = "profile of ~/.aws (default: AWS_PROFILE, else the default chain)")
    private @Nullable String profile;

    @Option(names = "--region", paramLabel = "R", description = "region (default: AWS_REGION, AWS_DEFAULT_REGION, the profile's)")
    private @Nullable String region;

    @Nullable
    String profile() {
        return profile;
    }

    /// @throws CommandLine.ParameterException if the region is no name of one
    void check(CommandSpec spec) {
        if (region != null && !REGION.matcher(region).matches()) {
            throw new CommandLine.ParameterException(spec.commandLine(), "'" + region + "' is not a region name such as ap-northeast-2");
        }
    }

    /// @throws Problem.Thrown if nothing says which region is meant
    AwsScope scope(AwsSettings settings) {
        String where = region != null
                ? region
                : settings.region(profile).orElseThrow(() -> new Problem.Thrown(new Problem.Misconfigured("region",
                        new Problem.Source("configuration", null,
                                "no region is set: pass --region, or set AWS_REGION or the profile's region")),
                        null));
        return new AwsScope(profile, where);
    }
}
