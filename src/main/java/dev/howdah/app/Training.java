package dev.howdah.app;

import dev.howdah.aws.session.AwsSettings;
import dev.howdah.drill.Drill;
import dev.howdah.drill.DrillOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;

/// A run for the JVM to learn from: the build records here which classes the commands need, and the launcher starts from
/// that record (JEP 514). It asks `status` of a drill without servers, so it needs no account and no network.
final class Training {
    private Training() {}

    static void main(String[] args) throws IOException {
        int exit = 0;
        try (Drill drill = Drill.start(DrillOptions.standard().withoutServers().withFleet(150), _ -> {})) {
            var environment = new HashMap<>(drill.variables());
            environment.put("AWS_EC2_METADATA_DISABLED", "true");
            environment.put("AWS_CONFIG_FILE", "none");
            environment.put("AWS_SHARED_CREDENTIALS_FILE", "none");
            var settings = new AwsSettings(environment);
            for (List<String> command : List.of(List.of("status"), List.of("status", "--json"), List.of("--help"))) {
                exit |= Main.commandLine(settings).setOut(new PrintWriter(Writer.nullWriter())).execute(command.toArray(String[]::new));
            }
        }
        System.exit(exit);
    }
}
