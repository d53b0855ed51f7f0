package dev.howdah.lint.parse;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import dev.howdah.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// PostgreSQL 18's grammar (libpg_query 18.1.5 from the npm package `libpg-query`, see `src/main/wasm/README.md`). An instance has
/// a memory of its own and serves one thread; a statement refused leaves it usable.
///
/// The names of the imports and exports are those of this very build (Emscripten shortens them): another .wasm needs another table.
public final class Grammar {
    private static final WasmModule MODULE = libpgquery.Grammar.load();
    private static final String MALLOC = "C";
    private static final String FREE = "E";
    private static final String PARSE = "F";
    private static final String FREE_RESULT = "G";
    private static final String PARSE_BODY = "H";
    private static final String FREE_STRING = "N";
    private static final String SET_THREW = "P";
    private static final String STACK_RESTORE = "Q";
    private static final String STACK_CURRENT = "R";
    private static final long[] NOTHING = new long[0];

    /// What each import is, by its short name: `invoke_*` calls through the table and catches a longjmp.
    private static final Map<String, String> IMPORTS = imports();

    private final Instance instance;

    /// C's longjmp on its way to the `invoke_*` that waits for it.
    private static final class LongJump extends RuntimeException {
        private LongJump() {
            super("longjmp", null, false, false);
        }
    }

    public Grammar() {
        var values = ImportValues.builder();
        for (int i = 0; i < MODULE.importSection().importCount(); i++) {
            if (MODULE.importSection().getImport(i) instanceof FunctionImport wanted) {
                values.addFunction(new HostFunction(wanted.module(), wanted.name(),
                        MODULE.typeSection().getType(wanted.typeIndex()), (self, arguments) -> host(wanted.name(), self, arguments)));
            }
        }
        instance = Instance.builder(MODULE).withMachineFactory(libpgquery.Grammar::create).withImportValues(values.build())
                .build();
        instance.export("A").apply();
    }

    private static Map<String, String> imports() {
        var all = new HashMap<String, String>();
        for (String name : "g b a d k l e f h j i y n".split(" ")) {
            all.put(name, "invoke");
        }
        all.putAll(Map.of("p", "longjmp", "q", "grow", "c", "abort", "x", "abort", "m", "abort", "v", "abort"));
        return Map.copyOf(all);
    }

    private static long[] host(String name, Instance self, long[] arguments) {
        return switch (IMPORTS.getOrDefault(name, "nothing")) {
            case "invoke" -> invoke(self, arguments);
            case "longjmp" -> throw new LongJump();
            case "grow" -> new long[]{grow(self.memory(), arguments[0]) ? 1 : 0};
            case "abort" -> throw new IllegalStateException("PostgreSQL's grammar gave up");
            // files, timers and keep-alive: the grammar has none of them
            default -> name.equals("w") ? NOTHING : new long[]{0};
        };
    }

    private static boolean grow(Memory memory, long bytes) {
        long pages = (Integer.toUnsignedLong((int) bytes) + Memory.PAGE_SIZE - 1) / Memory.PAGE_SIZE;
        long more = Math.max(pages - memory.pages(), memory.pages() / 5);
        return memory.grow((int) more) >= 0;
    }

    private static long[] invoke(Instance self, long[] arguments) {
        long stack = self.export(STACK_CURRENT).apply()[0];
        int function = self.table(0).requiredRef((int) arguments[0]);
        try {
            return self.getMachine().call(function, java.util.Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (LongJump jump) {
            self.export(STACK_RESTORE).apply(stack);
            self.export(SET_THREW).apply(1, 0);
            return self.type(self.functionType(function)).returns().isEmpty() ? NOTHING : new long[]{0};
        }
    }

    /// Parses one statement, or several.
    ///
    /// @return libpg_query's JSON: `version` and `stmts`
    /// @throws SyntaxTrouble with PostgreSQL's words and place
    /// @throws ParseStopped when the thread is interrupted
    public Map<String, @Nullable Object> parse(String sql) throws SyntaxTrouble {
        try {
            return parsed(sql);
        } catch (ChicoryInterruptedException e) {
            throw new ParseStopped(e);
        }
    }

    private Map<String, @Nullable Object> parsed(String sql) throws SyntaxTrouble {
        int text = put(sql);
        int result = (int) instance.export(PARSE).apply(text)[0];
        try {
            Memory memory = instance.memory();
            int error = memory.readInt(result + 8);
            if (error != 0) {
                int position = memory.readInt(error + 16);
                throw new SyntaxTrouble(string(memory, memory.readInt(error)),
                        sql.offsetByCodePoints(0, Math.clamp(position - 1L, 0, sql.codePointCount(0, sql.length()))));
            }
            return Json.readObject(string(memory, memory.readInt(result)));
        } finally {
            instance.export(FREE).apply(text);
            instance.export(FREE_RESULT).apply(result);
        }
    }

    /// Parses the PL/pgSQL code of a DO or CREATE FUNCTION statement.
    ///
    /// @return libpg_query's JSON: `plpgsql_funcs`
    /// @throws SyntaxTrouble with PL/pgSQL's words; its place is the beginning of the statement
    public Map<String, @Nullable Object> parseBody(String sql) throws SyntaxTrouble {
        try {
            return body(sql);
        } catch (ChicoryInterruptedException e) {
            throw new ParseStopped(e);
        }
    }

    private Map<String, @Nullable Object> body(String sql) throws SyntaxTrouble {
        int text = put(sql);
        int result = (int) instance.export(PARSE_BODY).apply(text)[0];
        try {
            String answer = string(instance.memory(), result);
            if (!answer.startsWith("{")) {
                throw new SyntaxTrouble(answer, 0);
            }
            return Json.readObject(answer);
        } finally {
            instance.export(FREE).apply(text);
            instance.export(FREE_STRING).apply(result);
        }
    }

    private int put(String sql) {
        byte[] bytes = (sql + "\0").getBytes(StandardCharsets.UTF_8);
        int text = (int) instance.export(MALLOC).apply(bytes.length)[0];
        instance.memory().write(text, bytes);
        return text;
    }

    private static String string(Memory memory, int at) {
        return at == 0 ? "" : memory.readCString(at, StandardCharsets.UTF_8);
    }
}
