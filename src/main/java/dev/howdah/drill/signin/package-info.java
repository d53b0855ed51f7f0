/// **What it is for.** AWS Sign-In as the drill offers it: what `aws login` left on the disk goes on.
///
/// **Where to start.** [dev.howdah.drill.signin.SigninService].
///
/// **Threads.** The request's own.
///
/// **What it must not know.** How JSON is written, and who asks.
@NullMarked
package dev.howdah.drill.signin;

import org.jspecify.annotations.NullMarked;
