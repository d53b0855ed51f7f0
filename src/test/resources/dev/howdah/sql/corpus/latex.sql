\pset format latex
select 1 as a_b, '50% & $5 #{x}' as b;
\pset border 0
select 1 as a, 'x' as b;
\pset border 2
\pset title 'T_1'
select 1 as a, E'l1\nl2' as b;
\pset border 3
select 1 as a, 'x' as b;
\x
\pset border 1
select 1 as a, 'x' as b union all select 2, 'y';
\pset border 2
select 1 as a, 'x' as b;
\t
select 1 as a;
