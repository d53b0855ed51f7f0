package dev.howdah.tunnel.forward;

import dev.howdah.model.Secret;

/// A session that the service opened (or opened again) for us: SSM `StartSession`, `ResumeSession`.
///
/// @param streamUrl of the data channel; it names the session, so it is as secret as the token
/// @param token good once, for about a minute
public record Opened(String sessionId, Secret streamUrl, Secret token) {}
