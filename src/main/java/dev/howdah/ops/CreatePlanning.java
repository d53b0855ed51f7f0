package dev.howdah.ops;

import dev.howdah.aws.AwsAccount;
import dev.howdah.aws.ecs.Draft;
import dev.howdah.aws.network.NetworkReads.Place;
import dev.howdah.aws.rds.RdsWatch;
import dev.howdah.journal.Journal;
import dev.howdah.model.AwsScope;
import dev.howdah.model.EcsDefinition;
import dev.howdah.model.EcsService;
import dev.howdah.model.Environment;
import dev.howdah.model.Identity;
import dev.howdah.model.Problem;
import dev.howdah.model.Sentences;
import dev.howdah.model.SubnetRoutes;
import dev.howdah.ops.Creation.Found;
import dev.howdah.ops.Creation.Known;
import dev.howdah.ops.Creation.Stage;
import dev.howdah.ops.create.Blueprint;
import dev.howdah.task.Time;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Plans a new database: looks whether the place is fit for it, whether what is asked for is on offer, and what of it stands already.
final class CreatePlanning {
    /// Each instance takes one address in each zone, and another one while it is moved; so much is a margin.
    private static final int ADDRESSES = 4;
    private static final int FORCED_TLS = 15;
    private static final int WEEK = 7;
    private static final int LEAST_GIB = 20;
    private final AwsAccount account;
    private final Environment environment;
    private final Journal journal;
    private final Time time;

    CreatePlanning(AwsAccount account, Environment environment, Journal journal, Time time) {
        this.account = account;
        this.environment = environment;
        this.journal = journal;
        this.time = time;
    }

    /// How far it is.
    ///
    /// @param wrong what stands against it, by step
    private record Standing(Set<Stage> there, Known known, Map<Stage, Found.Wrong> wrong) {
        Plan.Basis basis() {
            String stands = there.stream().map(Stage::word).collect(Collectors.joining(", "));
            return new Plan.Basis(stands.isEmpty() ? "nothing of it" : stands, null, null, null, null, null, Map.of());
        }
    }

    /// @param scope as the operator named it
    /// @throws Problem.Thrown when the service or its definition is not there, or AWS cannot be asked
    Plan plan(AwsScope scope, Request.Create request) throws InterruptedException {
        Blueprint of = request.of();
        Identity identity = account.identity();
        var guards = new ArrayList<Guard>();
        guards.add(identity.account().equals(request.target().account())
                ? new Guard.Pass("Signed in as " + identity.shortName() + " in account " + identity.account() + ".")
                : new Guard.Block("These credentials are of account " + identity.account() + ", and " + request.target().id()
                        + " is to be in " + request.target().account() + ".", "choose a profile of that account"));
        names(request, guards);
        EcsDefinition definition = service(of, guards);
        guards.add(of.tasks().image().equals(definition.essential().image())
                ? new Guard.Warn(
                        "The image is the one that " + of.tasks().service() + " runs now, " + EcsDefinition.last(of.tasks().image())
                                + ": name the one that knows of a database, if that is another.")
                : new Guard.Pass("The image goes from " + EcsDefinition.last(definition.essential().image()) + " to "
                        + EcsDefinition.last(of.tasks().image()) + "."));
        place(of, guards);
        offered(of, guards);
        guards.add(instances());
        guards.add(MigrationPlanning.registry(account, of.tasks().image()));
        guards.add(new Guard.Warn("Its first migration runs without a review of its SQL: the database is new, and nothing is in it."));
        var creation = new Creation(request.target(), of, mark(request), draft(of, definition, guards));
        Standing standing = standing(creation);
        standing.wrong().forEach((_, wrong) -> guards.add(new Guard.Block(wrong.words(), wrong.fix())));
        if (!standing.there().isEmpty()) {
            guards.add(new Guard.Pass(standing.there().size() + " of " + creation.stages().size()
                    + " steps stand from before, by the mark that they carry, and are not made again."));
        }
        var setting = new Plan.Setting(scope, account.scope().profile(), identity, environment, account.endpoint("rds").orElse(null));
        return new Plan(UUID.randomUUID().toString(), request, setting, steps(creation, standing), List.copyOf(guards), List.of(),
                new Plan.Consequences("Nothing that is there is changed before the last step, which replaces the tasks of "
                        + of.tasks().service() + "; the role " + of.tasks().role() + " may read one secret more.",
                        new Plan.Expectation(of.database().multiAz() ? "15 to 30 min" : "8 to 15 min", "observed; AWS states none"),
                        "The instance " + of.database().instanceClass() + (of.database().multiAz() ? " twice" : "") + " and "
                                + of.database().storageGib() + " GiB of gp3 storage" + (of.database().multiAz() ? " twice" : "")
                                + ", by the hour, until it is deleted; its secret by the month.",
                        "Each step says its own. A step that fails stops it; what stands is kept, gone on with, or removed with the lines that "
                                + "are told then."),
                Plan.Grade.NAME, new Change.Create(creation), standing.basis(), time.now());
    }

    /// The state now, and who asks, to hold a plan against.
    Plan.Basis basis(Plan plan, Creation creation) throws InterruptedException {
        Identity identity = account.identity();
        if (!identity.arn().equals(plan.setting().operator().arn())) {
            throw new Problem.Thrown(new Problem.Misconfigured("credentials", new Problem.Source("sts:GetCallerIdentity", null,
                    "the plan was made as " + plan.setting().operator().arn() + ", and they are those of " + identity.arn() + " now")),
                    null);
        }
        return standing(creation).basis();
    }

    private static List<Plan.Step> steps(Creation creation, Standing standing) {
        var steps = new ArrayList<Plan.Step>();
        for (Stage stage : creation.stages()) {
            steps.add(new Plan.Step((standing.there().contains(stage) ? "Stands: " : "") + creation.title(stage) + ". Way back: "
                    + creation.back(stage) + ".", stage.api()));
        }
        return steps;
    }

    private Standing standing(Creation creation) throws InterruptedException {
        var there = EnumSet.noneOf(Stage.class);
        var wrong = new EnumMap<Stage, Found.Wrong>(Stage.class);
        Known known = Known.NOTHING;
        for (Stage stage : creation.stages()) {
            // what comes after a thing that is not there is not there; names may be taken all the same
            boolean named = stage == Stage.SUBNETS || stage == Stage.GROUP || stage == Stage.SECRET || stage == Stage.INSTANCE;
            boolean before = there.containsAll(EnumSet.range(Stage.SUBNETS, stage)
                    .stream().filter(s -> s != stage && s != Stage.PROOF && creation.stages().contains(s)).toList());
            if (stage == Stage.PROOF || !before && !named) {
                continue;
            }
            switch (creation.look(account, journal, stage, known)) {
                case Found.There(var more) -> {
                    known = more;
                    there.add(stage);
                }
                case Found.Going _ -> there.add(stage);
                case Found.Wrong w -> wrong.put(stage, w);
                case Found.Absent _ -> {
                }
            }
            if (stage == Stage.INSTANCE && known.host().isEmpty()) {
                break;
            }
        }
        return new Standing(there, known, wrong);
    }

    /// The mark of the last creation of this name from here, so that what it made is known again; else a new one.
    private String mark(Request.Create request) {
        try {
            return journal.outcomesWith(Request.Create.OPERATION, "instance", request.target().id()).stream()
                    .filter(o -> o.purpose().target().equals(request.target())).map(o -> o.purpose().details().getOrDefault("mark", ""))
                    .filter(m -> !m.isEmpty()).reduce((_, b) -> b).orElseGet(() -> UUID.randomUUID().toString());
        } catch (IOException e) {
            throw new Problem.Thrown(new Problem.Misconfigured("journal",
                    new Problem.Source("journal", null, "it cannot be read (" + e.getMessage() + "), so what was made before is unknown")),
                    e);
        }
    }

    private static void names(Request.Create request, List<Guard> guards) {
        if (!Names.good(request.target().id())) {
            guards.add(new Guard.Block("'" + request.target().id() + "' cannot be an instance's name.", Names.RULE));
        }
        if (request.of().place().group().startsWith("sg-")) {
            guards.add(new Guard.Block("A security group's name cannot begin with 'sg-': AWS keeps that for ids.", "choose another name"));
        }
        Blueprint.Database db = request.of().database();
        if (!db.name().matches("[A-Za-z][A-Za-z0-9_]{0,62}") || !db.user().matches("[A-Za-z][A-Za-z0-9_]{0,62}")) {
            guards.add(
                    new Guard.Block("The database '" + db.name() + "' or the user '" + db.user() + "' has a name that RDS does not take.",
                            "take letters, digits and underscores, beginning with a letter"));
        }
        if (Set.of("postgres", "admin", "rdsadmin", "root").contains(db.user()) && !db.user().equals("postgres")) {
            guards.add(new Guard.Block("The user '" + db.user() + "' is reserved.", "choose another name"));
        }
        if (db.storageGib() < LEAST_GIB || db.ceilingGib() < db.storageGib() * 1.1) {
            guards.add(
                    new Guard.Block("Storage of " + db.storageGib() + " GiB that grows up to " + db.ceilingGib() + " GiB is not on offer.",
                            "gp3 begins at " + LEAST_GIB + " GiB, and the ceiling lies a tenth above at least"));
        }
        guards.add(db.days() < 1 || db.days() > 35
                ? new Guard.Block("Automated backups are kept for 1 to 35 days.", "choose a number of days")
                : db.days() < WEEK
                        ? new Guard.Warn("It can be restored to a second of the last " + db.days() + " days only.")
                        : new Guard.Pass("It can be restored to any second of the last " + db.days() + " days."));
        guards.add(db.multiAz()
                ? new Guard.Pass("A standby in another zone takes over when its zone fails.")
                : new Guard.Warn("Single-AZ: when its zone fails, the database is down."));
    }

    private EcsDefinition service(Blueprint of, List<Guard> guards) throws InterruptedException {
        Blueprint.Tasks tasks = of.tasks();
        EcsService service = account.tasks().service(tasks.cluster(), tasks.service())
                .orElseThrow(() -> new Problem.Thrown(new Problem.Missing("service " + tasks.service(),
                        new Problem.Source("ecs:DescribeServices", null, "no such service in " + tasks.cluster())), null));
        EcsDefinition definition = account.tasks().definition(tasks.definition());
        guards.add(service.network().groups().contains(of.place().source())
                ? new Guard.Pass("Tasks of " + service.name() + " are in " + of.place().source() + " and come in; whatever else does not.")
                : new Guard.Warn("Tasks of " + service.name() + " are not in " + of.place().source() + ": they will not come in."));
        String role = definition.executionRole();
        guards.add(role == null
                ? new Guard.Block(definition.name() + " has no execution role: nobody could read the password for its tasks.",
                        "give the task definition an executionRoleArn")
                : EcsDefinition.last(role).equals(tasks.role())
                        ? new Guard.Pass("The execution role " + tasks.role() + " is given the one secret, and no other.")
                        : new Guard.Block("The execution role of " + definition.name() + " is " + EcsDefinition.last(role) + ", and not "
                                + tasks.role() + ".", "name that role"));
        password(of, definition, guards);
        if (service.network().publicIp()) {
            guards.add(new Guard.Warn("assignPublicIp is ENABLED in " + service.name()
                    + ", and its migration gets that too. In private subnets it is of no use, and does not belong there."));
        } else {
            guards.add(new Guard.Pass("Its tasks get no public address; images, secrets and logs take the way that " + service.name()
                    + " takes already."));
        }
        guards.add(service.exec()
                ? new Guard.Pass("Its tasks take Session Manager sessions: SELECT 1 goes that way.")
                : new Guard.Warn(
                        "Its tasks take no Session Manager sessions (enableExecuteCommand is off): SELECT 1 needs another hop, or it "
                                + "stops there."));
        return definition;
    }

    /// Where the password is kept, and how the program gets it.
    private static void password(Blueprint of, EcsDefinition definition, List<Guard> guards) {
        boolean url = definition.essential().secrets().containsKey("DATABASE_URL")
                || definition.essential().environment().containsKey("DATABASE_URL");
        if (!of.keeping().own()) {
            if (url) {
                guards.add(new Guard.Warn(definition.name() + " has a DATABASE_URL, which stays: if the program prefers it to PGHOST and "
                        + "PGPASSWORD, it goes on to where that leads."));
            }
            guards.add(new Guard.Warn("The managed secret holds user and password only: the program is told the rest as PGHOST, PGPORT, "
                    + "PGDATABASE, PGUSER and PGSSLMODE, and the password as PGPASSWORD. One that wants DATABASE_URL has to put it "
                    + "together, or wants a secret of one's own (secret=own)."));
            return;
        }
        String name = of.keeping().name();
        if (!name.matches("[A-Za-z0-9/_+=.@-]{1,512}")) {
            guards.add(new Guard.Block("'" + name + "' cannot be a secret's name.", "take letters, digits and /_+=.@-"));
        } else if (name.matches(".*-[A-Za-z0-9]{6}")) {
            guards.add(new Guard.Warn(
                    "The secret's name ends like the six letters that AWS puts behind it: with a policy or a definition that "
                            + "leaves them out, it may be taken for another."));
        }
        guards.add(new Guard.Pass("The password is made here and goes straight into the secret " + name
                + ": it is in no line, journal or log. The program gets all of it as DATABASE_URL, from the secret's url."));
        if (url) {
            guards.add(new Guard.Pass(definition.name() + " has a DATABASE_URL; in its next revision it is that of the new database."));
        }
        guards.add(new Guard.Warn(
                "Nothing changes this password until you set up a rotation of " + name + ", which needs a function; RDS changes "
                        + "a managed one every seven days. After a change the tasks want a restart, as with any secret."));
    }

    private Draft draft(Blueprint of, EcsDefinition definition, List<Guard> guards) throws InterruptedException {
        if (definition.containers().stream().noneMatch(c -> c.name().equals(of.tasks().container()))) {
            throw new Problem.Thrown(new Problem.Missing("container " + of.tasks().container(),
                    new Problem.Source("ecs:DescribeTaskDefinition", null, definition.name() + " has "
                            + definition.containers().stream().map(EcsDefinition.Container::name).collect(Collectors.joining(", ")))),
                    null);
        }
        if (!definition.active()) {
            guards.add(new Guard.Warn(definition.name() + " is not active any more; its next revision is made of it all the same."));
        }
        return account.tasks().draft(of.tasks().definition());
    }

    /// At least two zones, all in the VPC, none with a way to the internet.
    private void place(Blueprint of, List<Guard> guards) throws InterruptedException {
        Blueprint.Place place = of.place();
        List<Place> all = account.network().places(place.vpc());
        List<String> foreign = place.subnets().stream().filter(s -> all.stream().noneMatch(p -> p.id().equals(s))).toList();
        if (!foreign.isEmpty()) {
            guards.add(new Guard.Block("Not in " + place.vpc() + ", or not there: " + String.join(", ", foreign) + ".",
                    "name subnets of that VPC"));
            return;
        }
        List<Place> chosen = all.stream().filter(p -> place.subnets().contains(p.id())).toList();
        List<String> zones = chosen.stream().map(Place::az).distinct().sorted().toList();
        guards.add(zones.size() < 2
                ? new Guard.Block("The subnets are all in " + zones.getFirst() + ": RDS wants two zones at least.",
                        "name a subnet of another zone that has no way to the internet, or make one")
                : new Guard.Pass("The subnets are in " + String.join(", ", zones) + "."));
        List<SubnetRoutes> open = account.network().routes(place.vpc(), place.subnets()).stream().filter(r -> !r.internet().isEmpty())
                .toList();
        guards.add(open.isEmpty()
                ? new Guard.Pass("None of the subnets has a route to an internet gateway.")
                : new Guard.Block(open.getFirst().subnet() + " has a way to the internet: " + open.getFirst().internet().getFirst() + ".",
                        "name subnets without one"));
        chosen.stream().filter(p -> p.free() < ADDRESSES).forEach(p -> guards.add(
                new Guard.Block(p.id() + " has " + p.free() + " free addresses left.", "choose a larger subnet")));
    }

    private void offered(Blueprint of, List<Guard> guards) throws InterruptedException {
        Blueprint.Database db = of.database();
        Optional<RdsWatch.Version> version = account.rdsWatch().versions().stream().filter(v -> v.number().equals(db.version()))
                .findFirst();
        if (version.isEmpty()) {
            guards.add(new Guard.Block("PostgreSQL " + db.version() + " is not on offer.", "choose a version that is"));
            return;
        }
        guards.add(version.get().deprecated()
                ? new Guard.Warn("PostgreSQL " + db.version() + " is on its way out.")
                : new Guard.Pass("PostgreSQL " + db.version() + " is on offer."));
        Boolean multiAz = account.rdsWatch().classes(db.version()).get(db.instanceClass());
        guards.add(multiAz == null
                ? new Guard.Block(db.instanceClass() + " is not on offer with PostgreSQL " + db.version() + " on gp3.",
                        "choose another class")
                : db.multiAz() && !multiAz
                        ? new Guard.Block(db.instanceClass() + " cannot be Multi-AZ.", "choose another class")
                        : new Guard.Pass(db.instanceClass() + " is on offer with it."));
        guards.add(version.get().major() >= FORCED_TLS
                ? new Guard.Pass("Its default parameters refuse connections without TLS (rds.force_ssl).")
                : new Guard.Warn(
                        "Its default parameters take connections without TLS: set rds.force_ssl in a parameter group of its own."));
    }

    private Guard instances() throws InterruptedException {
        try {
            return account.rdsWatch().quota("DBInstances").<Guard>map(q -> q.used() >= q.max()
                    ? new Guard.Block("The account has " + q.used() + " of " + q.max() + " DB instances in this region.",
                            "delete one, or ask for more at Service Quotas")
                    : new Guard.Pass(q.used() + " of " + q.max() + " DB instances are used."))
                    .orElse(new Guard.Warn("How many DB instances the account may still have is unknown."));
        } catch (Problem.Thrown e) {
            return new Guard.Warn("How many DB instances the account may still have is unknown: " + Sentences.happened(e.problem()));
        }
    }
}
