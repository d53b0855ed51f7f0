package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Page;
import dev.howdah.drill.protocol.Struct;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// What all of RDS's Describe actions share: pages of 20 to 100 by Marker, filters that all must match, names that may be ARNs.
final class Listing {
    private static final int DEFAULT = 100;
    private static final int LEAST = 20;

    private Listing() {}

    /// One page of `all`, rendered, as `list` of `item`s with the next Marker.
    static <T> Struct page(Call call, List<T> all, Function<T, String> key, String list, String item, Function<T, Struct> shape) {
        Input input = call.input();
        Integer asked = input.integer("MaxRecords");
        int size = asked == null ? DEFAULT : asked;
        if (size < LEAST || size > DEFAULT) {
            throw ApiError.invalidValue("Invalid value " + size + " for MaxRecords. Must be between 20 and 100");
        }
        Page<T> page = Page.of(all, key, call.operation() + "/" + call.region(), input.text("Marker"), size,
                token -> ApiError.invalidValue("The request includes an invalid value for the parameter Marker: " + token));
        return new Struct().put("Marker", page.next()).list(list, item, page.items().stream().map(shape).toList());
    }

    /// Whether a row passes all filters of the request.
    ///
    /// @param values filter name → the row's value for it; any other name is refused
    static boolean passes(List<Input> filters, Map<String, String> values) {
        return filters.stream().allMatch(filter -> {
            String value = values.get(filter.need("Name"));
            if (value == null) {
                throw unknownFilter(filter.need("Name"));
            }
            return filter.texts("Values").stream().anyMatch(v -> name(v).equalsIgnoreCase(value));
        });
    }

    /// Refuses filters that the action does not know, even when there is no row to try them on.
    static List<Input> filters(Input input, String... known) {
        List<Input> filters = input.structs("Filters");
        for (Input filter : filters) {
            if (!List.of(known).contains(filter.need("Name"))) {
                throw unknownFilter(filter.need("Name"));
            }
            if (filter.texts("Values").isEmpty()) {
                throw ApiError.invalidCombination("Filter values must be provided for filter " + filter.need("Name"));
            }
        }
        return filters;
    }

    private static ApiError unknownFilter(String name) {
        return ApiError.invalidValue("Unrecognized filter name: " + name);
    }

    /// An identifier as RDS keeps it: the last part of an ARN, in lower case.
    static String name(String idOrArn) {
        String id = idOrArn;
        if (id.startsWith("arn:")) {
            String[] parts = id.split(":", 7);
            id = parts.length == 7 ? parts[6] : id;
        }
        return id.toLowerCase(Locale.ROOT);
    }
}
