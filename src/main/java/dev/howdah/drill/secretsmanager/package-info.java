/// **What it is for.** Secrets Manager without rotation: which secrets there are, their versions and stages, their values, and how they
/// come and go.
///
/// **Where to start.** [dev.howdah.drill.secretsmanager.SecretsManagerService]; what the secrets hold is in
/// [dev.howdah.drill.world.SecretSeed].
///
/// **Threads.** The request's own.
///
/// **What it must not know.** HTTP and JSON, and how a password gets into the database.
@NullMarked
package dev.howdah.drill.secretsmanager;

import org.jspecify.annotations.NullMarked;
