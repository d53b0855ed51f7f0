package dev.howdah.drill.postgres.workload;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// One task of the blog API: a pool of five, and as many threads that answer requests with it. A request that fails is
/// counted and the next one is tried, as an application behind a load balancer does; the pool validates what it lends.
public final class Task implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Task.class.getName());
    private static final int POOL = 5;
    /// A request every so often in each thread: fifteen threads make about fifteen requests a second in all. At sixty, a drill at which
    /// nobody looks took half of a slow processor.
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private final String id;
    private final @Nullable String key;
    private final HikariDataSource pool;
    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile boolean stopped;

    /// @param way to the database, or null for the address in `url`
    Task(String id, String url, Properties login, WaySockets.@Nullable Way way) {
        this.id = id;
        this.key = way == null ? null : WaySockets.register(way);
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setDataSourceProperties(login);
        if (key != null) {
            config.addDataSourceProperty("socketFactory", WaySockets.class.getName());
            config.addDataSourceProperty("socketFactoryArg", key);
        }
        config.addDataSourceProperty("ApplicationName", "blog-api/" + id);
        config.addDataSourceProperty("socketTimeout", "15");
        config.addDataSourceProperty("connectTimeout", "3");
        config.setMaximumPoolSize(POOL);
        config.setConnectionTimeout(Duration.ofSeconds(2).toMillis());
        config.setValidationTimeout(Duration.ofSeconds(1).toMillis());
        config.setInitializationFailTimeout(-1);
        config.setPoolName("blog-api/" + id);
        pool = new HikariDataSource(config);
        for (int i = 0; i < POOL; i++) {
            threads.add(Thread.ofVirtual().name("blog-api/" + id + "/" + i).start(this::serve));
        }
    }

    /// What `application_name` carries behind `blog-api/`.
    public String id() {
        return id;
    }

    /// Requests answered so far.
    public long answered() {
        return answered.sum();
    }

    /// Requests that failed so far.
    public long failed() {
        return failed.sum();
    }

    private void serve() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        try {
            while (!stopped) {
                try (Connection connection = pool.getConnection()) {
                    request(connection, random.nextInt(100));
                    answered.increment();
                } catch (SQLException e) {
                    failed.increment();
                    LOG.log(Level.DEBUG, "a request of blog-api/{0} failed: {1}", id, e.getMessage());
                }
                Thread.sleep(PAUSE.toMillis() / 2 + random.nextLong(PAUSE.toMillis()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void request(Connection connection, int kind) throws SQLException {
        if (kind < 45) {
            run(connection, "SELECT p.id, p.title, a.handle, p.views FROM posts p JOIN authors a ON a.id = p.author_id"
                    + " WHERE p.created_at <= now() ORDER BY p.created_at DESC LIMIT 20");
        } else if (kind < 75) {
            run(connection,
                    "SELECT c.id, c.body, a.handle FROM comments c JOIN authors a ON a.id = c.author_id WHERE c.post_id = ? ORDER BY c.id",
                    post());
        } else if (kind < 88) {
            run(connection, "INSERT INTO comments (post_id, author_id, body) VALUES (?, ?, 'Written just now.')", post(), author());
        } else if (kind < 97) {
            run(connection, "UPDATE posts SET views = views + 1 WHERE id = ?", post());
        } else {
            run(connection, "SELECT a.handle, count(*) FROM posts p JOIN authors a ON a.id = p.author_id WHERE a.id BETWEEN ? AND ? + 20"
                    + " GROUP BY a.handle", author(), author());
        }
    }

    private static long post() {
        return 1 + ThreadLocalRandom.current().nextLong(Schema.POSTS);
    }

    private static long author() {
        return 1 + ThreadLocalRandom.current().nextLong(Schema.AUTHORS);
    }

    private static void run(Connection connection, String sql, long... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(10);
            for (int i = 0; i < parameters.length; i++) {
                statement.setLong(i + 1, parameters[i]);
            }
            if (statement.execute()) {
                try (var rows = statement.getResultSet()) {
                    while (rows.next()) {
                        rows.getObject(1);
                    }
                }
            }
        }
    }

    /// Ends the task: no request is begun any more, the pool and its sessions close.
    @Override
    public void close() {
        stopped = true;
        threads.forEach(Thread::interrupt);
        pool.close();
        if (key != null) {
            WaySockets.forget(key);
        }
    }
}
