/// **What it is for.** A person signs in, step by step, while everything else goes on: the code, the program to agree to, the device to
/// allow.
///
/// **Where to start.** [dev.howdah.ops.signin.SignIns].
///
/// **Threads.** One of its own for each sign-in, which waits for the person; it holds nothing that others want.
///
/// **What it must not know.** How it looks; what is done once somebody is signed in.
@NullMarked
package dev.howdah.ops.signin;

import org.jspecify.annotations.NullMarked;
