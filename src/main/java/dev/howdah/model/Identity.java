package dev.howdah.model;

/// Who the service says we are (`sts:GetCallerIdentity`, which needs no permission).
///
/// @param account
///            twelve-digit account id
/// @param arn
///            user or assumed-role ARN
/// @param userId
///            unique id of the user or role session
public record Identity(String account, String arn, String userId) {
    /// The part of the ARN that people recognise: `assumed-role/ops/alice` or `user/alice`.
    public String shortName() {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }
}
