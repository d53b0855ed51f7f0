package dev.howdah.drill.protocol;

/// One decoded request: who asks what of which service, in which region, and how it was written.
///
/// @param accessKey the access key id of the signature; the signature itself is not checked
public record Call(Service service, Dialect dialect, String operation, String region, String accessKey, Input input, String requestId) {
    /// `rds:DescribeDBInstances`, as a policy names it.
    public String action() {
        return service.name() + ":" + operation;
    }
}
