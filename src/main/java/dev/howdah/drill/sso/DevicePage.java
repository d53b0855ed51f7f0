package dev.howdah.drill.sso;

import dev.howdah.drill.protocol.WireAnswer;
import dev.howdah.drill.protocol.WireRequest;
import dev.howdah.drill.world.SignOn;
import dev.howdah.drill.world.World;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The page that a person opens to agree to a sign-in, as AWS's access portal shows it: the code, and two buttons.
public final class DevicePage {
    static final String PATH = "/device";
    private static final Pattern CODE = Pattern.compile("user_code=([0-9A-Z]{4}-[0-9A-Z]{4})");
    private final World world;

    public DevicePage(World world) {
        this.world = world;
    }

    /// Empty where it is not asked for.
    public Optional<WireAnswer> answer(WireRequest request) {
        if (!request.path().equals(PATH)) {
            return Optional.empty();
        }
        boolean said = request.method().equals("POST");
        String form = said ? new String(request.body(), StandardCharsets.UTF_8) : request.query();
        Matcher code = CODE.matcher(form);
        if (!code.find()) {
            return Optional.of(page(400, "<form><label>Code <input name=user_code></label> <button>Next</button></form>"));
        }
        if (!said) {
            return Optional.of(page(200, "<p>Does your device show <b>" + code.group(1) + "</b>?</p><form method=post>"
                    + "<input type=hidden name=user_code value=" + code.group(1) + "><button name=word value=yes>Allow</button> "
                    + "<button name=word value=no>Deny</button></form>"));
        }
        boolean yes = form.contains("word=yes");
        boolean known = world.logins().signOn().say(code.group(1), yes ? SignOn.Word.YES : SignOn.Word.NO);
        return Optional.of(page(known ? 200 : 400, known
                ? "<p>" + (yes ? "Allowed. You may close this page." : "Denied.") + "</p>"
                : "<p>No device waits with this code.</p>"));
    }

    private static WireAnswer page(int status, String body) {
        String html = "<!doctype html><meta charset=utf-8><title>Sign in to the drill</title><h1>Sign in to the drill</h1>" + body;
        return new WireAnswer(status, Map.of("Content-Type", "text/html; charset=utf-8"), html.getBytes(StandardCharsets.UTF_8));
    }
}
