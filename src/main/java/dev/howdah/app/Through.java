package dev.howdah.app;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.session.AwsSettings;
import dev.howdah.config.Folders;
import dev.howdah.model.AwsScope;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.ops.reach.OpenSessions;
import dev.howdah.ops.reach.Reach;
import dev.howdah.ops.reach.Reached;
import dev.howdah.ops.reach.Roots;
import dev.howdah.sql.session.ConnectFailure;
import dev.howdah.task.Time;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// An instance that a command reaches over a tunnel of its own, as the window does it.
///
/// @param instance its identifier
/// @param via the hop to go through; null for Howdah's own choice
/// @param profile of `~/.aws`; null for the one that the environment names
/// @param region null for the environment's or the profile's
record Through(AwsSettings aws, String instance, @Nullable String via, @Nullable String profile, @Nullable String region) {

    /// What a command does with the way, while it is there.
    interface Use<T, E extends Exception> {
        /// @param operator who asks, as AWS knows them
        T with(Reached way, InstanceRef ref, String operator) throws IOException, ConnectFailure, E;
    }

    /// There was no way, or the database did not let us in.
    static final class Failed extends Exception {
        private final boolean atTheDatabase;

        private Failed(String words, boolean atTheDatabase) {
            super(words);
            this.atTheDatabase = atTheDatabase;
        }

        /// For the operator.
        String words() {
            return String.valueOf(getMessage());
        }

        /// Whether it was the database's answer, and not the way's.
        boolean atTheDatabase() {
            return atTheDatabase;
        }
    }

    /// Climbs to the instance, and closes the way afterwards, also when a signal ends the program: a tunnel must not outlive it.
    ///
    /// @throws IOException where this machine's files cannot be read or written
    <T, E extends Exception> T reach(Use<T, E> use) throws Failed, IOException, InterruptedException, E {
        String where = region != null ? region : aws.region(profile).orElse(null);
        if (where == null) {
            throw new Failed("no region is set: pass --region, or set AWS_REGION or the profile's region", false);
        }
        Folders folders = Folders.ofProcess();
        var open = new OpenSessions(folders.state());
        try (var account = new AwsAccount(new AwsScope(profile, where), aws)) {
            Instance target = account.rds().instances("").stream().filter(i -> i.ref().id().equals(instance)).findFirst()
                    .orElseThrow(() -> new Problem.Thrown(new Problem.Missing("DB instance " + instance,
                            new Problem.Source("rds:DescribeDBInstances", null, "no DB instance of that name here")), null));
            String me = account.identity().arn();
            var reach = new Reach(account, Roots.file(aws.databaseRoots(), folders.state()), open, Time.SYSTEM);
            try (Reached way = reach.climb(target, new Reach.Choice(via, null), _ -> {})) {
                return within(way, () -> use.with(way, target.ref(), me.substring(me.lastIndexOf('/') + 1)));
            }
        } catch (ConnectFailure e) {
            throw new Failed("connection to " + instance + " failed: " + e.getMessage(), true);
        } catch (Problem.Thrown e) {
            throw new Failed(Sentences.of(e.problem()), false);
        } catch (Reach.Broken e) {
            throw new Failed(e.sentences(), false);
        }
    }

    private interface Doing<T, E extends Exception> {
        T done() throws IOException, ConnectFailure, E;
    }

    private static <T, E extends Exception> T within(Reached way, Doing<T, E> doing) throws IOException, ConnectFailure, E {
        Thread stop = new Thread(way::close, "way-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            return doing.done();
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(stop);
            } catch (IllegalStateException e) {
                // the program is being ended: the hook is at it
                System.getLogger(Through.class.getName()).log(System.Logger.Level.TRACE, "ending", e);
            }
        }
    }
}
