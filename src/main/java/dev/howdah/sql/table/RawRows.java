package dev.howdah.sql.table;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/// Rows as the server sent them, one after the other in one array: the length of a row, then for each value its length (-1 for
/// NULL) and its bytes in UTF-8; all lengths of four bytes, the count of values of two. As strings they would take three times
/// the memory. Read as a list they are decoded, each time.
public final class RawRows extends AbstractList<List<@Nullable String>> implements RandomAccess {
    private final byte[] data;
    private final int used;
    private final int count;
    private int @Nullable [] starts;

    /// @param data is kept, not copied
    /// @param used bytes of it that hold rows
    /// @param count of rows
    public RawRows(byte[] data, int used, int count) {
        this.data = data;
        this.used = used;
        this.count = count;
    }

    /// The bytes, of which [#used] hold rows; not to be changed.
    public byte[] data() {
        return data;
    }

    public int used() {
        return used;
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public List<@Nullable String> get(int index) {
        int[] known = starts;
        if (known == null) {
            known = new int[count];
            int at = 0;
            for (int i = 0; i < count; i++) {
                known[i] = at;
                at += 4 + number(data, at);
            }
            starts = known;
        }
        return row(data, known[index]);
    }

    /// The row that begins at `at`, decoded.
    static List<@Nullable String> row(byte[] data, int at) {
        int fields = fields(data, at);
        var row = new ArrayList<@Nullable String>(fields);
        int value = at + 6;
        for (int i = 0; i < fields; i++) {
            int length = number(data, value);
            value += 4;
            row.add(length < 0 ? null : new String(data, value, length, StandardCharsets.UTF_8));
            value += Math.max(0, length);
        }
        return Collections.unmodifiableList(row);
    }

    /// How many values the row that begins at `at` has.
    static int fields(byte[] data, int at) {
        return (data[at + 4] & 0xff) << 8 | data[at + 5] & 0xff;
    }

    static int number(byte[] data, int at) {
        return data[at] << 24 | (data[at + 1] & 0xff) << 16 | (data[at + 2] & 0xff) << 8 | data[at + 3] & 0xff;
    }
}
