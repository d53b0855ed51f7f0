\pset title 'short'
select 1 as a, 'some more width in this column' as b;
\pset title 'a title that is much longer than the table'
select 1 as a;
\x
select 1 as a;
\t
select 1 as a;
