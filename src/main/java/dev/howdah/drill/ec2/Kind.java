package dev.howdah.drill.ec2;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Page;
import dev.howdah.drill.protocol.Struct;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A kind of EC2 resource as Describe actions list it
/// (<https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Query-Requests.html>): by ids, by filters that all must match, in
/// pages of 5 to 1000.
///
/// @param idParameter the request's list of ids: `VpcId`
/// @param missing the error code for an id that is not there: `InvalidVpcID.NotFound`
/// @param filters filter name → the row's values; `tag:` and `tag-key` come from `tags`
/// @param list the answer's list: `vpcSet`
record Kind<T>(String idParameter, String missing, Function<T, String> id, Map<String, Function<T, Collection<String>>> filters,
        Function<T, Map<String, String>> tags, String list, Function<T, Struct> shape) {
    private static final int LEAST = 5;
    private static final int MOST = 1000;

    /// Answers a Describe action over all rows of the region.
    Struct answer(Call call, List<T> all) {
        Input input = call.input();
        List<String> ids = input.texts(idParameter);
        Integer asked = input.integer("MaxResults");
        if (asked != null && !ids.isEmpty()) {
            throw ApiError.invalidCombination("The parameter MaxResults cannot be used with the parameter " + idParameter);
        }
        if (asked != null && (asked < LEAST || asked > MOST)) {
            throw ApiError.invalidValue("Value ( " + asked + " ) for parameter maxResults is invalid. Expecting a value between " + LEAST
                    + " and " + MOST + ".");
        }
        for (String wanted : ids) {
            if (all.stream().noneMatch(row -> id.apply(row).equals(wanted))) {
                throw ApiError.of(400, missing, "The ID '" + wanted + "' does not exist");
            }
        }
        List<Input> sent = input.structs("Filter");
        List<T> rows = all.stream().filter(row -> ids.isEmpty() || ids.contains(id.apply(row)))
                .sorted(Comparator.comparing(id)).toList();
        for (Input filter : sent) {
            rows = filtered(rows, filter);
        }
        Page<T> page = Page.of(rows, id, call.operation() + "/" + call.region(), input.text("NextToken"), asked == null ? MOST : asked,
                _ -> ApiError.invalidValue("Unable to parse pagination token"));
        return new Struct().set(list, page.items().stream().map(shape).toList()).put("nextToken", page.next());
    }

    private List<T> filtered(List<T> rows, Input filter) {
        String name = filter.need("Name");
        List<Pattern> wanted = filter.texts("Value").stream().map(Kind::glob).toList();
        Function<T, Collection<String>> values = values(name);
        return rows.stream().filter(row -> values.apply(row).stream().anyMatch(v -> wanted.stream().anyMatch(w -> w.matcher(v).matches())))
                .toList();
    }

    private Function<T, Collection<String>> values(String name) {
        if (name.startsWith("tag:")) {
            return row -> {
                String value = tags.apply(row).get(name.substring(4));
                return value == null ? List.of() : List.of(value);
            };
        }
        if (name.equals("tag-key")) {
            return row -> tags.apply(row).keySet();
        }
        Function<T, Collection<String>> known = filters.get(name);
        if (known == null) {
            throw ApiError.invalidValue("The filter '" + name + "' is invalid");
        }
        return known;
    }

    private static Pattern glob(String value) {
        return Pattern.compile(Pattern.quote(value).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
    }

    /// Tags as EC2 lists them.
    static List<Struct> tagSet(Map<String, String> tags) {
        return tags.entrySet().stream().map(t -> new Struct().put("key", t.getKey()).put("value", t.getValue())).toList();
    }
}
