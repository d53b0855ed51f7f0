package dev.howdah.aws.session;

import dev.howdah.json.Json;
import dev.howdah.model.AwsScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/// The `aws` line that sends the same request, made from the request object itself, member by member. Option names follow the AWS
/// CLI's rule for member names (botocore `xform_name`).
public final class AwsCommand {
    private static final Pattern WORD_START = Pattern.compile("(.)([A-Z][a-z]+)");
    private static final Pattern NUMBER = Pattern.compile("([a-z])([0-9]+)");
    private static final Pattern WORD_END = Pattern.compile("([a-z0-9])([A-Z])");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private AwsCommand() {}

    /// @param service as the CLI calls it: `rds`
    /// @param operation as the service model names it: `CreateDBSnapshot`
    /// @param scope whose profile the client is told; it takes its credentials from the environment where that is null
    /// @param endpoint that stands in for AWS's own, null for AWS
    /// @return words, to be quoted by [#line] for a shell
    public static List<String> words(String service, String operation, SdkPojo request, AwsScope scope, @Nullable String endpoint) {
        var words = new ArrayList<>(List.of("aws", service, option(operation)));
        for (SdkField<?> field : request.sdkFields()) {
            Object value = field.getValueOrDefault(request);
            if (value instanceof Boolean flag) {
                words.add((flag ? "--" : "--no-") + option(field.memberName()));
            } else if (value instanceof List<?> list && !list.isEmpty()) {
                words.add("--" + option(field.memberName()));
                list.forEach(element -> words.add(shorthand(element)));
            } else if (value != null && !(value instanceof List<?>)) {
                words.add("--" + option(field.memberName()));
                words.add(value instanceof SdkPojo ? shorthand(value) : value.toString());
            }
        }
        where(words, scope, endpoint);
        return List.copyOf(words);
    }

    private static void where(List<String> words, AwsScope scope, @Nullable String endpoint) {
        words.addAll(List.of("--region", scope.region()));
        if (scope.profile() != null) {
            words.addAll(List.of("--profile", scope.profile()));
        }
        if (endpoint != null) {
            words.addAll(List.of("--endpoint-url", endpoint));
        }
    }

    /// The same with the whole request as one JSON document (`--cli-input-json`): for requests that are too deep for options.
    public static List<String> document(String service, String operation, SdkPojo request, AwsScope scope, @Nullable String endpoint) {
        var words = new ArrayList<>(List.of("aws", service, option(operation), "--cli-input-json", Json.line(tree(request))));
        where(words, scope, endpoint);
        return List.copyOf(words);
    }

    /// What a request says, by the names of its members: what was not given is left out.
    static @Nullable Object tree(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case SdkPojo pojo -> {
                var members = new LinkedHashMap<String, @Nullable Object>();
                pojo.sdkFields().forEach(f -> {
                    Object member = f.getValueOrDefault(pojo);
                    if (member != null && !(member instanceof SdkAutoConstructList<?>) && !(member instanceof SdkAutoConstructMap<?, ?>)) {
                        members.put(f.locationName(), tree(member));
                    }
                });
                yield members;
            }
            case List<?> list -> list.stream().map(AwsCommand::tree).toList();
            case Map<?, ?> map -> {
                var entries = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((name, entry) -> entries.put(String.valueOf(name), tree(entry)));
                yield entries;
            }
            case Number number -> number.longValue();
            case Boolean flag -> flag;
            default -> value.toString();
        };
    }

    /// The words for a POSIX shell.
    public static String line(List<String> words) {
        return String.join(" ", words.stream().map(w -> PLAIN.matcher(w).matches() ? w : "'" + w.replace("'", "'\\''") + "'").toList());
    }

    /// The CLI's shorthand for a structure: `Key=a,Value=b`, with `{}` around one inside another and `[]` around lists.
    private static String shorthand(Object element) {
        return element instanceof SdkPojo pojo
                ? String.join(",", pojo.sdkFields().stream().filter(f -> given(f.getValueOrDefault(pojo)))
                        .map(f -> f.memberName() + "=" + inner(f.getValueOrDefault(pojo))).toList())
                : String.valueOf(element);
    }

    private static boolean given(@Nullable Object value) {
        return value != null && !(value instanceof List<?> list && list.isEmpty());
    }

    private static String inner(Object value) {
        return switch (value) {
            case SdkPojo pojo -> "{" + shorthand(pojo) + "}";
            case List<?> list -> "[" + String.join(",", list.stream().map(AwsCommand::inner).toList()) + "]";
            default -> value.toString();
        };
    }

    private static String option(String name) {
        String first = WORD_START.matcher(name).replaceAll("$1-$2");
        String second = NUMBER.matcher(first).replaceAll("$1-$2");
        return WORD_END.matcher(second).replaceAll("$1-$2").toLowerCase(Locale.ROOT);
    }
}
