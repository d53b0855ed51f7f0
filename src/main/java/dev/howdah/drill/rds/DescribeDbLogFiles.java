package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Input;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.DataPlane.LogFile;
import dev.howdah.drill.world.World;
import java.util.Comparator;
import java.util.List;

/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBLogFiles.html>
///
/// An instance that is metadata only has written nothing.
final class DescribeDbLogFiles implements Operation {
    private final World world;

    DescribeDbLogFiles(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeDBLogFiles";
    }

    @Override
    public Struct answer(Call call) {
        Input input = call.input();
        Listing.filters(input);
        String part = input.text("FilenameContains", "");
        Integer size = input.integer("FileSize");
        String since = input.text("FileLastWritten", "0");
        List<LogFile> rows = Logs.of(world.region(call.region()), input).stream().filter(f -> f.name().contains(part))
                .filter(f -> size == null || f.size() >= size).filter(f -> f.lastWritten().toEpochMilli() >= Long.parseLong(since))
                .sorted(Comparator.comparing(LogFile::name)).toList();
        return Listing.page(call, rows, LogFile::name, "DescribeDBLogFiles", "DescribeDBLogFilesDetails", f -> new Struct()
                .put("LogFileName", f.name()).put("LastWritten", f.lastWritten().toEpochMilli()).put("Size", f.size()));
    }
}
