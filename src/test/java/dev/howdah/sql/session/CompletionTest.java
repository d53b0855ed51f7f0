package dev.howdah.sql.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.sql.meta.Completion;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What completion proposes, with the names of a real catalog. Bad inputs tried: inside quotes and comments, nothing typed, names
/// that need quotes, a schema that is not there.
final class CompletionTest {
    private static RealServer server;
    private static Completion completion;

    @BeforeAll
    static void start() throws Exception {
        server = new RealServer();
        try (SqlSession session = server.open()) {
            session.run("CREATE SCHEMA shop; CREATE TABLE posts (id int, title text, author_id int);"
                    + " CREATE TABLE shop.orders (id int, total numeric); CREATE TABLE \"Odd Name\" (x int)", _ -> {
                    });
            completion = new Completion(CatalogNames.of(session));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private static List<String> at(String text) {
        int caret = text.indexOf('|');
        return completion.at(text.replace("|", ""), caret).all().stream().map(Completion.Proposal::text).toList();
    }

    @Test
    void whatFitsThePlaceIsProposed() {
        assertThat(at("select * from po|")).contains("posts").doesNotContain("title");
        assertThat(at("table po|")).contains("posts");
        assertThat(at("select * from |")).contains("posts", "\"Odd Name\"", "shop.").doesNotContain("orders", "pg_class");
        assertThat(at("select * from pg_cl|")).contains("pg_class");
        assertThat(at("select * from shop.o|")).containsExactly("shop.orders");
        assertThat(at("select p.t| from posts p")).containsExactly("p.title");
        assertThat(at("select ti| from posts")).startsWith("title");
        assertThat(at("select o.| from shop.orders as o join posts p on true")).containsExactly("o.id", "o.total");
        assertThat(at("sel|")).containsExactly("select");
        assertThat(at("select 1; SEL|")).containsExactly("SELECT");
        assertThat(at("select count(*) from posts wh|")).contains("where", "when");
        assertThat(at("select pg_size_p|")).contains("pg_size_pretty");
        assertThat(at("\\dt|")).containsExactly("\\dt", "\\dt+");
        assertThat(at("\\d po|")).contains("posts");
        assertThat(at("\\sf pg_get_view|")).contains("pg_get_viewdef");
    }

    @Test
    void nothingIsProposedInsideQuotesAndComments() {
        assertThat(at("select 'po|")).isEmpty();
        assertThat(at("select \"po|")).isEmpty();
        assertThat(at("select /* po|")).isEmpty();
        assertThat(at("select 1 -- po|")).isEmpty();
        assertThat(at("do $$ po|")).isEmpty();
        assertThat(at("select * from nowhere.|")).isEmpty();
    }

    @Test
    void theWordBeforeTheCaretIsWhatIsReplaced() {
        assertThat(completion.at("select * from shop.or", 21).from()).isEqualTo(14);
        assertThat(completion.at("", 0).from()).isZero();
    }
}
