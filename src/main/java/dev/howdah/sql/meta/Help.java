package dev.howdah.sql.meta;

import java.util.List;

/// The text of `\?`.
public final class Help {
    public static final List<String> LINES = List.of("Running statements",
            "  ; \\g [(options)] [FILE]   run, results to FILE; \\gx expanded",
            "  \\gset [PREFIX]             result into variables", "  \\gexec                     run each value of the result",
            "  \\gdesc                     names and types of the result's columns", "  \\watch [i=SEC] [c=N]       run again and again",
            "  \\crosstabview [COLUMNS]    the result as a grid", "  \\bind [VALUE …]            values for $1, $2 … of the next statement",
            "  \\parse NAME  \\bind_named NAME [VALUE …]  \\close_prepared NAME",
            "  \\errverbose                all that is known about the last error", "  \\q                         end",
            "Statement being typed",
            "  \\p  \\r  \\w FILE            print, forget, write", "Input and output", "  \\i FILE  \\ir FILE          run a script",
            "  \\o [FILE]                  results to FILE", "  \\echo \\qecho \\warn [-n] …   print",
            "  \\copy … from|to FILE       COPY with a file of this machine", "  \\cd [FOLDER]               where names of files begin",
            "Conditions", "  \\if \\elif \\else \\endif", "Variables",
            "  \\set [NAME [VALUE …]]  \\unset NAME  \\getenv NAME ENV  \\setenv ENV [VALUE]  \\prompt [TEXT] NAME", "Looks",
            "  \\pset [NAME [VALUE]]  \\x \\a \\t \\f \\H \\C \\T  \\timing  \\encoding", "The catalog (S: with system objects, +: more)",
            "  \\d[S+] [NAME]              tables, views and sequences, or one of them",
            "  \\dt \\di \\dv \\dm \\ds \\dE     only tables, indexes, views, materialized views, sequences, foreign tables",
            "  \\dn \\l \\df \\du \\dp \\dx \\dT \\db \\dRp \\dRs \\drds \\dconfig \\dP \\sf \\sv",
            "  \\da \\dA[cfop] \\dc \\dC \\dd \\ddp \\dD \\de[stuw] \\dF[dpt] \\dL \\do \\dO \\dX \\dy",
            "Another session", "  \\c [DBNAME [USER [HOST [PORT]]]]  \\conninfo", "Not run from here: \\! \\e \\password");

    private Help() {}
}
