package dev.howdah.aws.session;

import dev.howdah.aws.signin.Asker;
import dev.howdah.aws.signin.Ground;
import dev.howdah.aws.signin.Keyring;
import dev.howdah.aws.signin.Standing;
import dev.howdah.model.Problem;
import dev.howdah.model.Profile;
import dev.howdah.model.SignedIn;
import dev.howdah.task.Time;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;

/// What this machine's AWS configuration says, read from files and environment without contacting anything.
///
/// @param environment the process environment; a test passes its own
/// @param keyring who is signed in; shared by all sessions that are made of these settings
public record AwsSettings(Map<String, String> environment, Keyring keyring) {
    /// With a keyring of its own, which asks nobody and remembers nothing.
    public AwsSettings(Map<String, String> environment) {
        this(environment, new Keyring(null, Asker.NOBODY, Time.SYSTEM));
    }

    public static AwsSettings ofProcess() {
        return new AwsSettings(System.getenv());
    }

    /// The same with another keyring.
    public AwsSettings with(Keyring other) {
        return new AwsSettings(environment, other);
    }

    /// The profile that the environment names (`AWS_PROFILE`, then `AWS_DEFAULT_PROFILE`).
    public Optional<String> profile() {
        return first("AWS_PROFILE", "AWS_DEFAULT_PROFILE");
    }

    /// The region that applies to `profile`: `AWS_REGION`, `AWS_DEFAULT_REGION` (which the SDK itself does not read), then
    /// the profile's own.
    public Optional<String> region(@Nullable String profile) {
        return first("AWS_REGION", "AWS_DEFAULT_REGION").or(() -> profileRegion(profile));
    }

    /// The profile's own region, before the environment is asked.
    public Optional<String> profileRegion(@Nullable String profile) {
        String name = profile == null ? profile().orElse("default") : profile;
        return profiles().stream().filter(p -> p.name().equals(name)).findFirst().map(Profile::region);
    }

    /// Whether the environment itself carries credentials.
    public boolean environmentCredentials() {
        return environment.containsKey("AWS_ACCESS_KEY_ID") || environment.containsKey("AWS_WEB_IDENTITY_TOKEN_FILE")
                || environment.containsKey("AWS_CONTAINER_CREDENTIALS_FULL_URI")
                || environment.containsKey("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    }

    /// Whether there is any AWS configuration at all: without one, the drill is the default.
    public boolean anyConfiguration() {
        return environmentCredentials() || !profiles().isEmpty();
    }

    /// Which endpoints are overridden, by service (empty key: all of them). Shown on the window, so that nobody takes an
    /// emulator for AWS or the reverse.
    public Map<String, String> endpointOverrides(@Nullable String profile) {
        var result = new LinkedHashMap<String, String>();
        if ("true".equalsIgnoreCase(environment.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"))) {
            return result;
        }
        environment.forEach((name, value) -> {
            if (name.startsWith("AWS_ENDPOINT_URL") && !value.isBlank()) {
                result.put(name.equals("AWS_ENDPOINT_URL") ? "" : name.substring("AWS_ENDPOINT_URL_".length()).toLowerCase(Locale.ROOT),
                        value);
            }
        });
        String name = profile == null ? profile().orElse("default") : profile;
        profiles().stream().filter(p -> p.name().equals(name)).map(Profile::endpointUrl).filter(u -> u != null)
                .forEach(url -> result.putIfAbsent("", url));
        return result;
    }

    /// The endpoint that `service` (such as `rds`) is asked at when it is overridden.
    public Optional<URI> endpoint(String service, @Nullable String profile) {
        Map<String, String> overrides = endpointOverrides(profile);
        String own = overrides.get(service);
        String url = own == null ? overrides.get("") : own;
        if (url == null) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(url);
            if (uri.getHost() == null || uri.getScheme() == null) {
                throw new IllegalArgumentException("an endpoint needs a scheme and a host");
            }
            return Optional.of(uri);
        } catch (IllegalArgumentException e) {
            throw new Problem.Thrown(new Problem.Misconfigured("endpoint of " + service,
                    new Problem.Source("configuration", null, "'" + url + "' is not a URL: " + e.getMessage())), e);
        }
    }

    /// Proxies for what does not go through the SDK.
    public ProxySelector proxies() {
        return new EnvironmentProxies(first("HTTPS_PROXY").or(() -> first("https_proxy")),
                first("HTTP_PROXY").or(() -> first("http_proxy")),
                first("NO_PROXY").or(() -> first("no_proxy")).orElse(""));
    }

    /// The certificate authorities for databases that the environment names (`PGSSLROOTCERT`, as for libpq).
    public Optional<Path> databaseRoots() {
        return first("PGSSLROOTCERT").map(Path::of);
    }

    /// The extra certificate authorities that the environment names (`AWS_CA_BUNDLE`).
    public Optional<Path> caBundle() {
        return first("AWS_CA_BUNDLE").map(Path::of);
    }

    /// Each profile of the shared configuration and credentials files, in the order of their names.
    ///
    /// @throws Problem.Thrown with `Misconfigured` when a file cannot be read or parsed
    public List<Profile> profiles() {
        var result = new ArrayList<Profile>();
        new java.util.TreeMap<>(files().profiles()).forEach((name, profile) -> result.add(ProfileShape.of(name, profile)));
        return result;
    }

    /// Both shared files merged, as the SDK reads them.
    ProfileFile files() {
        Path config = path("AWS_CONFIG_FILE").orElseGet(ProfileFileLocation::configurationFilePath);
        Path credentials = path("AWS_SHARED_CREDENTIALS_FILE").orElseGet(ProfileFileLocation::credentialsFilePath);
        try {
            var merged = ProfileFile.aggregator();
            if (Files.isReadable(config)) {
                merged.addFile(ProfileFile.builder().content(config).type(ProfileFile.Type.CONFIGURATION).build());
            }
            if (Files.isReadable(credentials)) {
                merged.addFile(ProfileFile.builder().content(credentials).type(ProfileFile.Type.CREDENTIALS).build());
            }
            return merged.build();
        } catch (IllegalArgumentException | IllegalStateException | java.io.UncheckedIOException e) {
            throw new Problem.Thrown(new Problem.Misconfigured("AWS configuration files",
                    new Problem.Source("configuration", null, config + ", " + credentials + ": " + e.getMessage())), e);
        }
    }

    /// How long single sign-on's token of a profile is good, as the `aws` client's cache tells; nothing is asked. Empty where there is none to have.
    public Optional<SignedIn> signedIn(String profile, Instant now) {
        return Standing.onDisk(ground(region(profile).orElse("us-east-1")), profile, now);
    }

    /// What signing in stands on, read now.
    Ground ground(String region) {
        ProfileFile files = files();
        var profiles = new LinkedHashMap<String, Map<String, String>>();
        var sessions = new LinkedHashMap<String, Map<String, String>>();
        files.profiles().forEach((name, profile) -> {
            profiles.put(name, profile.properties());
            profile.property("sso_session")
                    .ifPresent(s -> files.getSection("sso-session", s).ifPresent(found -> sessions.put(s, found.properties())));
        });
        return new Ground(environment, profiles, sessions, region, profile().orElse("default"));
    }

    private Optional<Path> path(String name) {
        return first(name).map(Path::of);
    }

    private Optional<String> first(String... names) {
        for (String name : names) {
            String value = environment.get(name);
            if (value != null && !value.isBlank()) {
                return Optional.of(value.strip());
            }
        }
        return Optional.empty();
    }
}
