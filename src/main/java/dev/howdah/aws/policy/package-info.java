/// **What it is for.** IAM, as far as it can be asked beforehand what a role may do.
///
/// **Where to start.** [dev.howdah.aws.policy.PolicyReads].
///
/// **Threads.** Any but the JavaFX one.
///
/// **What it must not know.** What is done with a role.
@NullMarked
package dev.howdah.aws.policy;

import org.jspecify.annotations.NullMarked;
