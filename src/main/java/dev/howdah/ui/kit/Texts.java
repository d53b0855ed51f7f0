package dev.howdah.ui.kit;

import java.text.MessageFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What the views of a package say, from the bundle `texts` beside it. The key is the English text itself, so that code reads as its screen
/// does; the bundle of another language gives what stands in its place (decision 0056). `TextsTest` holds code and bundles together.
public final class Texts {
    /// By package: its classes share what was read.
    private static final Map<String, Texts> KNOWN = new ConcurrentHashMap<>();
    private final Map<String, String> texts;
    private final Map<String, MessageFormat> patterns = new ConcurrentHashMap<>();

    private Texts(Map<String, String> texts) {
        this.texts = texts;
    }

    /// The texts of the package of `of`, in the language of this machine where there is a bundle of it.
    public static Texts of(Class<?> of) {
        return KNOWN.computeIfAbsent(of.getPackageName(), _ -> of(of, Locale.getDefault(Locale.Category.DISPLAY)));
    }

    static Texts of(Class<?> of, Locale locale) {
        var texts = new HashMap<String, String>();
        try {
            // without the fallback: a language that is asked for and that nobody wrote is English, not the machine's own
            ResourceBundle bundle = ResourceBundle.getBundle(of.getPackageName() + ".texts", locale, of.getClassLoader(),
                    ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
            bundle.keySet().forEach(key -> texts.put(key, bundle.getString(key)));
        } catch (MissingResourceException e) {
            warn("no texts of " + of.getPackageName() + ": they are shown in English", e);
        }
        return new Texts(Map.copyOf(texts));
    }

    /// A text that is missing is shown in English: nobody is to be left without a window because of a word.
    public String get(String english) {
        return texts.getOrDefault(english, english);
    }

    /// A text with `{0}`, `{1}` … in places of values, which are shown as `String.valueOf` gives them: a process has the number 12345, not 12,345.
    /// An apostrophe in such a text is written twice.
    public String get(String english, @Nullable Object... values) {
        MessageFormat pattern = patterns.computeIfAbsent(english, this::pattern);
        var words = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            words[i] = String.valueOf(values[i]);
        }
        synchronized (pattern) {
            return pattern.format(words);
        }
    }

    private MessageFormat pattern(String english) {
        try {
            return new MessageFormat(get(english), Locale.ROOT);
        } catch (IllegalArgumentException e) {
            warn("not a pattern, shown in English: " + get(english), e);
            return new MessageFormat(english, Locale.ROOT);
        }
    }

    private static void warn(String what, Exception why) {
        System.getLogger(Texts.class.getName()).log(System.Logger.Level.WARNING, what, why);
    }
}
