package dev.howdah.drill.secretsmanager;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/// <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html>: nothing is kept of it.
final class GetRandomPassword implements Operation {
    private static final int USUAL = 32;
    private static final int MOST = 4096;
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String DIGITS = "0123456789";
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public String name() {
        return "GetRandomPassword";
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Integer asked = input.integer("PasswordLength");
        int length = asked == null ? USUAL : asked;
        if (length < 1 || length > MOST) {
            throw SecretsErrors.invalid("Invalid password length. PasswordLength must be between 1 and " + MOST + ".");
        }
        List<String> kinds = kinds(input);
        if (kinds.isEmpty()) {
            throw SecretsErrors.invalid("The password has no characters left that it may have.");
        }
        boolean each = !input.has("RequireEachIncludedType") || input.flag("RequireEachIncludedType");
        if (each && length < kinds.size()) {
            throw SecretsErrors.invalid("The password length is less than the number of required character types.");
        }
        var letters = new ArrayList<Character>();
        if (each) {
            kinds.forEach(k -> letters.add(one(k)));
        }
        String all = String.join("", kinds);
        while (letters.size() < length) {
            letters.add(one(all));
        }
        Collections.shuffle(letters, RANDOM);
        return new Struct().put("RandomPassword", letters.stream().map(String::valueOf).collect(Collectors.joining()));
    }

    /// The kinds of characters that may be in it, without those that may not.
    private static List<String> kinds(Input input) {
        String without = input.text("ExcludeCharacters", "");
        var kinds = new ArrayList<String>();
        kinds.add(input.flag("ExcludeLowercase") ? "" : LOWER);
        kinds.add(input.flag("ExcludeUppercase") ? "" : LOWER.toUpperCase(java.util.Locale.ROOT));
        kinds.add(input.flag("ExcludeNumbers") ? "" : DIGITS);
        kinds.add(input.flag("ExcludePunctuation") ? "" : PUNCTUATION);
        kinds.add(input.flag("IncludeSpace") ? " " : "");
        return kinds.stream().map(k -> k.chars().filter(c -> without.indexOf(c) < 0).mapToObj(Character::toString)
                .collect(Collectors.joining())).filter(k -> !k.isEmpty()).toList();
    }

    private static char one(String of) {
        return of.charAt(RANDOM.nextInt(of.length()));
    }
}
