package dev.howdah.drill.scenario;

import java.util.ArrayList;
import java.util.List;

/// What a run cost, as figures.
///
/// @param failedRequests of the blog
/// @param endedSessions of the blog, which had no part in it
/// @param lostRows that are not back
public record Harm(long failedRequests, long endedSessions, long lostRows) {
    public static final Harm NONE = new Harm(0, 0, 0);

    /// `12 requests of the blog failed, 3 of its sessions were ended`.
    public String words() {
        List<String> parts = new ArrayList<>();
        if (failedRequests > 0) {
            parts.add(failedRequests + (failedRequests == 1 ? " request" : " requests") + " of the blog failed");
        }
        if (endedSessions > 0) {
            parts.add(endedSessions + (endedSessions == 1 ? " session" : " sessions") + " of the blog ended");
        }
        if (lostRows > 0) {
            parts.add(lostRows + (lostRows == 1 ? " row is" : " rows are") + " lost");
        }
        return parts.isEmpty() ? "none: no request of the blog failed" : String.join(", ", parts);
    }

    /// What of `most` points is left: a point less for each so many requests and for each session, nothing when rows are lost.
    int pointsOf(int most, int requests) {
        if (lostRows > 0) {
            return 0;
        }
        return (int) Math.max(0, most - (failedRequests + requests - 1) / requests - endedSessions);
    }
}
