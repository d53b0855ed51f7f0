package dev.howdah.posture;

import dev.howdah.model.Hardening;

/// A fix that is one call, so that it can be planned, agreed to and watched.
public sealed interface Mend {
    /// What it does, in a few words.
    String words();

    /// A setting of the instance.
    record Setting(Hardening what) implements Mend {
        @Override
        public String words() {
            return what.title();
        }
    }

    /// Deletion protection, which has a plan of its own.
    record Protect() implements Mend {
        @Override
        public String words() {
            return "Turn deletion protection on";
        }
    }

    /// A restart in place, which puts waiting parameters in force.
    record Reboot() implements Mend {
        @Override
        public String words() {
            return "Reboot it";
        }
    }

    /// New tasks for a service.
    record Restart(String cluster, String service) implements Mend {
        @Override
        public String words() {
            return "Restart " + service;
        }
    }
}
