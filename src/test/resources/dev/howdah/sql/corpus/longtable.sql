\pset format latex-longtable
select 1 as a_b, '50%' as b;
\pset border 2
select 1 as a, 'x' as b;
\pset border 3
select 1 as a, 'x' as b;
\pset border 0
\pset title 'T'
select 1 as a, 'x' as b;
\t
select 1 as a, 'x' as b;
