\x
select i, repeat('x', i) as xs from generate_series(8,11) i;
\t
select i, repeat('x', i) as xs from generate_series(1,2) i;
\pset border 2
select i, repeat('x', i) as xs from generate_series(1,2) i;
