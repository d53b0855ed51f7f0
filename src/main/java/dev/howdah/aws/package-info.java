/// **What it is for.** The adapters between the AWS SDK for Java and our model; the only importer of the SDK.
///
/// **Where to start.** [dev.howdah.aws.AwsAccount], which reads all that the console shows of one scope.
///
/// **Threads.** Any but the JavaFX thread.
///
/// **What it must not know.** Screens, polling rhythm, whether the endpoint is AWS or an emulator.
@NullMarked
package dev.howdah.aws;

import org.jspecify.annotations.NullMarked;
