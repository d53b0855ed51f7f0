package dev.howdah.drill.tls;

import java.time.Instant;

/// A certificate with its private key, both as PEM text. The key exists only in memory: who needs it in a file writes it
/// for the account that reads it, with mode 0600.
public record ServerCertificate(String hostName, String certificatePem, String keyPem, Instant validFrom, Instant validTill) {
    /// Without the key, so that a log line cannot carry it.
    @Override
    public String toString() {
        return "ServerCertificate[" + hostName + ", valid till " + validTill + "]";
    }
}
