package dev.howdah.drill.postgres;

/// A process that starts servers, says where they are, and waits to be killed.
final class Abandoned {
    private Abandoned() {}

    static void main(String[] args) throws Exception {
        Servers servers = Clients.start(true);
        System.out.println(servers.primary().pid() + " " + servers.primary().directory().getParent());
        System.out.flush();
        Thread.currentThread().join();
    }
}
