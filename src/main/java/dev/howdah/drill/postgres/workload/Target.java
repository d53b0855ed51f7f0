package dev.howdah.drill.postgres.workload;

import java.util.Properties;

/// Where and as whom the workload connects: the endpoint's name and certificate, never a server.
///
/// @param url JDBC URL of the endpoint
/// @param owner who owns the tables
/// @param app whom the tasks log in as
public record Target(String url, Properties owner, Properties app) {
    /// Properties hold passwords, so the record does not print them.
    @Override
    public String toString() {
        return "Target[" + url + "]";
    }
}
