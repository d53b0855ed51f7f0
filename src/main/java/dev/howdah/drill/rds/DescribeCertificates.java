package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import java.time.Instant;
import java.util.List;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeCertificates.html>
final class DescribeCertificates implements Operation {

    @Override
    public String name() {
        return "DescribeCertificates";
    }

    private static final String DEFAULT = "rds-ca-rsa2048-g1";
    private static final List<Certificate> ALL = List.of(
            new Certificate("rds-ca-2019", Instant.parse("2019-09-19T18:16:53Z"), Instant.parse("2024-08-22T17:08:50Z")),
            new Certificate("rds-ca-ecc384-g1", Instant.parse("2021-05-25T22:29:16Z"), Instant.parse("2121-05-25T23:29:16Z")),
            new Certificate(DEFAULT, Instant.parse("2021-05-25T21:28:59Z"), Instant.parse("2061-05-25T22:28:59Z")),
            new Certificate("rds-ca-rsa4096-g1", Instant.parse("2021-05-25T21:34:57Z"), Instant.parse("2121-05-25T22:34:57Z")));

    @Override
    public Struct answer(Call call) {
        String id = call.input().text("CertificateIdentifier");
        List<Certificate> rows = ALL.stream().filter(c -> id == null || c.id.equals(id)).toList();
        if (rows.isEmpty()) {
            throw ApiError.of(404, "CertificateNotFound", "Certificate not found: " + id);
        }
        return Listing.page(call, rows, Certificate::id, "Certificates", "Certificate", c -> shape(call.region(), c))
                .put("DefaultCertificateForNewLaunches", DEFAULT);
    }

    private static Struct shape(String region, Certificate c) {
        return new Struct().put("CertificateIdentifier", c.id).put("CertificateType", "CA").put("ValidFrom", c.from)
                .put("ValidTill", c.till).put("CertificateArn", "arn:aws:rds:" + region + "::cert:" + c.id).put("CustomerOverride", false);
    }

    private record Certificate(String id, Instant from, Instant till) {}
}
