\pset format troff-ms
select 1 as a, 'x\y' as b;
\pset border 0
select 1 as a, 'x' as b;
\pset border 2
\pset title 'T'
select 1 as a, 'x' as b;
\x
select 1 as a, 'x' as b union all select 2, 'y';
\t
select 1 as a, 'x' as b;
