package dev.howdah.app;

import dev.howdah.config.Folders;
import dev.howdah.journal.Chain;
import dev.howdah.journal.Entry;
import dev.howdah.journal.Journal;
import dev.howdah.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `howdah journal`: reads back what was done, and checks that nobody changed it.
@Command(name = "journal", mixinStandardHelpOptions = true, description = "Reads the journal of changes and statements on this machine.", footer = {
        "",
        "Exit status: 0 whole; 1 cannot be read; 2 usage; 5 not as it was written (the first place is named)."})
final class JournalCommand implements Callable<Integer> {
    static final int WHOLE = 0;
    static final int UNREADABLE = 1;
    static final int DAMAGED = 5;

    enum What {
        VERIFY, SHOW, EXPORT
    }

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "verify|show|export", description = "verify: is it whole; show: for people; export: all of it, a JSON line an "
            + "entry")
    private What what = What.VERIFY;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    private final Path folder;

    JournalCommand() {
        this(Folders.ofProcess().state());
    }

    JournalCommand(Path folder) {
        this.folder = folder;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            Chain chain = Chain.read(folder);
            switch (what) {
                case VERIFY -> verify(chain, out);
                case SHOW -> show(chain, out);
                case EXPORT -> export(chain, out);
            }
            out.flush();
            chain.bad().ifPresent(bad -> err.println("howdah: the journal is not as it was written: " + bad));
            if (chain.torn().length > 0) {
                err.println("howdah: the last line was cut short by a crash; the next entry will mark it.");
            }
            err.flush();
            return chain.bad().isPresent() ? DAMAGED : WHOLE;
        } catch (IOException e) {
            err.println("howdah: the journal cannot be read: " + e.getMessage());
            return UNREADABLE;
        }
    }

    private void verify(Chain chain, PrintWriter out) {
        Chain.@Nullable Bad bad = chain.bad().orElse(null);
        if (json) {
            out.println(Json.pretty(Json.object("entries", chain.entries().size(), "whole", bad == null, "tornBytes", chain.torn().length,
                    "file", bad == null ? null : bad.file().toString(), "line", bad == null ? null : bad.line(), "why",
                    bad == null ? null : bad.why(),
                    "head", chain.entries().isEmpty() ? Entry.ORIGIN : chain.entries().getLast().hash())));
        } else if (bad == null) {
            out.println(chain.entries().size() + " entries, whole"
                    + (chain.entries().isEmpty() ? "." : "; the last hash is " + chain.entries().getLast().hash()));
        }
    }

    private void show(Chain chain, PrintWriter out) {
        if (json) {
            var all = new ArrayList<@Nullable Object>();
            chain.entries().forEach(e -> all.add(Journal.json(e)));
            out.println(Json.pretty(all));
            return;
        }
        for (Entry e : chain.entries()) {
            out.println(e.at() + "  " + words(e));
        }
    }

    private static String words(Entry e) {
        return switch (e.kind()) {
            case INTENT -> "intent   " + e.field("operation") + " " + e.field("instance") + " (" + e.field("account") + ", "
                    + e.field("region") + ", " + e.field("environment") + ") by " + e.field("operator") + " on " + e.field("machine") + ", "
                    + e.field("how") + "\n" + " ".repeat(36) + e.field("command");
            case PERMIT -> "permit   " + e.field("action") + " on " + e.field("resource");
            case SENT -> "sent     " + e.field("action");
            case OUTCOME -> "outcome  " + e.field("result") + ": " + e.field("words");
            case STATEMENT -> statement(e);
            case CONTINUED -> "file     continues " + e.field("from");
            case REPAIRED -> "repair   " + e.field("why") + " (" + e.field("bytes") + " bytes)";
            case GAP -> "GAP      entries " + e.field("from") + " to " + e.field("to") + " are missing";
        };
    }

    private static String statement(Entry e) {
        String what = e.field("phase").equals("before")
                ? "about to be sent"
                : (e.field("outcome").equals("00000") ? "ok" : "SQLSTATE " + e.field("outcome")) + ", " + e.field("rows") + " rows, "
                        + e.field("tookMillis") + " ms";
        return "sql      " + what + " on " + e.field("instance") + " (" + e.field("database") + " as " + e.field("login") + ") by "
                + e.field("operator") + "\n" + " ".repeat(36) + e.field("text");
    }

    private static void export(Chain chain, PrintWriter out) {
        chain.entries().forEach(e -> out.println(Json.line(Journal.json(e))));
    }
}
