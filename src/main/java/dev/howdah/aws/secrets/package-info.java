/// **What it is for.** Reads of AWS Secrets Manager, and the two calls that keep something there.
///
/// **Where to start.** [dev.howdah.aws.secrets.SecretReads]; [dev.howdah.aws.secrets.SecretWrite], sent by
/// [dev.howdah.aws.secrets.SecretWrites] with what is to be kept beside it.
///
/// **Threads.** The caller's; it blocks until AWS answers or the deadline passes.
///
/// **What it must not know.** What is in a secret, and anywhere to keep one.
@NullMarked
package dev.howdah.aws.secrets;

import org.jspecify.annotations.NullMarked;
