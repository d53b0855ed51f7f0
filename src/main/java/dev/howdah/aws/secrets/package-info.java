/// **What it is for.** Reads of AWS Secrets Manager.
///
/// **Where to start.** [dev.howdah.aws.secrets.SecretReads].
///
/// **Threads.** The caller's; it blocks until AWS answers or the deadline passes.
///
/// **What it must not know.** What is in a secret, and anywhere to keep one.
@NullMarked
package dev.howdah.aws.secrets;

import org.jspecify.annotations.NullMarked;
