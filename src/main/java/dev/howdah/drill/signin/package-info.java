/// **What it is for.** AWS Sign-In as the drill offers it: a session of `aws login` begins at its page, and goes on.
///
/// **Where to start.** [dev.howdah.drill.signin.SigninService]; the page is [dev.howdah.drill.signin.ConsolePage].
///
/// **Threads.** The request's own.
///
/// **What it must not know.** How JSON is written, and who asks.
@NullMarked
package dev.howdah.drill.signin;

import org.jspecify.annotations.NullMarked;
