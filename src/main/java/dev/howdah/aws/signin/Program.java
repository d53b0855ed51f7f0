package dev.howdah.aws.signin;

import dev.howdah.json.Json;
import dev.howdah.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs a `credential_process`, without a shell and without a terminal, as the `aws` client does, and reads what it prints
/// (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html>). A question of its own would wait for ever: it gets an
/// empty input and a minute.
final class Program {
    private static final Duration MOST = Duration.ofMinutes(1);
    private static final int MOST_BYTES = 64 * 1024;
    private final String profile;
    private final boolean windows;

    Program(String profile) {
        this.profile = profile;
        windows = System.getProperty("os.name", "").startsWith("Windows");
    }

    /// @throws Problem.Thrown when it cannot be started, fails, is too slow or prints something else
    Held run(String command, Map<String, String> environment) throws InterruptedException {
        Process process = start(command, environment);
        try {
            process.getOutputStream().close();
            var out = read(process.getInputStream());
            var err = read(process.getErrorStream());
            if (!process.waitFor(MOST.toSeconds(), TimeUnit.SECONDS)) {
                throw failed("it has not ended after " + MOST.toSeconds() + " s; it has no terminal to ask anything on");
            }
            if (process.exitValue() != 0) {
                String says = err.join().strip();
                throw failed("it ended with " + process.exitValue() + (says.isEmpty() ? "" : " and says: " + first(says)));
            }
            return answer(out.join());
        } catch (IOException | CompletionException e) {
            throw failed("what it prints could not be read");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start(String command, Map<String, String> environment) {
        List<String> words = words(command, windows);
        if (words.isEmpty()) {
            throw failed("its line is empty");
        }
        try {
            var builder = new ProcessBuilder(words);
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw failed("it cannot be started (" + words.getFirst() + "): give its whole path, a window does not have a shell's PATH");
        }
    }

    private static CompletableFuture<String> read(InputStream from) {
        var whole = new CompletableFuture<String>();
        Thread.ofVirtual().name("credential-process").start(() -> {
            try (from) {
                whole.complete(new String(from.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
            } catch (IOException e) {
                whole.completeExceptionally(e);
            }
        });
        return whole;
    }

    private Held answer(String printed) {
        Map<String, @Nullable Object> json;
        try {
            json = Json.readObject(printed);
        } catch (Json.Malformed e) {
            throw failed("it prints no JSON object");
        }
        if (!(json.get("Version") instanceof Number version) || version.intValue() != 1) {
            throw failed("it prints Version " + json.get("Version") + ", and 1 is known");
        }
        if (!(json.get("AccessKeyId") instanceof String key) || !(json.get("SecretAccessKey") instanceof String secret)) {
            throw failed("what it prints has no AccessKeyId or no SecretAccessKey");
        }
        @Nullable
        Object until = json.get("Expiration");
        try {
            return Held.of(key, secret, json.get("SessionToken") instanceof String token && !token.isEmpty() ? token : null,
                    until == null ? null : instant(String.valueOf(until)));
        } catch (DateTimeException e) {
            throw failed("its Expiration is not a time: " + until);
        }
    }

    static Instant instant(String text) {
        return text.endsWith("Z") ? Instant.parse(text) : OffsetDateTime.parse(text).toInstant();
    }

    private static String first(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    private Problem.Thrown failed(String why) {
        return new Problem.Thrown(new Problem.SignIn(Problem.SignIn.Kind.PROCESS_FAILED, profile,
                new Problem.Source("credential_process", null, why)), null);
    }

    /// The words of a line: quotes hold blanks together; a backslash takes the next letter as it is, but for Windows, whose paths have them.
    static List<String> words(String line, boolean windows) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean inside = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && !windows && quote != '\'' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
                inside = true;
            } else if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'' && !windows) {
                quote = c;
                inside = true;
            } else if (Character.isWhitespace(c)) {
                if (inside) {
                    words.add(word.toString());
                    word.setLength(0);
                    inside = false;
                }
            } else {
                word.append(c);
                inside = true;
            }
        }
        if (inside) {
            words.add(word.toString());
        }
        return words;
    }
}
