\set FETCH_COUNT 2
select generate_series(1,5) as n;
\pset format csv
select generate_series(1,5) as n;
\pset format unaligned
select generate_series(1,5) as n;
select 1 where false;
select 1/(3-i) from generate_series(1,5) i;
