\pset border 0
select 1 as a, 'two' as b, 3.5 as c;
\pset border 1
select 1 as a, 'two' as b, 3.5 as c;
\pset border 2
select 1 as a, 'two' as b, 3.5 as c;
\pset border 3
select 1 as a, 'two' as b, 3.5 as c;
\t
select 1 as a, 'two' as b, 3.5 as c;
\pset border 1
select 1 as a, 'two' as b, 3.5 as c;
