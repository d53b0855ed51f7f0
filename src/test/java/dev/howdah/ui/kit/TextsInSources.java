package dev.howdah.ui.kit;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// Which texts the sources of a package ask for, and which of their literals a user would see although no bundle has them. The compiler's own
/// parser reads them; nothing is resolved, so what a literal is for is told by the name of the method that is given it.
///
/// @param asked by `TEXTS.get`
/// @param bare literals that look like texts and are none of a bundle
/// @param unclear uses of `Texts` that cannot be followed
record TextsInSources(List<Asked> asked, List<Bare> bare, List<String> unclear) {
    /// @param where file and line
    /// @param values how many come after the text
    record Asked(String where, String text, int values) {}

    record Bare(String where, String file, String literal) {}

    /// What is given to these is not shown: from which argument on.
    private static final Map<String, Integer> NOT_SHOWN = Map.ofEntries(
            // names in style sheets
            Map.entry("getStyleClass.add", 0), Map.entry("getStyleClass.addAll", 0), Map.entry("getStyleClass.remove", 0),
            Map.entry("getStyleClass.removeAll", 0), Map.entry("getStyleClass.setAll", 0), Map.entry("getStyleClass.contains", 0),
            Map.entry("getPseudoClass", 0), Map.entry("lookup", 0), Map.entry("lookupAll", 0), Map.entry("colour", 0), Map.entry("font", 0),
            Map.entry("Cards.text", 1), Map.entry("Cards.fitting", 1), Map.entry("text", 1), Map.entry("wrapped", 1), Map.entry("words", 3),
            // what is compared, cut or looked up
            Map.entry("equals", 0), Map.entry("startsWith", 0), Map.entry("endsWith", 0), Map.entry("contains", 0), Map.entry("indexOf", 0),
            Map.entry("matches", 0), Map.entry("replace", 0), Map.entry("replaceFirst", 0), Map.entry("replaceAll", 0),
            Map.entry("split", 0),
            Map.entry("compile", 0), Map.entry("ofPattern", 0), Map.entry("getProperty", 0), Map.entry("getResource", 0),
            Map.entry("resource", 0), Map.entry("getDeclaredField", 0), Map.entry("KeyCombination.valueOf", 0),
            // threads and log
            Map.entry("getLogger", 0), Map.entry("log", 0), Map.entry("warn", 0), Map.entry("start", 0), Map.entry("background", 0),
            Map.entry("name", 0),
            Map.entry("new Work", 0), Map.entry("new EventType", 0));

    /// The first argument of these is a key.
    private static final Set<String> KEYED = Set.of("get", "getOrDefault", "put");

    /// Units, keys of the keyboard and names of AWS's operations are the same in each language.
    private static final Pattern NO_WORDS = Pattern
            .compile("%[-,.0-9]*[a-zA-Z%]|\\b(ms|min|GiB|KiB|MiB|TiB|UTC|vCPU|AAS|Ctrl|Shift|Shortcut|Alt)\\b|^[a-z]+:[A-Za-z]+( · )?$");
    private static final Pattern WORDS = Pattern.compile("\\p{L}{2}");

    static TextsInSources of(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return of(files.filter(f -> f.toString().endsWith(".java")).sorted().map(TextsInSources::source).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TextsInSources of(String file, String source) {
        return of(List.of(new Source(file, source)));
    }

    private static Source source(Path file) {
        try {
            return new Source(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TextsInSources of(List<Source> sources) {
        var found = new TextsInSources(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        var task = (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, null, List.of(), null, sources);
        SourcePositions places = Trees.instance(task).getSourcePositions();
        try {
            for (CompilationUnitTree file : task.parse()) {
                found.new Reading(file, places).scan(file, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String file;
        private final String source;

        Source(String file, String source) {
            super(URI.create("string:///" + file), JavaFileObject.Kind.SOURCE);
            this.file = file;
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }

        @Override
        public String getName() { return file; }
    }

    private final class Reading extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree file;
        private final SourcePositions places;

        Reading(CompilationUnitTree file, SourcePositions places) {
            this.file = file;
            this.places = places;
        }

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void none) {
            String method = method(call);
            if (method.equals("TEXTS.get")) {
                List<? extends ExpressionTree> given = call.getArguments();
                String text = constant(given.getFirst());
                if (text == null) {
                    unclear.add(where(call) + " asks for a text that stands elsewhere: " + given.getFirst());
                } else {
                    asked.add(new Asked(where(call), text, given.size() - 1));
                }
                // what it is given as values may hold texts again
                given.subList(1, given.size()).forEach(value -> scan(value, null));
                return null;
            }
            if (method.equals("Texts.of") && !call.getArguments().toString().equals(ownClass() + ".class")) {
                unclear.add(where(call) + " takes the texts of another class: " + call);
            }
            return super.visitMethodInvocation(call, none);
        }

        @Override
        public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void none) {
            return null;
        }

        @Override
        public @Nullable Void visitThrow(ThrowTree thrown, @Nullable Void none) {
            return null;
        }

        @Override
        public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void none) {
            if (literal.getValue() instanceof String text && WORDS.matcher(NO_WORDS.matcher(text).replaceAll(" ")).find()
                    && isShown(getCurrentPath())) {
                bare.add(new Bare(where(literal), file.getSourceFile().getName(), text));
            }
            return null;
        }

        private String ownClass() {
            String name = file.getSourceFile().getName();
            return name.substring(0, name.length() - ".java".length());
        }

        private String where(Tree tree) {
            return file.getSourceFile().getName() + ":" + file.getLineMap().getLineNumber(places.getStartPosition(file, tree));
        }
    }

    /// The text of a literal, or of several that are joined because they are long.
    private static @Nullable String constant(Tree tree) {
        return switch (tree) {
            case LiteralTree literal when literal.getValue() instanceof String text -> text;
            case ParenthesizedTree in -> constant(in.getExpression());
            case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS -> {
                String left = constant(sum.getLeftOperand());
                String right = constant(sum.getRightOperand());
                yield left == null || right == null ? null : left + right;
            }
            default -> null;
        };
    }

    /// Up to whatever is given the literal: through choices and sums.
    private static boolean isShown(TreePath literal) {
        Tree child = literal.getLeaf();
        for (TreePath path = literal.getParentPath(); path != null; path = path.getParentPath()) {
            Tree at = path.getLeaf();
            switch (at) {
                case ParenthesizedTree _ -> {
                }
                case ConditionalExpressionTree choice -> {
                    if (choice.getCondition() == child) {
                        return false;
                    }
                }
                case BinaryTree sum -> {
                    if (sum.getKind() != Tree.Kind.PLUS) {
                        return false;
                    }
                }
                case MethodInvocationTree call -> {
                    return isShown(method(call), call.getArguments().indexOf(child));
                }
                case NewClassTree made -> {
                    String name = made.getIdentifier().toString().replaceFirst("<.*", "");
                    return !name.endsWith("Exception") && isShown("new " + name, made.getArguments().indexOf(child));
                }
                case MemberSelectTree _,ConstantCaseLabelTree _ -> {
                    return false;
                }
                default -> {
                    return true;
                }
            }
            child = at;
        }
        return true;
    }

    private static boolean isShown(String method, int argument) {
        String last = method.substring(method.lastIndexOf('.') + 1);
        int from = NOT_SHOWN.getOrDefault(method, NOT_SHOWN.getOrDefault(last, Integer.MAX_VALUE));
        return argument < from && !(argument == 0 && KEYED.contains(last));
    }

    /// `setText`, with what it is called on where that is a name or a call: `Cards.text`, `getStyleClass.add`.
    private static String method(MethodInvocationTree call) {
        return switch (call.getMethodSelect()) {
            case MemberSelectTree select -> switch (select.getExpression()) {
                case IdentifierTree on -> on.getName() + "." + select.getIdentifier();
                case MethodInvocationTree on -> method(on).replaceFirst(".*\\.", "") + "." + select.getIdentifier();
                default -> select.getIdentifier().toString();
            };
            case Tree plain -> plain.toString();
        };
    }
}
