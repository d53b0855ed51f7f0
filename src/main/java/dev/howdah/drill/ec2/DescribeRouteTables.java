package dev.howdah.drill.ec2;

import dev.howdah.drill.protocol.Call;
import dev.howdah.drill.protocol.Operation;
import dev.howdah.drill.protocol.Struct;
import dev.howdah.drill.world.Network.Route;
import dev.howdah.drill.world.Network.RouteTable;
import dev.howdah.drill.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html>
final class DescribeRouteTables implements Operation {
    private static final Kind<RouteTable> KIND = new Kind<>("RouteTableId", "InvalidRouteTableID.NotFound", RouteTable::id, filters(),
            RouteTable::tags, "routeTableSet", DescribeRouteTables::shape);

    private final World world;

    DescribeRouteTables(World world) {
        this.world = world;
    }

    @Override
    public String name() {
        return "DescribeRouteTables";
    }

    private static Map<String, Function<RouteTable, Collection<String>>> filters() {
        Map<String, Function<RouteTable, Collection<String>>> filters = new HashMap<>();
        filters.put("route-table-id", t -> List.of(t.id()));
        filters.put("vpc-id", t -> List.of(t.vpcId()));
        filters.put("association.subnet-id", RouteTable::subnetIds);
        filters.put("association.main", t -> List.of(Boolean.toString(t.main())));
        filters.put("association.route-table-id", t -> List.of(t.id()));
        filters.put("owner-id", _ -> List.of(World.ACCOUNT));
        filters.put("route.destination-cidr-block", t -> t.routes().stream().map(Route::destination).toList());
        filters.put("route.gateway-id", t -> t.routes().stream().map(Route::target).filter(g -> !g.startsWith("nat-")).toList());
        filters.put("route.nat-gateway-id", t -> t.routes().stream().map(Route::target).filter(g -> g.startsWith("nat-")).toList());
        filters.put("route.state", _ -> List.of("active"));
        return filters;
    }

    @Override
    public Struct answer(Call call) {
        return KIND.answer(call, world.region(call.region()).network().routeTables());
    }

    private static Struct shape(RouteTable t) {
        List<Struct> associations = new ArrayList<>();
        if (t.main()) {
            associations.add(association(t, "rtbassoc-0" + t.id().substring(5)).put("main", true));
        }
        t.subnetIds().forEach(s -> associations.add(association(t, "rtbassoc-0" + s.substring(8)).put("main", false).put("subnetId", s)));
        return new Struct().set("associationSet", associations).set("propagatingVgwSet", List.of()).put("routeTableId", t.id())
                .set("routeSet", t.routes().stream().map(DescribeRouteTables::route).toList()).set("tagSet", Kind.tagSet(t.tags()))
                .put("vpcId", t.vpcId()).put("ownerId", World.ACCOUNT);
    }

    private static Struct association(RouteTable t, String id) {
        return new Struct().put("routeTableAssociationId", id).put("routeTableId", t.id())
                .put("associationState", new Struct().put("state", "associated"));
    }

    private static Struct route(Route r) {
        return new Struct().put("destinationCidrBlock", r.destination())
                .put(r.target().startsWith("nat-") ? "natGatewayId" : "gatewayId", r.target())
                .put("origin", r.target().equals("local") ? "CreateRouteTable" : "CreateRoute").put("state", "active");
    }
}
