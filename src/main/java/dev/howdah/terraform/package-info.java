/// **What it is for.** An instance that exists, written as Terraform: what AWS tells of it as HCL with `import` blocks, protections on, and a
/// note of what `terraform apply` would change.
///
/// **Where to start.** [dev.howdah.terraform.Companion].
///
/// **Threads.** None: all of it is pure.
///
/// **What it must not know.** How the instance was read, and where the text goes.
@NullMarked
package dev.howdah.terraform;

import org.jspecify.annotations.NullMarked;
