select repeat('x', 300) as long;
select array_agg(i) from generate_series(1,100) i;
\x
select repeat('y', 120) as long, 1 as b;
