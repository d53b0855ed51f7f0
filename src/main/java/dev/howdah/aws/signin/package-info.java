/// **What it is for.** Signing in as the `aws` client knows it: what a profile means, each kind of credentials, what a person is asked for
/// (a code, a word, a program to agree to), and until when it holds. Nothing secret is written but single sign-on's token, in the `aws`
/// client's own file.
///
/// **Where to start.** [dev.howdah.aws.signin.Keyring]; what a profile means, in [dev.howdah.aws.signin.Chain].
///
/// **Threads.** Whoever signs a request; one at a time for each set of credentials. A person is waited for only on the thread that was
/// started to sign in.
///
/// **What it must not know.** Windows and terminals: it asks an [dev.howdah.aws.signin.Asker]. What the credentials are used for.
@NullMarked
package dev.howdah.aws.signin;

import org.jspecify.annotations.NullMarked;
