package dev.howdah.ui;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// JavaFX's headless platform has a screen of 1000 × 1000 and throws at each frame of a larger window: this gives it one of
/// 1920 × 1200 before the first window is made. On any other platform it does nothing.
public final class HeadlessScreen implements BeforeAllCallback {
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1200;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        open();
    }

    /// Starts JavaFX, if it does not run yet, and widens its screen.
    public static void open() throws java.util.concurrent.TimeoutException {
        FxToolkit.registerPrimaryStage();
        WaitForAsyncUtils.waitForAsyncFx(TimeUnit.SECONDS.toMillis(10), () -> {
            widen();
            return null;
        });
    }

    private static void widen() throws ReflectiveOperationException {
        Object application = Class.forName("com.sun.glass.ui.Application").getMethod("GetApplication").invoke(null);
        if (!application.getClass().getName().equals("com.sun.glass.ui.headless.HeadlessApplication")) {
            return;
        }
        Class<?> type = Class.forName("com.sun.glass.ui.Screen");
        Object main = type.getMethod("getMainScreen").invoke(null);
        if (Integer.valueOf(WIDTH).equals(type.getMethod("getWidth").invoke(main))) {
            return;
        }
        Constructor<?> make = Arrays.stream(type.getDeclaredConstructors()).filter(c -> c.getParameterCount() == 20).findFirst()
                .orElseThrow();
        make.setAccessible(true);
        Object screen = make.newInstance(0L, 32, 0, 0, WIDTH, HEIGHT, 0, 0, WIDTH, HEIGHT, 0, 0, WIDTH, HEIGHT, 96, 96, 1f, 1f, 1f, 1f);
        Object screens = Array.newInstance(type, 1);
        Array.set(screens, 0, screen);
        set(application, "screens", screens);
        set(application, "frameBuffer", ByteBuffer.allocate(WIDTH * HEIGHT * 4));
        type.getMethod("notifySettingsChanged").invoke(null);
    }

    private static void set(Object target, String name, Object value) throws ReflectiveOperationException {
        Field field = target.getClass().getDeclaredField(name);
        field.setAccessible(true);
        field.set(target, value);
    }
}
