package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DataPlane.LogFile;
import dev.howdah.drill.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DownloadDBLogFilePortion.html>
///
/// Without a Marker the newest lines; with `0` from the start. At most one megabyte.
final class DownloadDbLogFilePortion implements Operation {
    private final World world;

    DownloadDbLogFilePortion(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DownloadDBLogFilePortion";
    }

    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_LINES = 9999;

    @Override
    public String resource(Call call) {
        return world.region(call.region()).arn("db", Listing.name(call.input().text("DBInstanceIdentifier", "*")));
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        LogFile file = Logs.named(Logs.of(world.region(call.region()), input), input.need("LogFileName"));
        Integer asked = input.integer("NumberOfLines");
        int lines = asked == null ? MOST_LINES : Math.min(asked, MOST_LINES);
        String marker = input.text("Marker");
        try {
            byte[] all = Files.readAllBytes(file.path());
            int from = marker == null ? fromEnd(all, lines) : offset(marker, all.length);
            int to = end(all, from, lines);
            return new Struct().put("LogFileData", new String(all, from, to - from, StandardCharsets.UTF_8)).put("Marker", "1:" + to)
                    .put("AdditionalDataPending", to < all.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int offset(String marker, int size) {
        String[] parts = marker.split(":", 2);
        try {
            int offset = Integer.parseInt(parts[parts.length - 1]);
            if (offset >= 0 && offset <= size) {
                return offset;
            }
        } catch (NumberFormatException e) {
            throw ApiError.invalidValue("Invalid Marker: " + marker);
        }
        throw ApiError.invalidValue("Invalid Marker: " + marker);
    }

    /// Where the last `lines` lines begin.
    private static int fromEnd(byte[] all, int lines) {
        int seen = 0;
        for (int i = all.length - 2; i >= Math.max(0, all.length - MOST_BYTES); i--) {
            if (all[i] == '\n' && ++seen == lines) {
                return i + 1;
            }
        }
        return Math.max(0, all.length - MOST_BYTES);
    }

    private static int end(byte[] all, int from, int lines) {
        int seen = 0;
        int last = from;
        for (int i = from; i < Math.min(all.length, from + MOST_BYTES); i++) {
            if (all[i] == '\n') {
                last = i + 1;
                if (++seen == lines) {
                    return last;
                }
            }
        }
        return all.length - from <= MOST_BYTES ? all.length : last;
    }
}
