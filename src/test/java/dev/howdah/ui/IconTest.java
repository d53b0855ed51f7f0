package dev.howdah.ui;

import static dev.howdah.ui.Screens.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Rectangle2D;
import javafx.scene.Group;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.paint.Color;
import javafx.scene.shape.Ellipse;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.Shape;
import javafx.scene.transform.Transform;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// The icon that Windows, macOS and the window itself want, drawn from the one that people made: `assets/howdah.svg`. What is committed is
/// held to what is drawn; `-Dhowdah.assets=assets` draws it anew.
@ExtendWith(HeadlessScreen.class)
final class IconTest {
    private static final Path COMMITTED = Path.of("assets");
    private static final Path WRITTEN = Path.of(System.getProperty("howdah.assets", "target/assets"));
    private static final int SIDE = 64;
    /// A pixel at an edge may be a shade lighter where another machine draws it.
    private static final int SHADE = 24;

    @Test
    void theIconsShowThePicture() throws Exception {
        var drawn = new TreeMap<Integer, BufferedImage>();
        for (int size : List.of(16, 32, 48, 128, 256, 512)) {
            drawn.put(size, drawing(size));
        }
        Files.createDirectories(WRITTEN);
        Files.write(WRITTEN.resolve("howdah.png"), png(of(drawn, 256)));
        Files.write(WRITTEN.resolve("howdah.ico"), ico(drawn.headMap(256, true)));
        Files.write(WRITTEN.resolve("howdah.icns"), icns(Map.of("ic07", of(drawn, 128), "ic08", of(drawn, 256), "ic09", of(drawn, 512))));

        same(ImageIO.read(COMMITTED.resolve("howdah.png").toFile()), of(drawn, 256));
        ByteBuffer ico = ByteBuffer.wrap(Files.readAllBytes(COMMITTED.resolve("howdah.ico"))).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(ico.getShort(2)).as("type of an icon").isEqualTo((short) 1);
        assertThat(ico.getShort(4)).isEqualTo((short) 5);
        for (int i = 0; i < 5; i++) {
            int side = Byte.toUnsignedInt(ico.get(6 + 16 * i));
            same(picture(ico, ico.getInt(6 + 16 * i + 12), ico.getInt(6 + 16 * i + 8)), of(drawn, side == 0 ? 256 : side));
        }
        ByteBuffer icns = ByteBuffer.wrap(Files.readAllBytes(COMMITTED.resolve("howdah.icns")));
        assertThat(icns.getInt(4)).as("length that an icns file says").isEqualTo(icns.capacity());
        int at = 8;
        for (int side : List.of(128, 256, 512)) {
            same(picture(icns, at + 8, icns.getInt(at + 4) - 8), of(drawn, side));
            at += icns.getInt(at + 4);
        }
        assertThat(at).isEqualTo(icns.capacity());
    }

    private static BufferedImage of(Map<Integer, BufferedImage> drawn, int size) {
        return java.util.Objects.requireNonNull(drawn.get(size));
    }

    private static BufferedImage picture(ByteBuffer file, int at, int length) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file.array(), at, length));
    }

    private static void same(BufferedImage committed, BufferedImage drawn) {
        assertThat(committed.getWidth()).isEqualTo(drawn.getWidth());
        long off = 0;
        for (int y = 0; y < drawn.getHeight(); y++) {
            for (int x = 0; x < drawn.getWidth(); x++) {
                int a = committed.getRGB(x, y);
                int b = drawn.getRGB(x, y);
                for (int shift = 0; shift < 32; shift += 8) {
                    off += Math.abs((a >>> shift & 255) - (b >>> shift & 255)) > SHADE ? 1 : 0;
                }
            }
        }
        assertThat(off).as("channels of pixels of %d that differ from the drawing", drawn.getWidth()).isZero();
    }

    private static BufferedImage drawing(int size) throws Exception {
        Element svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(COMMITTED.resolve("howdah.svg").toFile())
                .getDocumentElement();
        assertThat(svg.getAttribute("viewBox")).isEqualTo("0 0 64 64");
        return onFx(() -> {
            var all = new Group();
            for (Node node = svg.getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node instanceof Element element) {
                    all.getChildren().add(shape(element));
                }
            }
            new Scene(all);
            var parameters = new SnapshotParameters();
            parameters.setFill(Color.TRANSPARENT);
            double scale = (double) size / SIDE;
            parameters.setTransform(Transform.scale(scale, scale));
            parameters.setViewport(new Rectangle2D(0, 0, size, size));
            return SwingFXUtils.fromFXImage(all.snapshot(parameters, null), null);
        });
    }

    private static Shape shape(Element e) {
        Shape shape = switch (e.getTagName()) {
            case "rect" -> {
                var rect = new Rectangle(number(e, "width"), number(e, "height"));
                rect.setArcWidth(2 * number(e, "rx"));
                rect.setArcHeight(2 * number(e, "rx"));
                yield rect;
            }
            case "ellipse" -> new Ellipse(number(e, "cx"), number(e, "cy"), number(e, "rx"), number(e, "ry"));
            case "path" -> {
                var path = new SVGPath();
                path.setContent(e.getAttribute("d"));
                yield path;
            }
            default -> throw new IllegalArgumentException(e.getTagName());
        };
        shape.setFill(e.hasAttribute("fill") ? Color.web(e.getAttribute("fill")) : Color.BLACK);
        if (e.hasAttribute("stroke")) {
            shape.setStroke(Color.web(e.getAttribute("stroke")));
            shape.setStrokeWidth(number(e, "stroke-width"));
            shape.setStrokeLineCap(javafx.scene.shape.StrokeLineCap.BUTT);
        }
        return shape;
    }

    private static double number(Element e, String name) {
        return Double.parseDouble(e.getAttribute(name));
    }

    private static byte[] png(BufferedImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    /// Windows' container (ICO, with a PNG for each size since Windows Vista).
    private static byte[] ico(Map<Integer, BufferedImage> images) throws IOException {
        var pictures = new ByteArrayOutputStream();
        ByteBuffer head = ByteBuffer.allocate(6 + 16 * images.size()).order(ByteOrder.LITTLE_ENDIAN);
        head.putShort((short) 0).putShort((short) 1).putShort((short) images.size());
        for (var image : images.entrySet()) {
            byte[] png = png(image.getValue());
            byte side = (byte) (image.getKey() == 256 ? 0 : image.getKey());
            head.put(side).put(side).putShort((short) 0).putShort((short) 1).putShort((short) 32).putInt(png.length)
                    .putInt(head.capacity() + pictures.size());
            pictures.write(png);
        }
        var all = new ByteArrayOutputStream();
        all.write(head.array());
        pictures.writeTo(all);
        return all.toByteArray();
    }

    /// macOS's container (Apple Icon Image).
    private static byte[] icns(Map<String, BufferedImage> images) throws IOException {
        var parts = new ByteArrayOutputStream();
        var out = new DataOutputStream(parts);
        for (var image : new TreeMap<>(images).entrySet()) {
            byte[] png = png(image.getValue());
            out.writeBytes(image.getKey());
            out.writeInt(8 + png.length);
            out.write(png);
        }
        var all = new ByteArrayOutputStream();
        var whole = new DataOutputStream(all);
        whole.writeBytes("icns");
        whole.writeInt(8 + parts.size());
        parts.writeTo(whole);
        return all.toByteArray();
    }
}
