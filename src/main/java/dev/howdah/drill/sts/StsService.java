package dev.howdah.drill.sts;

import dev.howdah.drill.protocol.Service;
import java.util.List;

/// STS, as one registration.
public final class StsService {
    private StsService() {}

    public static Service of() {
        return Service.query("sts", "2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/", List.of(new GetCallerIdentity()));
    }
}
