package dev.howdah.sql.meta;

import java.util.List;

/// The text of `\?`.
public final class Help {
    public static final List<String> LINES = List.of("Running statements",
            "  ; \\g [(options)] [FILE]   run, results to FILE; \\gx expanded",
            "  \\gset [PREFIX]             result into variables", "  \\gexec                     run each value of the result",
            "  \\gdesc                     names and types of the result's columns", "  \\watch [i=SEC] [c=N]       run again and again",
            "  \\errverbose                all that is known about the last error", "  \\q                         end",
            "Statement being typed",
            "  \\p  \\r  \\w FILE            print, forget, write", "Input and output", "  \\i FILE  \\ir FILE          run a script",
            "  \\o [FILE]                  results to FILE", "  \\echo \\qecho \\warn [-n] …   print",
            "  \\copy … from|to FILE       COPY with a file of this machine", "Conditions", "  \\if \\elif \\else \\endif", "Variables",
            "  \\set [NAME [VALUE …]]  \\unset NAME  \\getenv NAME ENV", "Looks",
            "  \\pset [NAME [VALUE]]  \\x \\a \\t \\f \\H \\C \\T  \\timing  \\encoding", "The catalog (S: with system objects, +: more)",
            "  \\d[S+] [NAME]              tables, views and sequences, or one of them",
            "  \\dt \\di \\dv \\dm \\ds \\dE     only tables, indexes, views, materialized views, sequences, foreign tables",
            "  \\dn \\l \\df \\du \\dp \\dx \\dT \\db \\dRp \\dRs \\drds \\dconfig \\dP \\sf \\sv",
            "Not run from here: \\! \\e \\password \\connect \\prompt");

    private Help() {}
}
