/// **What it is for.** Reading Amazon RDS: calls, paging, and the translation of each shape into our model.
///
/// **Where to start.** [dev.howdah.aws.rds.RdsReads], then [dev.howdah.aws.rds.RdsShapes].
///
/// **Threads.** Any but the JavaFX thread; nothing is kept between calls.
///
/// **What it must not know.** Polling, screens, journal.
@NullMarked
package dev.howdah.aws.rds;

import org.jspecify.annotations.NullMarked;
