/// **What it is for.** What a person is asked while they sign in: a code, a program to agree to, a device to allow.
///
/// **Where to start.** [dev.howdah.ui.signin.SignInSheet].
///
/// **Threads.** The JavaFX thread.
///
/// **What it must not know.** What AWS is asked, and what is done once somebody is signed in.
@NullMarked
package dev.howdah.ui.signin;

import org.jspecify.annotations.NullMarked;
