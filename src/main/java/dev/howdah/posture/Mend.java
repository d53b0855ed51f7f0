package dev.howdah.posture;

import dev.howdah.model.Hardening;
import java.util.List;

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

    /// More storage, which has a plan of its own.
    record Grow() implements Mend {
        @Override
        public String words() {
            return "Give it more storage";
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

    /// Rules away that let address ranges in.
    ///
    /// @param group whose rules they are
    /// @param rules their ids
    /// @param ranges who does not come in any more, for people
    record Shut(String group, List<String> rules, String ranges) implements Mend {
        public Shut {
            rules = List.copyOf(rules);
        }

        @Override
        public String words() {
            return "Shut out " + ranges;
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
