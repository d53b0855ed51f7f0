package dev.howdah.aws.rds;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a restore sends besides source, time and name. RDS inherits only some of a source's settings; a null member or an empty list
/// is not sent, and the service then takes its own default (Amazon RDS User Guide, USER_PIT).
///
/// @param maxAllocatedGib autoscaling limit in GiB; a restore from a snapshot cannot send it
/// @param iops only where the service takes it: PostgreSQL on gp3 below 400 GiB must not send it
/// @param throughputMibps as `iops`
public record CloneSettings(@Nullable String instanceClass, @Nullable Boolean multiAz, @Nullable String subnetGroup,
        List<String> securityGroups, @Nullable Boolean publiclyAccessible, @Nullable String networkType, @Nullable Integer port,
        @Nullable Boolean dedicatedLogVolume, Map<String, String> processorFeatures, @Nullable String storageType, @Nullable Integer iops,
        @Nullable Integer throughputMibps, @Nullable Integer maxAllocatedGib, @Nullable String parameterGroup,
        @Nullable String optionGroup, @Nullable Boolean autoMinorVersionUpgrade, @Nullable String lifecycleSupport,
        @Nullable String caIdentifier, List<String> logExports, @Nullable Boolean copyTagsToSnapshot, Map<String, String> tags,
        @Nullable Boolean deletionProtection, @Nullable Boolean iamAuthentication) {
    /// The same for an instance that is to go again: without deletion protection, and with one more tag.
    public CloneSettings passing(String tag, String value) {
        var marked = new TreeMap<>(tags);
        marked.put(tag, value);
        return new CloneSettings(instanceClass, multiAz, subnetGroup, securityGroups, publiclyAccessible, networkType, port,
                dedicatedLogVolume,
                processorFeatures, storageType, iops, throughputMibps, maxAllocatedGib, parameterGroup, optionGroup,
                autoMinorVersionUpgrade, lifecycleSupport, caIdentifier, logExports, copyTagsToSnapshot, marked, false, iamAuthentication);
    }
}
