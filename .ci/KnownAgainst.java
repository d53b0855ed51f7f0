import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Asks OSV (https://google.github.io/osv.dev/post-v1-query/) what is known against each library of an SBOM, and fails when anything is.
/// Where OSV cannot be reached that is said in so many words: it is then not known, which is neither good nor a failure of the build.
///
/// Arguments: the SBOM (CycloneDX, JSON); another address of the API, for trying this out.
public class KnownAgainst {
    private static final Pattern PURL = Pattern.compile("\"purl\"\\s*:\\s*\"(pkg:maven/[^\"?]+)");
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([A-Z]+-[^\"]+)\"");
    private static final int OK = 200;

    public static void main(String[] args) throws InterruptedException, IOException {
        String api = args.length > 1 ? args[1] : "https://api.osv.dev/v1/query";
        Set<String> libraries = new TreeSet<>();
        PURL.matcher(Files.readString(Path.of(args[0]))).results().forEach(m -> libraries.add(m.group(1)));
        if (libraries.isEmpty()) {
            System.err.println("known-against: " + args[0] + " names no library");
            System.exit(2);
        }
        HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
        Map<String, List<String>> found = new TreeMap<>();
        for (String library : libraries) {
            HttpRequest ask = HttpRequest.newBuilder(URI.create(api)).timeout(Duration.ofSeconds(20)).header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"package\": {\"purl\": \"" + library + "\"}}")).build();
            HttpResponse<String> answer;
            try {
                answer = client.send(ask, HttpResponse.BodyHandlers.ofString());
            } catch (IOException e) {
                System.out.println("known-against: NOT SCANNED: " + api + " cannot be reached (" + e + "); " + libraries.size() + " libraries are unknown");
                return;
            }
            if (answer.statusCode() != OK) {
                System.out.println("known-against: NOT SCANNED: " + api + " answered " + answer.statusCode() + " for " + library);
                return;
            }
            List<String> ids = ID.matcher(answer.body()).results().map(m -> m.group(1)).distinct().toList();
            if (!ids.isEmpty()) {
                found.put(library, ids);
            }
        }
        found.forEach((library, ids) -> System.out.println("known-against: " + library + ": " + String.join(", ", ids)));
        System.out.println("known-against: asked for " + libraries.size() + " libraries, " + found.size() + " have something against them");
        System.exit(found.isEmpty() ? 0 : 1);
    }
}
