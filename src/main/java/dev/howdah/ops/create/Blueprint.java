package dev.howdah.ops.create;

import dev.howdah.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A database that is to be made, with all that stands around it. Plain data: shown, changed field by field, kept by the journal.
public record Blueprint(Place place, Database database, Keeping keeping, Tasks tasks) {
    /// Where it is, and who may come in.
    ///
    /// @param subnets ids, in two zones at least and without a way to the internet
    /// @param source id of the security group of the tasks that may connect
    /// @param subnetGroup name of the DB subnet group that is made
    /// @param group name of the security group that is made
    public record Place(String vpc, List<String> subnets, String source, String subnetGroup, String group) {
        public Place {
            subnets = List.copyOf(subnets);
        }
    }

    /// The instance.
    ///
    /// @param storageGib at the start; it grows by itself up to `ceilingGib`
    /// @param days how long automated backups are kept
    /// @param name of the database in it
    /// @param user the master user
    public record Database(String version, String instanceClass, int storageGib, int ceilingGib, boolean multiAz, int days, String name,
            String user) {}

    /// Where the master user's password is kept; nobody types or sees it in either place.
    ///
    /// @param own whether in a secret of one's own, with all that a `DATABASE_URL` is made of; else RDS makes it, keeps it and changes it
    /// @param name of the secret of one's own; without meaning where it is not
    public record Keeping(boolean own, String name) {
        static final String MANAGED = "managed";
        static final String OWN = "own";

        /// The two ways, as the field `secret` says them.
        public static List<String> ways() {
            return List.of(MANAGED, OWN);
        }

        String way() {
            return own ? OWN : MANAGED;
        }
    }

    /// Who is told of it.
    ///
    /// @param definition `family:revision` of the service, of which the next one is made
    /// @param image of the program that talks to the database, which the next revision and the migration run
    /// @param container of it that talks to the database
    /// @param role name of the execution role that reads the password when a task starts
    /// @param policy name of the inline policy that lets it
    /// @param migrate family of task definitions that runs migrations
    /// @param command that migrates
    public record Tasks(String cluster, String service, String definition, String image, String container, String role, String policy,
            String migrate,
            List<String> command) {
        public Tasks {
            command = List.copyOf(command);
        }
    }

    /// What can be chosen, by the name that a form and a command give it, in the order in which it is asked for.
    public Map<String, String> fields() {
        var all = new LinkedHashMap<String, String>();
        all.put("cluster", tasks.cluster);
        all.put("service", tasks.service);
        all.put("vpc", place.vpc);
        all.put("subnets", String.join(",", place.subnets));
        all.put("source", place.source);
        all.put("subnet-group", place.subnetGroup);
        all.put("group", place.group);
        all.put("version", database.version);
        all.put("class", database.instanceClass);
        all.put("storage", String.valueOf(database.storageGib));
        all.put("ceiling", String.valueOf(database.ceilingGib));
        all.put("multi-az", String.valueOf(database.multiAz));
        all.put("days", String.valueOf(database.days));
        all.put("database", database.name);
        all.put("user", database.user);
        all.put("secret", keeping.way());
        all.put("secret-name", keeping.name);
        all.put("definition", tasks.definition);
        all.put("image", tasks.image);
        all.put("container", tasks.container);
        all.put("role", tasks.role);
        all.put("policy", tasks.policy);
        all.put("migrate", tasks.migrate);
        all.put("command", Json.line(tasks.command));
        return all;
    }

    /// @param fields as [#fields] gives them
    /// @throws IllegalArgumentException with a sentence for a person, when one is missing or is not what it should be
    public static Blueprint of(Map<String, String> fields) {
        return new Blueprint(
                new Place(text(fields, "vpc"), List.of(text(fields, "subnets").split(",")), text(fields, "source"),
                        text(fields, "subnet-group"), text(fields, "group")),
                new Database(text(fields, "version"), text(fields, "class"), number(fields, "storage"), number(fields, "ceiling"),
                        flag(fields), number(fields, "days"), text(fields, "database"), text(fields, "user")),
                keeping(fields),
                new Tasks(text(fields, "cluster"), text(fields, "service"), text(fields, "definition"), text(fields, "image"),
                        text(fields, "container"),
                        text(fields, "role"), text(fields, "policy"), text(fields, "migrate"), words(text(fields, "command"))));
    }

    /// The same with some fields otherwise.
    ///
    /// @throws IllegalArgumentException with a sentence for a person, when one is not what it should be
    public Blueprint with(Map<String, String> others) {
        Map<String, String> all = fields();
        others.forEach((name, value) -> {
            if (all.put(name, value.strip()) == null) {
                throw new IllegalArgumentException("'" + name + "' is nothing that can be chosen.");
            }
        });
        return of(all);
    }

    /// The same with all that is named after the instance named after this one: `blog-db` has the group `blog-rds`, the database `blogdb` and,
    /// for the service `blog-api`, the secret `blog-api/db`.
    public Blueprint named(String instance) {
        String start = instance.replaceFirst("-(db|rds|postgres|pg)$", "");
        String letters = start.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        String word = letters.isEmpty() || Character.isDigit(letters.charAt(0)) ? "app" + letters : letters;
        return new Blueprint(new Place(place.vpc, place.subnets, place.source, instance + "-subnets", start + "-rds"),
                new Database(database.version, database.instanceClass, database.storageGib, database.ceilingGib, database.multiAz,
                        database.days, word + "db", word + "_admin"),
                new Keeping(keeping.own, tasks.service + "/" + (Survey.nameFor(tasks.service).equals(instance) ? "db" : instance)),
                new Tasks(tasks.cluster, tasks.service, tasks.definition, tasks.image, tasks.container, tasks.role, "howdah-" + instance,
                        tasks.migrate, tasks.command));
    }

    private static String text(Map<String, String> fields, String name) {
        String value = fields.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException("'" + name + "' is empty.");
        }
        return value;
    }

    private static int number(Map<String, String> fields, String name) {
        String value = text(fields, name);
        if (!value.matches("\\d{1,6}")) {
            throw new IllegalArgumentException("'" + name + "' is no number: " + value + ".");
        }
        return Integer.parseInt(value);
    }

    /// What was written down before there was a choice is managed.
    private static Keeping keeping(Map<String, String> fields) {
        String way = fields.getOrDefault("secret", Keeping.MANAGED);
        if (!Keeping.ways().contains(way)) {
            throw new IllegalArgumentException("'secret' is " + String.join(" or ", Keeping.ways()) + ", and not "
                    + (way.isEmpty() ? "empty" : way) + ".");
        }
        boolean own = way.equals(Keeping.OWN);
        return new Keeping(own, own ? text(fields, "secret-name") : fields.getOrDefault("secret-name", ""));
    }

    /// Whether a field means something beside the others: the name of a secret does where there is one.
    public boolean matters(String field) {
        return keeping.own || !field.equals("secret-name");
    }

    private static boolean flag(Map<String, String> fields) {
        String value = text(fields, "multi-az");
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException("'multi-az' is true or false, and not " + value + ".");
        }
        return Boolean.parseBoolean(value);
    }

    /// A command as a JSON list, or as words with blanks between them.
    private static List<String> words(String text) {
        if (!text.startsWith("[")) {
            return List.of(text.split("\\s+"));
        }
        try {
            return Json.read(text) instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of(text);
        } catch (Json.Malformed e) {
            throw new IllegalArgumentException("'command' is no list in JSON: " + text + ".", e);
        }
    }
}
