package dev.howdah.drill.ssm;

import dev.howdah.drill.protocol.ApiError;
import dev.howdah.drill.protocol.Input;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The two documents of AWS that forward a port: how they make a session's properties from a request's parameters.
///
/// @param remote whether it takes the parameter `host`
record PortDocument(String name, boolean remote) {
    private static final String PORTS = "([0-9]|[1-9][0-9]{1,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";
    private static final Pattern PORT = Pattern.compile("^" + PORTS + "$");
    private static final Pattern HOST = Pattern.compile("^[^,$^&\\(\\)!;'\"<>`{}\\[\\]\\|#=]{3,}$");
    private static final List<PortDocument> ALL = List.of(new PortDocument("AWS-StartPortForwardingSession", false),
            new PortDocument("AWS-StartPortForwardingSessionToRemoteHost", true));

    /// The document of that name, or InvalidDocument.
    static PortDocument named(String name) {
        return ALL.stream().filter(d -> d.name.equals(name)).findFirst().orElseThrow(() -> SsmErrors.noDocument(name));
    }

    Map<String, String> properties(Input parameters) {
        for (String sent : parameters.names()) {
            boolean known = sent.equals("portNumber") || sent.equals("localPortNumber") || remote && sent.equals("host");
            if (!known) {
                throw SsmErrors.invalidParameters("The following parameters are not defined in the document: [" + sent + "]");
            }
        }
        Map<String, String> properties = new TreeMap<>();
        properties.put("type", "LocalPortForwarding");
        properties.put("portNumber", value(parameters, "portNumber", "80", PORT));
        properties.put("localPortNumber", value(parameters, "localPortNumber", "0", PORT));
        if (remote) {
            properties.put("host", value(parameters, "host", "localhost", HOST));
        }
        if ("0".equals(properties.get("portNumber"))) {
            throw refused("portNumber", "0", PORT);
        }
        return properties;
    }

    private static String value(Input parameters, String name, String otherwise, Pattern allowed) {
        List<String> values = parameters.texts(name);
        String value = values.isEmpty() ? otherwise : values.getFirst();
        if (!allowed.matcher(value).matches()) {
            throw refused(name, value, allowed);
        }
        return value;
    }

    private static ApiError refused(String name, String value, Pattern allowed) {
        return SsmErrors.invalidParameters("Parameter \"" + name + "\" has value \"" + value + "\" not matching \"" + allowed + "\".");
    }
}
