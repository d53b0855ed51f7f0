package dev.howdah.drill.postgres.host;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Two calls of the C library that Java has no words for. PostgreSQL tells shutdowns apart by signal (manual, 19.5), and
/// [ProcessHandle] knows only SIGTERM, which would wait for every client to leave.
public final class Posix {
    public static final int SIGINT = 2;
    public static final int SIGQUIT = 3;
    public static final int SIGKILL = 9;
    private static final int IPC_RMID = 0;
    private static final Optional<MethodHandle> KILL = find("kill",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final Optional<MethodHandle> SHMCTL = find("shmctl",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

    private Posix() {}

    /// Sends `signal`; where there are no signals the process is ended. False when there is no such process.
    public static boolean signal(long pid, int signal) {
        if (KILL.isEmpty()) {
            return ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false);
        }
        try {
            return (int) KILL.get().invokeExact((int) pid, signal) == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("kill(2) could not be called", e);
        }
    }

    /// Frees the System V shared memory that a server killed by SIGKILL leaves behind, by its id in `postmaster.pid`.
    public static void removeSharedMemory(int id) {
        if (SHMCTL.isEmpty()) {
            return;
        }
        try {
            int ignored = (int) SHMCTL.get().invokeExact(id, IPC_RMID, MemorySegment.NULL);
        } catch (Throwable e) {
            throw new IllegalStateException("shmctl(2) could not be called", e);
        }
    }

    private static Optional<MethodHandle> find(String name, FunctionDescriptor shape) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup().find(name).map(address -> linker.downcallHandle(address, shape));
    }
}
