package dev.howdah.aws.session;

import dev.howdah.model.InstanceRef;

/// One call that changes something at AWS, with all that it sends. What is shown, permitted and sent is this one object.
public interface AwsWrite {
    /// The database that it is about: its account and region are those of the call.
    InstanceRef target();

    /// As IAM names it.
    String action();

    /// What a permit for it names.
    String resource();
}
