package dev.howdah.drill.postgres;

/// Two addresses that only this machine reaches, so that a failover changes `inet_server_addr()` as it does on RDS. Linux
/// answers on all of 127/8; others only on 127.0.0.1, where the two sides differ by port alone.
final class Loopback {
    private static final boolean ALL = System.getProperty("os.name").startsWith("Linux");

    private Loopback() {}

    static String first() {
        return ALL ? "127.0.0.11" : "127.0.0.1";
    }

    static String second() {
        return ALL ? "127.0.0.12" : "127.0.0.1";
    }
}
