package dev.howdah.drill.signin;

import dev.howdah.drill.protocol.QueryDecoder;
import dev.howdah.drill.protocol.WireAnswer;
import dev.howdah.drill.protocol.WireRequest;
import dev.howdah.drill.world.ConsoleLogins;
import dev.howdah.drill.world.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The page at which somebody signs in to the console for `aws login`: who one is, and where it goes from there. A browser of the same machine
/// is sent back to whoever waits on it; for another device there is a page that shows a code to be carried over.
public final class ConsolePage {
    static final String AUTHORIZE = "/v1/authorize";
    static final String CONFIRMATION = "/v1/sessions/confirmation";
    private static final Pattern LOOPBACK = Pattern.compile("http://127\\.0\\.0\\.1:\\d{1,5}/oauth/callback");
    private static final Pattern CHALLENGE = Pattern.compile("[\\w-]{43}");
    private static final Pattern STATE = Pattern.compile("[\\w.~-]{1,128}");
    private final World world;

    public ConsolePage(World world) {
        this.world = world;
    }

    /// Empty where it is not asked for.
    public Optional<WireAnswer> answer(WireRequest request) {
        if (request.path().equals(CONFIRMATION)) {
            return Optional.of(carried(QueryDecoder.fields(request.query())));
        }
        if (!request.path().equals(AUTHORIZE)) {
            return Optional.empty();
        }
        boolean said = request.method().equals("POST");
        Map<String, String> asked = QueryDecoder.fields(said ? new String(request.body(), StandardCharsets.UTF_8) : request.query());
        String back = asked.getOrDefault("redirect_uri", "");
        boolean here = "arn:aws:signin:::devtools/same-device".equals(asked.get("client_id")) && LOOPBACK.matcher(back).matches();
        boolean elsewhere = "arn:aws:signin:::devtools/cross-device".equals(asked.get("client_id")) && back.endsWith(CONFIRMATION);
        if (!here && !elsewhere || !"code".equals(asked.get("response_type")) || !"SHA-256".equals(asked.get("code_challenge_method"))
                || !"openid".equals(asked.get("scope")) || !CHALLENGE.matcher(asked.getOrDefault("code_challenge", "")).matches()
                || !STATE.matcher(asked.getOrDefault("state", "")).matches()) {
            return Optional.of(page(400, "<p>This is no request of aws login."));
        }
        return Optional.of(said ? gone(asked, back) : form(asked));
    }

    private static WireAnswer form(Map<String, String> asked) {
        var form = new StringBuilder("<p>Something on your machine or another device wants to act as you.</p><form method=post>");
        for (String name : new String[]{"client_id", "redirect_uri", "response_type", "code_challenge_method", "scope", "code_challenge",
                "state"}) {
            form.append("<input type=hidden name=").append(name).append(" value=\"").append(escaped(asked.getOrDefault(name, "")))
                    .append("\">");
        }
        return page(200, form.append("<button name=who value=on-call>Sign in as on-call</button> "
                + "<button name=who value=day-shift>Sign in as day-shift</button> <button name=who value=\"\">Deny</button></form>")
                .toString());
    }

    private WireAnswer gone(Map<String, String> asked, String back) {
        String who = switch (asked.getOrDefault("who", "")) {
            case "on-call" -> ConsoleLogins.ON_CALL;
            case "day-shift" -> ConsoleLogins.OTHER;
            default -> "";
        };
        String word = who.isEmpty()
                ? "error=access_denied"
                : "code=" + world.logins().consoleLogins().code(asked.getOrDefault("client_id", ""), back,
                        asked.getOrDefault("code_challenge", ""), who);
        return new WireAnswer(302, Map.of("Location", back + "?" + word + "&state="
                + URLEncoder.encode(asked.getOrDefault("state", ""), StandardCharsets.UTF_8), "Content-Type", "text/plain"), new byte[0]);
    }

    private static WireAnswer carried(Map<String, String> fields) {
        String code = fields.getOrDefault("code", "");
        if (code.isEmpty()) {
            return page(200, "<p>Denied.");
        }
        String word = Base64.getEncoder().encodeToString(
                ("state=" + fields.getOrDefault("state", "") + "&code=" + code).getBytes(StandardCharsets.UTF_8));
        return page(200, "<p>Take this code to where you began:</p><pre>" + word + "</pre>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }

    private static WireAnswer page(int status, String body) {
        String html = "<!doctype html><meta charset=utf-8><title>Sign in to the drill</title><h1>Sign in to the drill</h1>" + body;
        return new WireAnswer(status, Map.of("Content-Type", "text/html; charset=utf-8"), html.getBytes(StandardCharsets.UTF_8));
    }
}
