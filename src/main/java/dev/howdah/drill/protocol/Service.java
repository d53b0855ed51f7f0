package dev.howdah.drill.protocol;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// One AWS service as the drill offers it: how clients name it on the wire, and its operations.
///
/// @param name what policies and people call it: `rds`, `cloudwatch`
/// @param signingName its name in the SigV4 credential scope: `monitoring` for CloudWatch
/// @param version the `Version=` of the query protocol, "" without one
/// @param target the prefix in `X-Amz-Target` and in CBOR paths, "" without one
/// @param xmlNamespace of query and EC2 answers
/// @param shapes the namespace of error shapes in JSON and CBOR
public record Service(String name, String signingName, String version, String target, String xmlNamespace, String shapes, Family family,
        Map<String, Operation> operations) {

    /// Which error spellings the service keeps to, whatever dialect it is asked in.
    public enum Family {
        QUERY, EC2, JSON, REST
    }

    /// A service of the query protocol, such as RDS and STS.
    public static Service query(String name, String version, String xmlNamespace, Collection<Operation> operations) {
        return new Service(name, name, version, "", xmlNamespace, "com.amazonaws." + name, Family.QUERY, table(operations));
    }

    /// EC2, which has a protocol of its own.
    public static Service ec2(String version, String xmlNamespace, Collection<Operation> operations) {
        return new Service("ec2", "ec2", version, "", xmlNamespace, "com.amazonaws.ec2", Family.EC2, table(operations));
    }

    /// A query service that newer clients ask in JSON 1.0 or CBOR: CloudWatch.
    public static Service queryCompatible(String name, String signingName, String version, String target, String xmlNamespace,
            Collection<Operation> operations) {
        return new Service(name, signingName, version, target, xmlNamespace, "com.amazonaws." + name, Family.QUERY, table(operations));
    }

    /// A service of the JSON 1.1 protocol: ECS, SSM, Secrets Manager, Logs, Performance Insights.
    public static Service json(String name, String target, Collection<Operation> operations) {
        return new Service(name, name, "", target, "", "com.amazonaws." + name, Family.JSON, table(operations));
    }

    /// A service of paths and verbs: single sign-on, sign-in.
    public static Service rest(String name, Collection<Operation> operations) {
        return new Service(name, name, "", "", "", "com.amazonaws." + name, Family.REST, table(operations));
    }

    private static Map<String, Operation> table(Collection<Operation> operations) {
        return operations.stream().collect(Collectors.toUnmodifiableMap(Operation::name, Function.identity()));
    }
}
