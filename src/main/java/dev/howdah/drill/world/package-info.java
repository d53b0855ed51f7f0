/// **What it is for.** What the practice account holds: instances, snapshots, groups, network, machines, containers, secrets,
/// events, tags; its clock and pace; who its callers are; which faults are set, for requests and for sessions. State only: what
/// an API call does to it is in the operation's own file.
///
/// Callers are told by their access key id. Any key that is not listed here is the administrator
/// (`user/ops-admin`), so every made-up key works:
///
/// | access key id | who |
/// |---|---|
/// | `AKIDDRILLVIEWER00000` | `user/ops-viewer`: Describe, List and Get only; writes and the values of secrets meet AccessDenied |
/// | `AKIDDRILLNOSNAPSHOTS` | `assumed-role/ops-no-snapshots/drill`: everything but rds:DescribeDBSnapshots |
/// | `AKIDDRILLNORESTORES0` | `user/ops-no-restores`: everything but rds:RestoreDBInstanceToPointInTime |
/// | `AKIDDRILLNOMODIFIES0` | `user/ops-no-modifies`: everything but rds:ModifyDBInstance |
/// | `AKIDDRILLNOTASKHOPS0` | `user/ops-no-task-sessions`: everything but ssm:StartSession to ECS tasks, which an explicit deny forbids |
/// | `AKIDDRILLEXPIRED0000` | a session that has ended: ExpiredToken, in the spelling of each service |
/// | `AKIDDRILLINVALID0000` | a key that does not exist: InvalidClientTokenId |
///
/// Keys that STS, single sign-on, AWS Sign-In, a container or a machine was given are those of a role's session, with its rights and its end
/// ([dev.howdah.drill.world.Logins], [dev.howdah.drill.world.TrustedRole]).
///
/// **Where to start.** [dev.howdah.drill.world.World], [dev.howdah.drill.world.Region] and, for what is in it at the start,
/// [dev.howdah.drill.world.ChapterSeed].
///
/// **Threads.** Requests, timers and the data plane's workers at once. Records are immutable; a `Region` guards its tables
/// with its own monitor and never calls out while it holds it.
///
/// **What it must not know.** Protocols, HTTP, and how PostgreSQL is run: it sees servers only as a `DataPlane`.
@NullMarked
package dev.howdah.drill.world;

import org.jspecify.annotations.NullMarked;
