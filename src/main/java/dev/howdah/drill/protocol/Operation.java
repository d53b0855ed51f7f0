package dev.howdah.drill.protocol;

/// One action of one service, in a file of its own. `name` is AWS's own spelling.
public interface Operation {
    String name();

    /// Does the work, or throws [ApiError] with AWS's code for what is wrong.
    Struct answer(Call call);

    /// Whether it may change the account. Told from the verb, which AWS keeps to.
    default boolean changes() {
        String n = name();
        return !(n.startsWith("Describe") || n.startsWith("List") || n.startsWith("Get") || n.startsWith("Download"));
    }

    /// Whether a request must carry a signature. What hands out credentials cannot ask for them.
    default boolean signed() {
        return true;
    }

    /// Where a service of paths and verbs has it: `POST /token`; "" elsewhere.
    default String route() {
        return "";
    }

    /// The ARN that a policy would have to allow, for the text of a denial; "*" where AWS has no resource level.
    default String resource(Call call) {
        return "*";
    }
}
