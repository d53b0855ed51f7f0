package dev.howdah.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A certificate authority that RDS offers in a region (`rds:DescribeCertificates`).
public record Certificate(String id, @Nullable Instant validFrom, @Nullable Instant validTill) {}
