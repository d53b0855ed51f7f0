package dev.howdah.ui.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which of JavaFX's renderers paints the window. Without a graphics processor, as in a virtual machine or over VNC, OpenGL is done by
/// software too, and takes longer to start and to paint than JavaFX's own software renderer does.
final class Painter {
    private static final String ORDER = "prism.order";

    private Painter() {}

    /// Must come before JavaFX starts. Whoever named a renderer on the command line keeps it.
    static void choose() {
        if (System.getProperty(ORDER) == null && System.getProperty("os.name").equals("Linux") && !accelerated(Path.of("/dev"))) {
            System.setProperty(ORDER, "sw");
        }
    }

    /// Whether Linux shows a device that draws: the kernel's render nodes, NVIDIA's own, or the one that Windows lends to WSL.
    static boolean accelerated(Path devices) {
        return Files.exists(devices.resolve("nvidia0")) || Files.exists(devices.resolve("dxg")) || renders(devices.resolve("dri"));
    }

    private static boolean renders(Path nodes) {
        if (!Files.isDirectory(nodes)) {
            return false;
        }
        try (var each = Files.list(nodes)) {
            return each.anyMatch(node -> node.getFileName().toString().startsWith("renderD"));
        } catch (IOException | UncheckedIOException e) {
            System.getLogger(Painter.class.getName()).log(System.Logger.Level.DEBUG, "{0} cannot be listed: {1}", nodes, e.getMessage());
            return true;
        }
    }
}
