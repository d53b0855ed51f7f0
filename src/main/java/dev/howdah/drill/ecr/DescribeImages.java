package dev.howdah.drill.ecr;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Containers;
import dev.howdah.drill.world.World;
import java.util.ArrayList;
import java.util.List;

/// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html>: all on one page here.
final class DescribeImages implements Operation {
    private final World world;

    DescribeImages(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeImages";
    }

    @Override
    public String resource(Call call) {
        return "arn:aws:ecr:" + call.region() + ":" + World.ACCOUNT + ":repository/" + call.input().text("repositoryName", "*");
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Containers containers = world.region(call.region()).containers();
        String registry = input.text("registryId", World.ACCOUNT);
        String repository = input.text("repositoryName", "");
        String prefix = registry + ".dkr.ecr." + call.region() + ".amazonaws.com/" + repository + ":";
        List<String> all = containers.images().stream().filter(i -> i.startsWith(prefix)).toList();
        if (all.isEmpty()) {
            throw ApiError.of(400, "RepositoryNotFoundException", "The repository with name '" + repository
                    + "' does not exist in the registry with id '" + registry + "'");
        }
        List<Input> wanted = input.structs("imageIds");
        var found = new ArrayList<String>();
        for (Input id : wanted) {
            String tag = id.text("imageTag", "");
            String digest = id.text("imageDigest", "");
            found.add(all.stream()
                    .filter(i -> digest.isEmpty() ? i.equals(prefix + tag) : Containers.digest(i).equals(digest)).findFirst()
                    .orElseThrow(() -> ApiError.of(400, "ImageNotFoundException", "The image with imageId {imageDigest:'"
                            + (digest.isEmpty() ? "null" : digest) + "', imageTag:'" + (tag.isEmpty() ? "null" : tag)
                            + "'} does not exist within the repository with name '" + repository + "' in the registry with id '"
                            + registry + "'")));
        }
        return new Struct().list("imageDetails",
                (wanted.isEmpty() ? all : found).stream().map(i -> new Struct().put("registryId", registry)
                        .put("repositoryName", repository).put("imageDigest", Containers.digest(i))
                        .list("imageTags", List.of(i.substring(prefix.length()))).put("imageSizeInBytes", SIZE)
                        .put("imagePushedAt", containers.pushed(i))
                        .put("imageManifestMediaType", "application/vnd.oci.image.manifest.v1+json")).toList());
    }

    private static final long SIZE = 184_320_512;
}
