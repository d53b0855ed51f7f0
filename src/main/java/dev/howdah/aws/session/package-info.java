/// **What it is for.** Signing in and talking to AWS: profiles, regions, endpoints, credentials, deadlines, and the
/// translation of every SDK error into a [dev.howdah.model.Problem].
///
/// **Where to start.** [dev.howdah.aws.session.AwsSession]; errors in [dev.howdah.aws.session.AwsProblems].
///
/// **Threads.** Any but the JavaFX thread: everything here may wait for a network. SDK clients are shared and thread-safe.
///
/// **What it must not know.** What is read or shown; whether the endpoint is AWS or something else that speaks its wire.
@NullMarked
package dev.howdah.aws.session;

import org.jspecify.annotations.NullMarked;
