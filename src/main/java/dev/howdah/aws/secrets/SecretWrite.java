package dev.howdah.aws.secrets;

import dev.howdah.aws.session.AwsWrite;
import dev.howdah.aws.session.Resources;
import dev.howdah.model.InstanceRef;
import java.util.Map;
import java.util.TreeMap;

/// One call that changes something at Secrets Manager, with all that it sends but what is to be kept: that is handed over beside it when it
/// is sent, and is in nothing that is shown, permitted or written down.
public sealed interface SecretWrite extends AwsWrite {
    /// A secret and its first value (`secretsmanager:CreateSecret`).
    ///
    /// @param tags in the order of their keys; with any, `secretsmanager:TagResource` is needed too
    /// @param token 32 to 64 characters: id of the first value, and what AWS knows the request by
    record Create(InstanceRef target, String name, String description, Map<String, String> tags, String token) implements SecretWrite {
        public Create {
            tags = new TreeMap<>(tags);
        }

        @Override
        public String action() {
            return "secretsmanager:CreateSecret";
        }

        @Override
        public String resource() {
            return Resources.secret(target.account(), target.region(), name, SecretWrites.request(this));
        }
    }

    /// A secret's next value, which becomes the current one; the one before stays as `AWSPREVIOUS` (`secretsmanager:PutSecretValue`).
    ///
    /// @param arn of the secret
    /// @param token 32 to 64 characters: id of the value, and what AWS knows the request by
    record Put(InstanceRef target, String arn, String token) implements SecretWrite {
        @Override
        public String action() {
            return "secretsmanager:PutSecretValue";
        }

        @Override
        public String resource() {
            return Resources.secretValue(arn, SecretWrites.request(this));
        }
    }
}
