package dev.howdah.drill.ssm.agent;

/// Hears what the agent finds wrong with its client.
@FunctionalInterface
public interface Checks {
    /// @param rule a few words that stay the same: `smux stream id`
    void violated(String rule, String detail);
}
