package dev.howdah.ops.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The order of those that wait. Bad inputs tried: nobody, a blocker that is not there, a prepared transaction (pid 0), a circle, a
/// process listed twice, random graphs with circles in them.
final class LockTreeTest {
    @Test
    void nobodyWaits() {
        assertThat(LockTree.of(List.of()).roots()).isEmpty();
    }

    @Test
    void aChainIsAsDeepAsItIs() {
        var waits = new ArrayList<LockWait>();
        for (int i = 2; i <= 6; i++) {
            waits.add(holds(i, i - 1));
        }
        for (int i = 100; i < 300; i++) {
            waits.add(holds(i, 6));
        }
        LockTree tree = LockTree.of(waits);
        assertThat(tree.roots()).hasSize(1);
        LockTree.Node root = tree.roots().getFirst();
        assertThat(root.pid()).isEqualTo(1);
        assertThat(root.queue()).isEqualTo(205);
        assertThat(root.depth()).isEqualTo(6);
        assertThat(LockTree.freedBy(1, waits)).isEqualTo(new LockTree.Freed(1, 205));
        assertThat(LockTree.freedBy(6, waits)).isEqualTo(new LockTree.Freed(200, 200));
        assertThat(LockTree.freedBy(150, waits)).isEqualTo(new LockTree.Freed(0, 0));
    }

    @Test
    void aQueueStandsBehindWhoHoldsTheLockAndNotBehindEachOther() {
        // 1 holds, 2 and 3 want ACCESS EXCLUSIVE: by pg_blocking_pids 3 waits for 1 and for 2, which is before it
        var second = new LockWait(3, List.of(1, 2), "AccessExclusiveLock", "table t", null, Map.of(1, "AccessShareLock"));
        LockTree tree = LockTree.of(List.of(holds(2, 1), second));
        assertThat(tree.roots().getFirst().behind()).extracting(LockTree.Node::pid).containsExactly(2, 3);
        assertThat(LockTree.freedBy(2, List.of(holds(2, 1), second)).all()).isZero();
        assertThat(LockTree.freedBy(1, List.of(holds(2, 1), second))).isEqualTo(new LockTree.Freed(1, 2));
    }

    @Test
    void whoIsOnlyBeforeItInTheQueueBlocksToo() {
        // 2 wants ACCESS EXCLUSIVE of what 1 reads; 3 wants to read: nobody holds what conflicts with it, 2 stands before it
        var reader = new LockWait(3, List.of(2), "AccessShareLock", "table t", null, Map.of());
        LockTree tree = LockTree.of(List.of(holds(2, 1), reader));
        assertThat(tree.roots().getFirst().behind().getFirst().behind()).extracting(LockTree.Node::pid).containsExactly(3);
    }

    @Test
    void ofSeveralHoldersTheOneThatWaitsDeepestIsItsParent() {
        var both = new LockWait(9, List.of(1, 3), "ExclusiveLock", "table t", null, Map.of(1, "ShareLock", 3, "ShareLock"));
        LockTree tree = LockTree.of(List.of(holds(2, 1), holds(3, 2), both));
        assertThat(tree.roots().getFirst().depth()).isEqualTo(3);
        // the tree has a place for it; its other blocker still counts
        assertThat(LockTree.freedBy(3, List.of(holds(2, 1), holds(3, 2), both)).all()).isZero();
    }

    @Test
    void aCircleIsShownOnce() {
        LockTree tree = LockTree.of(List.of(holds(5, 4), holds(4, 5), holds(7, 5)));
        assertThat(pids(tree)).containsExactlyInAnyOrder(4, 5, 7);
        assertThat(tree.roots()).hasSize(1);
        assertThat(tree.roots().getFirst().waits()).isNotNull();
    }

    @Test
    void aPreparedTransactionIsAPlaceOfItsOwn() {
        LockTree tree = LockTree.of(List.of(holds(8, 0)));
        assertThat(tree.roots().getFirst().pid()).isZero();
    }

    /// Whatever the server says, each process stands once, and each one behind a process that blocks it.
    @Test
    void randomGraphsLoseNobody() {
        var random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            int size = 1 + random.nextInt(25);
            var waits = new ArrayList<LockWait>();
            for (int pid = 1; pid <= size; pid++) {
                int self = pid;
                List<Integer> blockers = IntStream.range(0, 1 + random.nextInt(4)).map(_ -> random.nextInt(size + 3)).filter(b -> b != self)
                        .boxed().distinct().toList();
                Map<Integer, String> held = blockers.stream().filter(_ -> random.nextBoolean())
                        .collect(Collectors.toMap(b -> b, _ -> "ShareLock"));
                if (!blockers.isEmpty()) {
                    waits.add(new LockWait(pid, blockers, "ShareLock", "table t", null, held));
                }
            }
            LockTree tree = LockTree.of(waits);
            List<Integer> all = pids(tree);
            assertThat(all).doesNotHaveDuplicates();
            assertThat(all).containsAll(waits.stream().map(LockWait::pid).toList());
            Map<Integer, LockWait> byPid = new HashMap<>();
            waits.forEach(w -> byPid.put(w.pid(), w));
            for (LockTree.Node root : tree.roots()) {
                check(root, byPid);
            }
        }
    }

    private static void check(LockTree.Node node, Map<Integer, LockWait> waits) {
        int below = 0;
        for (LockTree.Node next : node.behind()) {
            assertThat(waits.get(next.pid()).blockers()).contains(node.pid());
            check(next, waits);
            below += 1 + next.queue();
        }
        assertThat(node.queue()).isEqualTo(below);
    }

    private static List<Integer> pids(LockTree tree) {
        var all = new ArrayList<Integer>();
        tree.roots().forEach(root -> walk(root, all));
        Set<Integer> distinct = new HashSet<>(all);
        assertThat(distinct).hasSameSizeAs(all);
        return all;
    }

    private static void walk(LockTree.Node node, List<Integer> all) {
        all.add(node.pid());
        node.behind().forEach(n -> walk(n, all));
    }

    private static LockWait holds(int pid, int blocker) {
        return new LockWait(pid, List.of(blocker), "ShareLock", "table t", null, Map.of(blocker, "AccessExclusiveLock"));
    }
}
