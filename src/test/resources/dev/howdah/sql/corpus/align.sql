select 1::int2, 2::int4, 3::int8, 1.5::float4, 2.5::float8, 3.25::numeric, 1::oid, '12.50'::money;
select true as b, 'x'::text as t, 'y'::char(3) as c, '{1,2}'::int[] as arr, '{"a":1}'::json as j, '2020-01-02'::date as d, '1 day'::interval as i;
select 'left' as "a very long header", 1 as "another long header";
select 1e21::float8, 'NaN'::float8, 'infinity'::float8, 0.1::float4, 1.0::float8, 100000000000000000000::numeric;
