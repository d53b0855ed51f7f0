\x on
select 1 as a, 'two' as bbbb, null as c;
select generate_series(1,3) as n, 'v' as value_with_long_name;
\pset border 2
select 1 as a, 'two' as bbbb;
\pset border 0
select 1 as a, 'two' as bbbb;
\x off
\x auto
\pset columns 20
select 'a long value here' as first, 'another long value' as second;
select 1 as a;
\x bogus
\x
\pset expanded
