package dev.howdah.posture;

import dev.howdah.model.Hardening;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    /// Rules away that let everything out.
    ///
    /// @param group whose rules they are
    /// @param rules their ids
    record LetNothingOut(String group, List<String> rules) implements Mend {
        public LetNothingOut {
            rules = List.copyOf(rules);
        }

        @Override
        public String words() {
            return "Let nothing out";
        }
    }

    /// Rules narrowed to the database's port.
    ///
    /// @param group whose rules they are
    /// @param rules their ids
    record Narrow(String group, List<String> rules) implements Mend {
        public Narrow {
            rules = List.copyOf(rules);
        }

        @Override
        public String words() {
            return "Open only the port";
        }
    }

    /// Values in the instance's own parameter group.
    ///
    /// @param values name → value
    record Parameters(String group, Map<String, String> values) implements Mend {
        public Parameters {
            values = Collections.unmodifiableMap(new TreeMap<>(values));
        }

        @Override
        public String words() {
            return "Set " + String.join(", ", values.keySet());
        }
    }

    /// Backups at another time.
    ///
    /// @param window `hh:mm-hh:mm` in UTC
    record MoveBackups(String window) implements Mend {
        @Override
        public String words() {
            return "Move backups to " + window.substring(0, 5) + " UTC";
        }
    }

    /// The next maintenance window, for what RDS would force on a day of its own.
    ///
    /// @param resource its ARN
    /// @param action such as `system-update`
    record ChooseWindow(String resource, String action) implements Mend {
        @Override
        public String words() {
            return "Choose the next window";
        }
    }

    /// What waits for the maintenance window, at once.
    record ApplyWaiting() implements Mend {
        @Override
        public String words() {
            return "Apply it now";
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
