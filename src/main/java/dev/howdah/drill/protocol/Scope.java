package dev.howdah.drill.protocol;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The credential scope of a signature: `AKID/20261122/ap-northeast-2/rds/aws4_request`
/// (<https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html>). The signature is not checked: the drill
/// does not know the secret key, and need not.
record Scope(String accessKey, String region, String signingName) {
    /// Of a request that carries no signature and need not.
    static final Scope NOBODY = new Scope("", "", "");
    private static final Pattern CREDENTIAL = Pattern.compile("([^/\\s=,]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request");

    /// Read from the Authorization header, or from a presigned URL's `X-Amz-Credential`.
    static @Nullable Scope of(WireRequest request, Map<String, String> fields) {
        String presigned = fields.get("X-Amz-Credential");
        Matcher m = CREDENTIAL.matcher(presigned == null ? request.header("authorization") : presigned);
        return m.find() ? new Scope(m.group(1), m.group(3), m.group(4)) : null;
    }
}
