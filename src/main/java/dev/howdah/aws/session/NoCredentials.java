package dev.howdah.aws.session;

import dev.howdah.model.Problem.SignIn.Kind;
import org.jspecify.annotations.Nullable;

/// No usable credentials could be had, told before any service was called.
final class NoCredentials extends RuntimeException {
    private final Kind kind;

    NoCredentials(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
