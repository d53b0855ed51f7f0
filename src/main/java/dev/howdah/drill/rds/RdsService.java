package dev.howdah.drill.rds;

import dev.howdah.drill.protocol.Service;
import dev.howdah.drill.world.World;
import java.util.List;

/// RDS, as one registration.
public final class RdsService {
    private RdsService() {}

    public static Service of(World world) {
        return Service.query("rds", "2014-10-31", "http://rds.amazonaws.com/doc/2014-10-31/",
                List.of(new AddTagsToResource(world), new ApplyPendingMaintenanceAction(world), new CopyDbSnapshot(world),
                        new CreateDbInstance(world),
                        new CreateDbSnapshot(world), new CreateDbSubnetGroup(world), new DeleteDbInstance(world),
                        new DeleteDbSnapshot(world), new DeleteDbSubnetGroup(world),
                        new DescribeAccountAttributes(world), new DescribeCertificates(), new DescribeDbClusters(world),
                        new DescribeDbEngineVersions(world), new DescribeDbInstanceAutomatedBackups(world), new DescribeDbInstances(world),
                        new DescribeDbLogFiles(world), new DescribeDbParameterGroups(world), new DescribeDbParameters(world),
                        new DescribeDbProxies(world), new DescribeDbProxyTargetGroups(world), new DescribeDbProxyTargets(world),
                        new DescribeDbSnapshotAttributes(world), new DescribeDbSnapshots(world), new DescribeDbSubnetGroups(world),
                        new DescribeEvents(world),
                        new DescribeOrderableDbInstanceOptions(world), new DescribePendingMaintenanceActions(world),
                        new DownloadDbLogFilePortion(world), new ListTagsForResource(world), new ModifyDbInstance(world),
                        new ModifyDbParameterGroup(world), new ModifyDbSnapshotAttribute(world), new RebootDbInstance(world),
                        new RemoveTagsFromResource(world),
                        new RestoreDbInstanceFromDbSnapshot(world), new RestoreDbInstanceToPointInTime(world)));
    }
}
