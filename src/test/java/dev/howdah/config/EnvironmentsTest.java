package dev.howdah.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.howdah.model.AwsScope;
import dev.howdah.model.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Bad inputs tried: an unknown key, a number, a truth, a table and nothing where text belongs, a kind and a colour that are not known, an
/// environment that does not say what it is, two for one profile, a key twice, a table twice, a key outside of a table, a quote that is left
/// open, a file that is a folder, several mistakes at once.
final class EnvironmentsTest {
    private static final String GOOD = """
            # ours
            [prod]
            title = "Blog, Seoul"
            profile = "blog-prod"
            region = "ap-northeast-2"
            is = "production"
            colour = "red"
            instance = "blog-db"

            [prod-elsewhere]
            profile = "blog-prod"
            is = "staging"

            [here]
            is = "development"
            """;

    @Test
    void saysWhatAScopeIs() {
        Environments all = Environments.of(GOOD);
        assertThat(all.mistakes()).isEmpty();
        assertThat(all.entries()).extracting(Environments.Entry::name).containsExactly("prod", "prod-elsewhere", "here");
        assertThat(all.of(new AwsScope("blog-prod", "ap-northeast-2"))).hasValueSatisfying(e -> {
            assertThat(e.title()).isEqualTo("Blog, Seoul");
            assertThat(e.is()).isEqualTo(Environment.PRODUCTION);
            assertThat(e.colour()).isEqualTo(Environments.Colour.RED);
            assertThat(e.instance()).isEqualTo("blog-db");
        });
        assertThat(all.of(new AwsScope("blog-prod", "eu-west-1"))).as("the one without a region has the others")
                .hasValueSatisfying(e -> assertThat(e.name()).isEqualTo("prod-elsewhere"));
        assertThat(all.of(new AwsScope(null, "eu-west-1"))).hasValueSatisfying(e -> assertThat(e.title()).isEqualTo("here"));
        assertThat(all.of(new AwsScope("another", "eu-west-1"))).isEmpty();
    }

    @Test
    void noFileIsNoEnvironment(@TempDir Path folder) throws IOException {
        assertThat(Environments.load(folder)).isEqualTo(Environments.NONE);
        Files.createDirectory(folder.resolve("environments.toml"));
        assertThat(Environments.load(folder).mistakes()).singleElement()
                .satisfies(m -> assertThat(m.words()).startsWith("environments.toml: It cannot be read"));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(arguments("[a]\nis = \"staging\"\ncolor = \"red\"\n", 3, "'color' is not known; known are colour, instance, is,"),
                arguments("[a]\nis = \"staging\"\nregion = 7\n", 3, "'region' must be text in quotes, and it is a number."),
                arguments("[a]\nis = true\n", 2, "'is' must be text in quotes, and it is true or false."),
                arguments("[a]\nis = \"staging\"\n[a.profile]\nb = 1\n", 3, "'profile' must be text in quotes, and it is a table."),
                arguments("[a]\nis = \"staging\"\ntitle = \" \"\n", 3, "'title' must be text in quotes, and it is empty."),
                arguments("[a]\nis = \"prod\"\n", 2, "'prod' is none of development, production, staging."),
                arguments("[a]\nis = \"staging\"\ncolour = \"mauve\"\n", 3, "'mauve' is none of blue, green, grey"),
                arguments("\n[a]\nprofile = \"b\"\n", 2, "'a' does not say what it is"),
                arguments("[a]\nis = \"staging\"\n[b]\nis = \"production\"\n", 3, "'b' has the profile and region of 'a'"),
                arguments("profile = \"a\"\n", 1, "'profile' stands outside of an environment"),
                arguments("[a]\nis = \"staging\"\nis = \"production\"\n", 3, "is previously defined at line 2"),
                arguments("[a]\nis = \"staging\"\n[a]\nis = \"production\"\n", 3, "a previously defined at line 1"),
                arguments("[a]\nis = \"staging\n", 2, "Unexpected end of line"));
    }

    @ParameterizedTest(name = "line {1}: {2}")
    @MethodSource("mistakes")
    void aMistakeHasItsLineAndItsSentence(String text, int line, String sentence) {
        Environments read = Environments.of(text);
        assertThat(read.entries()).as("nothing of the file counts").isEmpty();
        assertThat(read.mistakes().getFirst().line()).isEqualTo(line);
        assertThat(read.mistakes().getFirst().words()).startsWith("environments.toml, line " + line + ", column ").contains(sentence)
                .endsWith(".");
    }

    @Test
    void allMistakesAreToldInTheirOrder() {
        assertThat(Environments.of("[a]\nis = \"x\"\nprofil = \"y\"\n[b]\nregion = 1\nis = \"staging\"\n").mistakes())
                .extracting(Environments.Mistake::line).containsExactly(2, 3, 5);
    }
}
