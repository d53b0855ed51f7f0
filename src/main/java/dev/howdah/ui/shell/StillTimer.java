package dev.howdah.ui.shell;

import com.sun.glass.ui.Timer;
import com.sun.javafx.tk.Toolkit;
import dev.howdah.ui.kit.Fx;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/// JavaFX's timer of frames, which stands still while there is nothing to paint. JavaFX itself says when: a quarter of a second after the
/// last frame that somebody asked for it pauses its timer, and resumes it with the next wish. On macOS that stops the calls; GTK's timer does
/// nothing when it is told so, and calls sixty times a second, all night (decision 0055). This one stops it and starts it again.
///
/// It takes the place of JavaFX's own in a private field, for which there is no other way. Where JavaFX has no such field, all stays as it
/// was.
final class StillTimer extends Timer {
    private static volatile @Nullable StillTimer installed;
    private final Timer ticking;
    private final int period;
    private volatile boolean still;

    private StillTimer(Timer ticking, int period) {
        super(() -> {});
        this.ticking = ticking;
        this.period = period;
    }

    /// Puts it in the place of JavaFX's own, once; on Linux, the system on which it was measured.
    static void install() {
        Fx.mustBeHere();
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return;
        }
        try {
            Toolkit toolkit = Toolkit.getToolkit();
            Field field = toolkit.getClass().getDeclaredField("pulseTimer");
            field.setAccessible(true);
            Field interval = toolkit.getClass().getDeclaredField("PULSE_INTERVAL");
            interval.setAccessible(true);
            if (field.get(toolkit) instanceof Timer its && !(its instanceof StillTimer) && its.isRunning()) {
                var timer = new StillTimer(its, interval.getInt(toolkit));
                its.stop();
                timer.start(timer.period);
                field.set(toolkit, timer);
                installed = timer;
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            System.getLogger(StillTimer.class.getName()).log(System.Logger.Level.INFO,
                    "JavaFX's timer of frames goes on while there is nothing to paint", e);
        }
    }

    /// The one in place; null where JavaFX has its own.
    static @Nullable StillTimer installed() {
        return installed;
    }

    /// Whether it stands still.
    boolean still() {
        return still;
    }

    @Override
    protected long _start(Runnable runnable) {
        throw new UnsupportedOperationException("without a period");
    }

    @Override
    protected long _start(Runnable runnable, int every) {
        ticking.start(every);
        still = false;
        return 1;
    }

    @Override
    protected void _stop(long timer) {
        ticking.stop();
        still = true;
    }

    @Override
    protected void _pause(long timer) {
        if (!still) {
            still = true;
            ticking.stop();
        }
    }

    @Override
    protected void _resume(long timer) {
        if (still) {
            still = false;
            ticking.start(period);
        }
    }
}
