/// **What it is for.** Amazon ECR, as far as a task that is to be run needs it: is its image there.
///
/// **Where to start.** [dev.howdah.aws.images.ImageReads].
///
/// **Threads.** Any but the JavaFX one.
///
/// **What it must not know.** What is run from an image.
@NullMarked
package dev.howdah.aws.images;

import org.jspecify.annotations.NullMarked;
