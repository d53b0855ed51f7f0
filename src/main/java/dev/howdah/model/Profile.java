package dev.howdah.model;

import org.jspecify.annotations.Nullable;

/// One profile of `~/.aws/config` or `~/.aws/credentials`, read without contacting anything.
///
/// @param name
///            profile name
/// @param kind
///            how it gets credentials
/// @param region
///            its region, null when it names none
/// @param account
///            account id where the file states it (`sso_account_id`, or within `role_arn`), else null
/// @param detail
///            role, start URL or process, for people; never a secret
/// @param endpointUrl
///            endpoint override in the profile, else null
public record Profile(String name, Kind kind, @Nullable String region, @Nullable String account, String detail,
        @Nullable String endpointUrl) {
    public enum Kind {
        STATIC("access key"), SSO("single sign-on"), ROLE("assumed role"), PROCESS("credential process"), WEB_IDENTITY(
                "web identity"), LOGIN("aws login"), EMPTY("no credentials");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
