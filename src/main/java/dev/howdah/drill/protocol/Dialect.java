package dev.howdah.drill.protocol;

/// The way in which one request was written, and so the way in which its answer must be.
public enum Dialect {
    /// AWS query: a form with `Action=`, answered in XML with a `…Result` element.
    QUERY,
    /// The EC2 variant: no result element, lower camel names, `item` lists, its own error shape.
    EC2,
    /// JSON with `X-Amz-Target`, as CloudWatch speaks it.
    JSON_1_0,
    /// JSON with `X-Amz-Target`, as ECS, SSM, Logs, Secrets Manager and Performance Insights speak it.
    JSON_1_1,
    /// Smithy RPC v2 with CBOR bodies, as newer CloudWatch clients speak it.
    CBOR,
    /// JSON over paths and verbs, as single sign-on speaks it: members come from the body, the query and some headers.
    REST_JSON;

    boolean isXml() { return this == QUERY || this == EC2; }
}
