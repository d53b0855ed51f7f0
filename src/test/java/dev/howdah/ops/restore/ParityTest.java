package dev.howdah.ops.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.aws.rds.LaterSettings;
import dev.howdah.model.Configuration;
import dev.howdah.model.Instance;
import dev.howdah.model.InstanceRef;
import dev.howdah.ui.Night;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a copy is given. Bad inputs tried: a source of which the service told next to nothing; gp3 below and above the size where
/// IOPS may be sent; 300 random sources.
final class ParityTest {
    private static final InstanceRef COPY = new InstanceRef("123456789012", "ap-northeast-2", "blog-db-copy");

    @Test
    void whatRdsWouldNotGiveIsSentOrSetLater() {
        Parity parity = Parity.toTime(source(storage("gp3", 20, 100, 3000, 125)));
        assertThat(parity.sent().multiAz()).isTrue();
        assertThat(parity.sent().securityGroups()).isNotEmpty();
        assertThat(parity.sent().deletionProtection()).isTrue();
        assertThat(parity.sent().maxAllocatedGib()).isEqualTo(100);
        assertThat(parity.sent().iops()).as("below 400 GiB RDS refuses IOPS, though it tells them").isNull();
        assertThat(parity.sent().throughputMibps()).isNull();
        assertThat(parity.later().insights()).isTrue();
        assertThat(parity.later().maintenanceWindow()).isNotNull();
        assertThat(parity.later().maxAllocatedGib()).as("sent already").isNull();
        assertThat(parity.kept()).isGreaterThan(12);
        assertThat(parity.rows()).extracting(Parity.Row::setting).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(20);
        assertThat(parity.rows()).filteredOn(r -> r.setting().equals("Master password")).singleElement()
                .extracting(Parity.Row::how).isEqualTo(Parity.How.DIFFERS);
    }

    @Test
    void aSnapshotCannotBeToldWhereStorageEnds() {
        Parity parity = Parity.fromSnapshot(source(storage("gp3", 20, 100, 3000, 125)));
        assertThat(parity.sent().maxAllocatedGib()).isNull();
        assertThat(parity.later().maxAllocatedGib()).isEqualTo(100);
    }

    @Test
    void largeGp3AndProvisionedVolumesSendTheirIops() {
        assertThat(Parity.toTime(source(storage("gp3", 400, null, 12_000, 500))).sent().iops()).isEqualTo(12_000);
        assertThat(Parity.toTime(source(storage("gp3", 400, null, 12_000, 500))).sent().throughputMibps()).isEqualTo(500);
        assertThat(Parity.toTime(source(storage("io2", 100, null, 5000, null))).sent().iops()).isEqualTo(5000);
        assertThat(Parity.toTime(source(storage("io2", 100, null, 5000, null))).sent().throughputMibps()).isNull();
        assertThat(Parity.toTime(source(storage("gp2", 100, null, 300, null))).sent().iops()).isNull();
    }

    /// Each setting is the same on the copy, or its row says that it is not.
    @Test
    void noSettingIsLostInSilence() {
        var random = new Random(23);
        for (int i = 0; i < 300; i++) {
            Configuration source = random(random);
            for (Parity parity : List.of(Parity.toTime(source), Parity.fromSnapshot(source))) {
                for (Parity.Row row : parity.rows()) {
                    assertThat(row.source().equals(row.copy()) || row.how() == Parity.How.DIFFERS).as("%s of %s", row, source).isTrue();
                    assertThat(row.why()).isNotEmpty();
                }
                Map<String, Parity.Row> rows = parity.rows().stream().collect(Collectors.toMap(Parity.Row::setting, r -> r));
                assertThat(rows.get("Multi-AZ").how())
                        .isEqualTo(source.instance().placement().multiAz() == null ? Parity.How.DIFFERS : Parity.How.CARRIED);
                assertThat(parity.sent().multiAz()).isEqualTo(source.instance().placement().multiAz());
                assertThat(parity.sent().deletionProtection()).isEqualTo(source.instance().security().deletionProtection());
                assertThat(parity.sent().iamAuthentication()).isEqualTo(source.instance().security().iamAuthentication());
                assertThat(parity.sent().logExports()).isEqualTo(source.instance().insight().logExports());
            }
        }
    }

    @Test
    void whatIsLeftIsWhatTheCopyLacks() {
        Configuration source = source(storage("gp3", 20, 100, 3000, 125));
        LaterSettings left = Parity.left(source, copy(source, false, "mon:03:00-mon:03:30", null));
        assertThat(left.insights()).isTrue();
        assertThat(left.maintenanceWindow()).isEqualTo(source.instance().maintenance().windowUtc());
        assertThat(left.maxAllocatedGib()).isEqualTo(100);
        assertThat(Parity.words(left)).contains("Performance Insights", "maintenance window", "grow to 100 GiB");
        LaterSettings none = Parity.left(source, copy(source, true, source.instance().maintenance().windowUtc(), 100));
        assertThat(none.isEmpty()).isTrue();
        assertThat(Parity.words(none)).isEqualTo("nothing");
    }

    private static Instance.Storage storage(String type, int size, @Nullable Integer most, @Nullable Integer iops,
            @Nullable Integer throughput) {
        return new Instance.Storage(type, size, most, iops, throughput, true, "arn:aws:kms:ap-northeast-2:123456789012:key/k");
    }

    private static Configuration source(Instance.Storage storage) {
        Instance db = Night.instance("available");
        return new Configuration(with(db, db.ref(), storage, db.security(), db.placement(),
                new Instance.Insight(true, 7, "standard", 0, List.of("postgresql")), db.maintenance()), List.of(), "IPV4", false, Map.of(),
                "key",
                null);
    }

    private static Configuration copy(Configuration source, boolean insights, @Nullable String window, @Nullable Integer most) {
        Instance db = source.instance();
        return new Configuration(with(db, COPY, storage("gp3", 20, most, 3000, 125), db.security(), db.placement(),
                new Instance.Insight(insights, insights ? 7 : null, "standard", 0, List.of()), new Instance.Maintenance(window, true)),
                List.of(),
                "IPV4", false, Map.of(), null, null);
    }

    private static Configuration random(Random random) {
        Instance db = Night.instance("available");
        var where = new Instance.Placement(flag(random), "a", "c", null, null, random.nextBoolean() ? "subnets" : null, "vpc", List.of());
        var security = new Instance.Security(flag(random), flag(random), flag(random),
                random.nextBoolean() ? List.of() : List.of(new Instance.SecurityGroup("sg-1", "active")), "admin",
                random.nextBoolean() ? null : "arn:secret", "active", random.nextBoolean() ? null : "rds-ca-rsa2048-g1", null);
        var insight = new Instance.Insight(flag(random), random.nextBoolean() ? 7 : 465, random.nextBoolean() ? null : "advanced",
                random.nextBoolean() ? null : 15, random.nextBoolean() ? List.of() : List.of("postgresql", "upgrade"));
        int size = random.nextInt(20, 2000);
        var storage = storage(List.of("gp2", "gp3", "io1", "io2").get(random.nextInt(4)), size, random.nextBoolean() ? null : size * 2,
                random.nextBoolean() ? null : 12_000, random.nextBoolean() ? null : 500);
        return new Configuration(with(db, db.ref(), storage, security, where, insight,
                new Instance.Maintenance(random.nextBoolean() ? null : "mon:03:00-mon:03:30", flag(random))), List.of(),
                random.nextBoolean() ? null : "DUAL", flag(random), Map.of(), null, random.nextBoolean() ? null : "arn:role");
    }

    private static @Nullable Boolean flag(Random random) {
        return random.nextInt(3) == 0 ? null : Boolean.valueOf(random.nextBoolean());
    }

    private static Instance with(Instance db, InstanceRef ref, Instance.Storage storage, Instance.Security security,
            Instance.Placement placement, Instance.Insight insight, Instance.Maintenance maintenance) {
        return new Instance(ref, db.resourceId(), db.status(), db.engine(), db.instanceClass(), placement, db.endpoint(), storage,
                db.backup(),
                security, insight, maintenance, db.parameterGroups(), db.pending(), db.tags(), db.createdAt());
    }
}
