/// **What it is for.** Single sign-on as the drill offers it: a device that asks, a page on which somebody agrees, tokens that renew
/// themselves, credentials of a role.
///
/// **Where to start.** [dev.howdah.drill.sso.SsoService]; the page is [dev.howdah.drill.sso.DevicePage].
///
/// **Threads.** The request's own.
///
/// **What it must not know.** How JSON is written, and who asks.
@NullMarked
package dev.howdah.drill.sso;

import org.jspecify.annotations.NullMarked;
