package dev.howdah.drill.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueryDecoderTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A=b                                          | {A=b}
            A=a+b%20c%2Bd&B=                              | {A=a b c+d, B=}
            F.Filter.1.Name=x&F.Filter.1.Values.Value.1=y | {F={Filter=[{Name=x, Values={Value=[y]}}]}}
            T.member.2=b&T.member.10=c&T.member.1=a       | {T={member=[a, b, c]}}
            G.1=x&G.2=y                                   | {G=[x, y]}
            I.1.Groups.1.GroupId=sg-1                     | {I=[{Groups=[{GroupId=sg-1}]}]}
            """)
    void dotsNestAndNumbersMakeLists(String form, String tree) {
        assertThat(QueryDecoder.tree(QueryDecoder.fields(form))).hasToString(tree);
    }

    @ParameterizedTest
    @CsvSource({"L.member.1=a&L.member.2=b", "L.Whatever.1=a&L.Whatever.2=b", "L.1=a&L.2=b", "L.2=b&L.1=a"})
    void aListIsFoundUnderAnyMiddleName(String form) {
        assertThat(QueryDecoder.tree(QueryDecoder.fields(form)).texts("L")).containsExactly("a", "b");
    }

    @Test
    void anEmptyListIsEmpty() {
        assertThat(QueryDecoder.tree(QueryDecoder.fields("Tags=")).structs("Tags")).isEmpty();
    }

    @Test
    void brokenPercentEncodingIsTheCallersMistake() {
        assertThatThrownBy(() -> QueryDecoder.fields("A=%zz")).isInstanceOf(ApiError.class);
    }

    @Test
    void scalarsAreReadAsAskedOrRefused() {
        Input input = QueryDecoder.tree(QueryDecoder.fields("N=7&B=true&T=2026-11-24T12:00:00Z&D=2026-11-24T12:00:00&bad=x&E="));
        assertThat(input.integer("N")).isEqualTo(7);
        assertThat(input.flag("B")).isTrue();
        assertThat(input.time("T")).hasToString("2026-11-24T12:00:00Z");
        assertThat(input.time("D")).isEqualTo(input.time("T"));
        assertThat(input.integer("E")).isNull();
        assertThatThrownBy(() -> input.integer("bad")).isInstanceOf(ApiError.class);
        assertThatThrownBy(() -> input.flag("bad")).isInstanceOf(ApiError.class);
        assertThatThrownBy(() -> input.time("bad")).isInstanceOf(ApiError.class);
        assertThatThrownBy(() -> input.need("absent")).hasMessageContaining("absent");
    }
}
