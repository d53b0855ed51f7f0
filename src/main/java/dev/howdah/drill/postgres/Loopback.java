package dev.howdah.drill.postgres;

import java.util.concurrent.atomic.AtomicInteger;

/// Two addresses that only this machine reaches, so that a failover changes `inet_server_addr()` as it does on RDS, and other
/// two for each further set of servers. Linux answers on all of 127/8; others only on 127.0.0.1, where servers differ by port
/// alone.
record Loopback(String first, String second) {
    private static final boolean ALL = System.getProperty("os.name").startsWith("Linux");
    private static final AtomicInteger SETS = new AtomicInteger();
    private static final int MOST = 250;

    static Loopback next() {
        String net = "127.0." + SETS.getAndIncrement() % MOST + ".";
        return ALL ? new Loopback(net + "11", net + "12") : new Loopback("127.0.0.1", "127.0.0.1");
    }

    /// The other one.
    String beside(String address) {
        return address.equals(first) ? second : first;
    }
}
