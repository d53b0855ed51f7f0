package dev.howdah.drill.world;

import java.io.IOException;
import java.util.List;

/// What really runs behind the tasks of an ECS service: each with a pool of database sessions of its own.
public interface Application extends AutoCloseable {
    /// The first letters of the ids of the tasks that run, as `application_name` carries them behind `blog-api/`.
    List<String> tasks();

    /// Starts one more. It connects to the host that the service's secret names now.
    ///
    /// @param task the first eight digits of its id
    /// @param address of its network interface: its sessions come from there where this machine has it
    void start(String task, String address);

    /// Ends a task: its sessions end with it. Nothing happens when it is gone.
    void stop(String task);

    /// The application in a task hangs: its sessions end and it opens no more, while the task itself runs on.
    void hang(String task);

    /// Gives the login of the tasks another password, as a rotation does. Tasks that run know only the old one; those that are started from
    /// now on have the new one.
    ///
    /// @return the new password
    String rotate() throws IOException;

    /// Every task begins anew in its place, with the password that works.
    void renew();

    /// What became of its requests since it runs, those of tasks that have ended included.
    Traffic traffic();

    /// @param answered requests that were answered
    /// @param failed requests that were not: no connection, an error, or no answer within ten seconds
    record Traffic(long answered, long failed) {}

    /// Ends all.
    @Override
    void close();
}
