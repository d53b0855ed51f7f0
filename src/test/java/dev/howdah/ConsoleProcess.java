package dev.howdah;

import dev.howdah.drill.Waiting;
import dev.howdah.model.InstanceRef;
import dev.howdah.ops.reach.Ways;
import dev.howdah.ui.HeadlessScreen;
import dev.howdah.ui.Screens;
import dev.howdah.ui.shell.WindowHarness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javafx.scene.input.KeyCode;

/// The console's window in a process of its own, on the drill of another, so that it can be killed: it connects, asks something that
/// takes long, and says so.
final class ConsoleProcess {
    private ConsoleProcess() {}

    /// @param arguments folder of the state, file of the drill's authority
    static void main(String[] arguments) throws Exception {
        new HeadlessScreen().beforeAll(null);
        var window = new WindowHarness(System.getenv(), Path.of(arguments[1]), Path.of(arguments[0]), Map.of());
        Screens.onFx(() -> {
            window.window().openDrill();
            return null;
        });
        window.until(Duration.ofSeconds(30), "blog-db", "PRIMARY");
        window.press(KeyCode.CONTROL, KeyCode.T);
        var blog = new InstanceRef("123456789012", "ap-northeast-2", "blog-db");
        Waiting.until("open", Duration.ofSeconds(30), () -> window.ways().of(blog).get().condition() == Ways.Condition.OPEN);
        window.ways().ask(blog, "SELECT pg_sleep(25)");
        System.out.println("asked");
        new CountDownLatch(1).await();
    }
}
