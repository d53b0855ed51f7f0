package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DataPlane;
import dev.howdah.drill.world.DataPlane.LogFile;
import dev.howdah.drill.world.DataPlane.Portion;
import dev.howdah.drill.world.Region;
import dev.howdah.drill.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;

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
        Region region = world.region(call.region());
        LogFile file = Logs.named(Logs.of(region, input), input.need("LogFileName"));
        DataPlane servers = region.servers(Listing.name(input.need("DBInstanceIdentifier")));
        if (servers == null) {
            throw RdsErrors.noLogFile(file.name());
        }
        Integer asked = input.integer("NumberOfLines");
        int lines = asked == null ? MOST_LINES : Math.clamp(asked, 1, MOST_LINES);
        String marker = input.text("Marker");
        try {
            return marker == null ? tail(servers, file, lines) : onward(servers, file, offset(marker, file.size()), lines);
        } catch (NoSuchFileException e) {
            throw RdsErrors.noLogFile(file.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The last lines of what is there.
    private static Struct tail(DataPlane servers, LogFile file, int lines) throws IOException {
        Portion portion = servers.readLog(file.name(), Math.max(0, file.size() - MOST_BYTES), MOST_BYTES);
        String text = portion.text();
        int start = text.length() - 1;
        for (int seen = 0; start > 0 && seen < lines; seen++) {
            start = text.lastIndexOf('\n', start - 1);
        }
        return shape(text.substring(Math.max(0, start + (start > 0 ? 1 : 0))), portion.next(), portion.more());
    }

    /// The next lines from a place on.
    private static Struct onward(DataPlane servers, LogFile file, long from, int lines) throws IOException {
        Portion portion = servers.readLog(file.name(), from, MOST_BYTES);
        String text = portion.text();
        int end = 0;
        for (int seen = 0; seen < lines && end < text.length(); seen++) {
            int newline = text.indexOf('\n', end);
            end = newline < 0 ? text.length() : newline + 1;
        }
        String part = text.substring(0, end);
        long next = end == text.length() ? portion.next() : from + part.getBytes(StandardCharsets.UTF_8).length;
        return shape(part, next, end < text.length() || portion.more());
    }

    private static Struct shape(String text, long next, boolean more) {
        return new Struct().put("LogFileData", text).put("Marker", "1:" + next).put("AdditionalDataPending", more);
    }

    private static long offset(String marker, long size) {
        String digits = marker.startsWith("1:") ? marker.substring(2) : marker;
        if (!digits.matches("\\d{1,15}") || Long.parseLong(digits) > size) {
            throw ApiError.invalidValue("Invalid Marker: " + marker);
        }
        return Long.parseLong(digits);
    }
}
