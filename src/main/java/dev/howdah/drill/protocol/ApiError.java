package dev.howdah.drill.protocol;

import java.util.LinkedHashMap;
import java.util.Map;

/// An answer that says no, in AWS's own words.
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;
    private final String shape;
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    /// @param status the HTTP status
    /// @param code the code on the query wire: `DBInstanceNotFound`
    /// @param shape the shape's name, which JSON and CBOR carry: `InvalidParameterValueException`
    public ApiError(int status, String code, String shape, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.shape = shape;
    }

    /// An error whose code and shape are one word.
    public static ApiError of(int status, String code, String message) {
        return new ApiError(status, code, code, message);
    }

    public static ApiError invalidValue(String message) {
        return new ApiError(400, "InvalidParameterValue", "InvalidParameterValueException", message);
    }

    public static ApiError invalidCombination(String message) {
        return new ApiError(400, "InvalidParameterCombination", "InvalidParameterCombinationException", message);
    }

    public static ApiError missing(String parameter) {
        return new ApiError(400, "MissingParameter", "MissingRequiredParameterException",
                "The request must contain the parameter " + parameter);
    }

    /// Adds a header to the answer.
    public ApiError header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Map<String, String> headers() {
        return headers;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String shape() {
        return shape;
    }

    /// Never null, unlike what Throwable promises.
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
