package dev.howdah.aws.images;

import dev.howdah.aws.session.AwsSession;
import dev.howdah.model.Problem;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;

/// The registry of one region, read only.
public final class ImageReads {
    /// `account.dkr.ecr.region.amazonaws.com/repository`, then `:tag`, `@sha256:…` or neither.
    private static final Pattern OURS = Pattern
            .compile(
                    "(\\d{12})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?/([^:@]+)(?::([\\w.-]+))?(?:@(sha256:[0-9a-f]{64}))?");
    private final AwsSession session;
    private final EcrClient ecr;

    public ImageReads(AwsSession session) {
        this.session = session;
        this.ecr = session.client("ecr", EcrClient.builder());
    }

    /// Whether an image can be had.
    public sealed interface Look {
        /// @param digest which a tag means now; it may mean another one later
        record There(String digest, @Nullable Instant pushed) implements Look {}

        /// The repository or the image is not there.
        record Missing() implements Look {}

        /// It is not in a registry of this region, and was not asked for.
        record Elsewhere() implements Look {}
    }

    /// Looks for an image as a task definition names it (`ecr:DescribeImages`).
    ///
    /// @throws Problem.Thrown when the registry cannot be read
    public Look look(String image) throws InterruptedException {
        Matcher parts = OURS.matcher(image);
        if (!parts.matches() || !parts.group(2).equals(session.scope().region())) {
            return new Look.Elsewhere();
        }
        String digest = parts.group(5);
        String tag = digest != null ? null : parts.group(4) == null ? "latest" : parts.group(4);
        var request = DescribeImagesRequest.builder().registryId(parts.group(1)).repositoryName(parts.group(3))
                .imageIds(ImageIdentifier.builder().imageTag(tag).imageDigest(digest).build()).build();
        try {
            return session.call("ecr:DescribeImages", () -> ecr.describeImages(request)).imageDetails().stream().findFirst()
                    .<Look>map(ImageReads::there).orElseGet(Look.Missing::new);
        } catch (Problem.Thrown e) {
            if (e.problem() instanceof Problem.Missing) {
                return new Look.Missing();
            }
            throw e;
        }
    }

    private static Look there(ImageDetail image) {
        return new Look.There(image.imageDigest(), image.imagePushedAt());
    }
}
