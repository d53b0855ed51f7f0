package dev.howdah.drill.world;

import java.net.InetSocketAddress;
import java.util.List;

/// Something inside the VPC that listens, beside the databases: a test's echo server, say. Sessions reach it by its name or
/// address as far as its security groups let them.
///
/// @param name what the VPC's DNS knows it by
/// @param address inside the VPC; the address of a task or machine makes it that one's localhost
/// @param local where it really listens
public record InnerHost(String name, String address, int port, List<String> groups, InetSocketAddress local) {}
