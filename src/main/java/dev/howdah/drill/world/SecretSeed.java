package dev.howdah.drill.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The account's secrets. `blog-api/db` was made by hand before the database was there, as the chapter does it, and got its
/// host afterwards; RDS keeps the master user's password in a secret of its own. Both hold the password that works.
public final class SecretSeed {
    /// What the tasks of the blog API are given.
    public static final String BLOG = "blog-api/db";
    /// What RDS manages for the master user of blog-db.
    public static final String MASTER = "rds!db-7d0e5c1a-94b7-4a52-8f0e-3c6b1d2f9e48";
    private static final int ROTATED_EVERY = 7;
    private static final Duration BEFORE = Duration.ofMinutes(30);

    private SecretSeed() {}

    /// The ARN that task definitions name.
    public static String blogArn(Region region) {
        return arn(region, BLOG, "AbCdEf");
    }

    private static String arn(Region region, String name, String letters) {
        return "arn:aws:secretsmanager:" + region.name() + ":" + region.account() + ":secret:" + name + "-" + letters;
    }

    /// The secret as it is while the database is being created: with a placeholder for the host, and a password that the
    /// master user will not keep.
    static void plant(Region region, Instant databaseCreated) {
        Instant created = databaseCreated.minus(BEFORE);
        var login = new DataPlane.Login("blog_admin", new Ids(41).resource("old-"), "blogdb");
        String text = object(
                fields(login) + ", \"engine\": \"postgres\", \"host\": \"PLACEHOLDER\", \"port\": 5432, \"dbname\": \"blogdb\"");
        region.put(new Secret(blogArn(region), BLOG, "Blog API's database", null, null, created, null, List.of(),
                Map.of("Project", "blog-api", "Environment", "production")).with(version(1), created, text));
    }

    /// The database answers: `blog-api/db` gets its host, and RDS's own secret appears.
    ///
    /// @param rotated when RDS rotated its own last
    public static void open(Region region, DbInstance db, DataPlane.Login login, Instant at, Instant rotated) {
        DbInstance.Endpoint endpoint = db.endpoint();
        Secret blog = region.secret(BLOG);
        if (endpoint == null || blog == null) {
            return;
        }
        region.put(blog.with(version(2), at, text(login, endpoint)));
        region.put(managed(region, db, MASTER, "Kq3vTz", version(3), login, rotated));
    }

    /// The secret that RDS makes for an instance's master user when it is told to manage the password, or its next version.
    public static Secret managed(Region region, DbInstance db, DataPlane.Login login, Instant at) {
        String arn = region.arn("db", db.id());
        var ids = new Ids((db.resourceId() + at).hashCode());
        for (Secret secret : region.secrets()) {
            if (arn.equals(secret.tags().get(Secret.OF_INSTANCE))) {
                return secret.with(ids.uuid(), at, object(fields(login)));
            }
        }
        return managed(region, db, "rds!db-" + ids.uuid(), ids.resource("").substring(0, 6), ids.uuid(), login, at);
    }

    private static Secret managed(Region region, DbInstance db, String name, String letters, String version, DataPlane.Login login,
            Instant at) {
        String arn = region.arn("db", db.id());
        return new Secret(arn(region, name, letters), name, "The secret associated with the primary RDS DB instance: " + arn, "rds",
                ChapterSeed.KMS, at, ROTATED_EVERY, List.of(),
                Map.of("aws:secretsmanager:owningService", "rds", Secret.OF_INSTANCE, arn)).with(version, at, object(fields(login)));
    }

    private static String text(DataPlane.Login login, DbInstance.Endpoint endpoint) {
        String url = "postgresql://" + login.user() + ":" + login.password() + "@" + endpoint.address() + ":" + endpoint.port() + "/"
                + login.database();
        return object("\"url\": \"" + url + "\", " + fields(login) + ", \"engine\": \"postgres\", \"host\": \"" + endpoint.address()
                + "\", \"port\": " + endpoint.port() + ", \"dbname\": \"" + login.database() + "\"");
    }

    private static String fields(DataPlane.Login login) {
        return "\"username\": \"" + login.user() + "\", \"password\": \"" + login.password() + "\"";
    }

    private static String object(String members) {
        return "{" + members + "}";
    }

    private static String version(int number) {
        return new Ids(4100 + number).uuid();
    }
}
